"""Texts and JSON columns in a copy: the people, moments and ids in them change, all else stays.

What is to change is found once; a copy then only fills the gaps.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

Fill = Callable[[Any], Any]
_MARK: Final = re.compile(
    r'"@@(\w+):(\d+)@@"|(?<=")(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z))(?=")'
)


class Told:
    """What is told in a pattern of its people; the copy's `told` has by place what is told of others."""

    def __init__(self, *told: str) -> None:
        self._places = {text: place for place, text in reversed(list(enumerate(told))) if text}
        words = sorted(self._places, key=lambda text: (-len(text), self._places[text]))
        self._any = re.compile("|".join(map(re.escape, words)))

    def is_in(self, text: str) -> bool:
        """Whether anything of it stands in this text."""
        return self._any.search(text) is not None

    def edit(self, text: str) -> Fill:
        """What becomes of a text."""
        form, fills = self.gaps(text)
        return _filled(form, fills)

    def gaps(self, text: str) -> tuple[str, list[Fill]]:
        """The text with a gap (`%s`) for everybody who is named in it, and what fills each."""
        form, fills, end = "", list[Fill](), 0
        for found in self._any.finditer(text):
            form += _plain(text[end : found.start()]) + "%s"
            fills.append(_told(self._places[found[0]]))
            end = found.end()
        return form + _plain(text[end:]), fills


def json_edit(
    value: Any, ids: Mapping[Any, Mapping[int, int]], kinds: Mapping[str, Any], told: Told
) -> Fill | None:
    """What becomes of a JSON value: keys of `kinds` hold ids of rows that are copied too. None: nothing."""
    text = json.dumps(_marked(value, ids, kinds), ensure_ascii=False)
    form, fills, end = "", list[Fill](), 0
    for mark in _MARK.finditer(text):
        before, people = told.gaps(text[end : mark.start()])
        form += before + "%s"
        fills += [*people, _moment(mark[3]) if mark[3] else _id(kinds[mark[1]], int(mark[2]))]
        end = mark.end()
    rest, people = told.gaps(text[end:])
    fills += people
    return _filled(form + rest, fills) if fills else None


def _filled(form: str, fills: list[Fill]) -> Fill:
    if len(fills) == 1:
        (only,) = fills
        return lambda copy: form % (only(copy),)
    return lambda copy: form % tuple([fill(copy) for fill in fills])


def _plain(text: str) -> str:
    return text.replace("%", "%%")


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


def _told(place: int) -> Fill:
    return lambda copy: copy.told[place]


def _id(model: Any, place: int) -> Fill:
    return lambda copy: copy.first_ids[model] + place


def _moment(text: str) -> Fill:
    at = datetime.fromisoformat(text)
    return lambda copy: (at + copy.by).isoformat()
