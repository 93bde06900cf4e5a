"""JSON columns in a copy: the moments, the ids and the people in them change, all else stays."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

_MARK: Final = re.compile(
    r'"@@(\w+):(\d+)@@"|(?<=")(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z))(?=")'
)


def json_edit(
    value: Any, ids: Mapping[Any, Mapping[int, int]], kinds: Mapping[str, Any], told: Sequence[str]
) -> Callable[[Any], str]:
    """What becomes of a JSON value: keys of `kinds` hold ids of rows that are copied too."""
    text = json.dumps(_marked(value, ids, kinds), ensure_ascii=False)
    pieces: list[str | Callable[[Any], str]] = []
    end = 0
    for mark in _MARK.finditer(text):
        pieces.append(text[end : mark.start()])
        pieces.append(_moment(mark[3]) if mark[3] else _id(kinds[mark[1]], int(mark[2])))
        end = mark.end()
    pieces.append(text[end:])
    names_people = any(word in text for word in told)
    if len(pieces) == 1 and not names_people:
        return lambda copy: text

    def edit(copy: Any) -> str:
        made = "".join(piece if isinstance(piece, str) else piece(copy) for piece in pieces)
        return str(copy.swap(made)) if names_people else made

    return edit


def _marked(value: Any, ids: Mapping[Any, Mapping[int, int]], kinds: Mapping[str, Any]) -> Any:
    """The value with every id of a copied row replaced by a mark."""
    if not isinstance(value, dict):
        return value
    return {
        key: f"@@{key}:{ids[kinds[key]][item]}@@"
        if key in kinds and isinstance(item, int) and item in ids.get(kinds[key], {})
        else item
        for key, item in value.items()
    }


def _id(model: Any, place: int) -> Callable[[Any], str]:
    return lambda copy: str(copy.next_ids[model] + place)


def _moment(text: str) -> Callable[[Any], str]:
    at = datetime.fromisoformat(text)
    return lambda copy: (at + copy.by).isoformat()
