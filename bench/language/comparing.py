"""When an answer is the expected one."""

import math
import string
from datetime import datetime
from typing import Any, Final

from yinuo.core.text import fold

_ENDS: Final = string.punctuation + string.whitespace + "，。、；：！？…·—～（）【】《》「」“”‘’"
_TIMES: Final = ("deadline_at",)


def is_absent(value: Any) -> bool:
    """Whether a field says nothing: null, an empty list or record, and false for `prohibited`."""
    return value is None or value is False or value in ("", [], {})


def is_right(field: str, expected: Any, got: Any) -> bool:
    """Whether both say the same.

    Strings without spaces, and without punctuation at their ends, script and width folded; numbers within a
    millionth; times as instants; `extra_fees` whatever the order; `ranges` key by key.
    """
    if is_absent(expected) or is_absent(got):
        return is_absent(expected) and is_absent(got)
    if field == "extra_fees":
        return _same_fees(expected, got)
    if field == "ranges":
        return expected.keys() == got.keys() and all(_same_range(expected[key], got[key]) for key in expected)
    if field in _TIMES:
        return datetime.fromisoformat(expected) == datetime.fromisoformat(got)
    return _same(expected, got)


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, str) and isinstance(got, str):
        return _plain(expected) == _plain(got)
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return math.isclose(expected, got, rel_tol=1e-6)
    return False


def _same_range(expected: list[float], got: list[float]) -> bool:
    return len(expected) == len(got) and all(
        _same(one, other) for one, other in zip(expected, got, strict=True)
    )


def _same_fees(expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> bool:
    left = list(got)
    for fee in expected:
        same = [
            one for one in left if _same(fee["name"], one["name"]) and _same(fee["amount"], one["amount"])
        ]
        if not same:
            return False
        left.remove(same[0])
    return not left


def _plain(text: str) -> str:
    return "".join(fold.fold(text).split()).strip(_ENDS)
