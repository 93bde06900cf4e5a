"""What a short message that came in means: pure.

A driver answers a slip with one character or one word, perhaps with the end of the order's number behind it:
1, 1. , 收到, 接单, 2, 不接, 3, 已提货, 1 021, 接单021. Whoever wants no advertising answers TD, T, 退订 or R.
Everything else is words for a person to read; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yinuo.core.text import fold


class Wish(StrEnum):
    """What somebody who answers wants; SEEN (收到, 好的) accepts a slip, and only notes any other message."""

    ACCEPT = "accept"
    SEEN = "seen"
    DECLINE = "decline"
    PICKED_UP = "picked_up"
    STOP = "stop"
    WORDS = "words"


ABOUT_ORDER: Final = frozenset({Wish.ACCEPT, Wish.SEEN, Wish.DECLINE, Wish.PICKED_UP})
"""What is said of an order, by whoever got its slip."""

UNCLEAR: Final = "unclear"
"""How a wish is noted of which nobody knows for which order it is meant."""

_SAID: Final[Mapping[Wish, str]] = {
    Wish.ACCEPT: "1 接 接单 接了 已接 已接单 可以接",
    Wish.SEEN: "收到 已收到 知道了 好 好的 可以 行 ok",
    Wish.DECLINE: "2 不接 不接单 接不了 不能接 没法接 去不了 不行 不可以",
    Wish.PICKED_UP: "3 已提 已提货 提到了 提货了 提好了 提完了 货已提 已装车 已取货",
    Wish.STOP: "td t r 退订 拒收",
}
_WISHES: Final = {word: wish for wish, words in _SAID.items() for word in words.split()}
_ENDS: Final = " .。,，、!！;；:：~～-—_#*/\"'“”‘’()（）[]【】<>《》"
_TAIL: Final = re.compile(
    rf"(?P<said>.*?)[{re.escape(_ENDS)}]*(?:单号?|编号|no)?[{re.escape(_ENDS)}]*(?P<tail>\d{{3,16}})"
)
_TAIL_FIRST: Final = re.compile(rf"(?P<tail>\d{{3,16}})[{re.escape(_ENDS)}]+(?P<said>.+)")


@dataclass(frozen=True)
class Reading:
    """What a reply means; `tail` is the end of the order's number it names, empty when it names none."""

    wish: Wish
    tail: str = ""


def read(text: str) -> Reading:
    """What this message means. A bare number is no wish: 1021 may be anything."""
    said = fold.fold(text).strip(_ENDS)
    if wish := _WISHES.get(said):
        return Reading(wish)
    for pattern in (_TAIL, _TAIL_FIRST):
        found = pattern.fullmatch(said)
        wish = _WISHES.get(found["said"].strip(_ENDS)) if found else None
        if found and wish in ABOUT_ORDER and _is_apart(found):
            return Reading(wish, found["tail"])
    return Reading(Wish.WORDS)


def _is_apart(found: re.Match[str]) -> bool:
    """Whether the digit that says what, and the digits that say which, do not run into each other."""
    said = found["said"].strip(_ENDS)
    return not said.isdigit() or abs(found.start("tail") - found.end("said")) > 0
