"""What a short message that came in means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.messaging import rules
from yinuo.messaging.rules import Wish

MEANT = {
    Wish.ACCEPT: ["1", "１", " 1 ", "1.", "1。", "【1】", "接单", "已接单"],
    Wish.SEEN: ["收到", "收到。", "好的", "OK"],
    Wish.DECLINE: ["2", "２", "不接", "接不了"],
    Wish.PICKED_UP: ["3", "已提货", "已提"],
    Wish.STOP: ["TD", "ｔｄ", "T", "退订", "R", "r"],
    Wish.WORDS: ["", "明天再去", "1021", "11", "4", "12号到", "1件破了", "13905270001", "R2D2"],
}


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in MEANT.items() for text in texts])
def test_one_character_or_one_word(wish: Wish, text: str) -> None:
    """R087: full width, with a stop, in brackets; everything else is for a person to read."""
    assert rules.read(text) == rules.Reading(wish)


@pytest.mark.parametrize(
    ("text", "wish", "tail"),
    [
        ("1 021", Wish.ACCEPT, "021"),
        ("１，０２１", Wish.ACCEPT, "021"),
        ("接单021", Wish.ACCEPT, "021"),
        ("1单号021", Wish.ACCEPT, "021"),
        ("021 1", Wish.ACCEPT, "021"),
        ("3#261120021", Wish.PICKED_UP, "261120021"),
        ("不接 021", Wish.DECLINE, "021"),
        ("收到021", Wish.SEEN, "021"),
        ("1 02", Wish.WORDS, ""),
        ("td 021", Wish.WORDS, ""),
    ],
)
def test_the_end_of_the_number_says_which(text: str, wish: Wish, tail: str) -> None:
    """R087: three digits or more, apart from the one that says what."""
    assert rules.read(text) == rules.Reading(wish, tail)


@given(st.text(max_size=40))
def test_nothing_breaks_it(text: str) -> None:
    """Whatever somebody sends is read as something."""
    reading = rules.read(text)
    assert reading.wish in Wish
    assert reading.tail == "" or (reading.tail.isdigit() and len(reading.tail) >= 3)
