"""The labelled sets are sound: a wrong label would poison every figure."""

import re
import unicodedata
from datetime import datetime

import pytest

from bench.language import scoring, sets

HALVES = (sets.TUNE, sets.HELD)
EVERY = [text for half in HALVES for text in sets.texts(half)]
SPOKEN_DIGITS = str.maketrans("零〇幺一二三四五六七八九", "001123456789")


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_there_are_three_hundred_and_as_many_goods():
    """Issue 3: at least 300 utterances and 300 goods names, one half of each kept apart."""
    assert len(EVERY) >= 300
    assert sum(len(sets.goods(half)) for half in HALVES) >= 300


def test_no_goods_are_in_both_halves_or_twice():
    names = [row["name"] for half in HALVES for row in sets.goods(half)]
    assert len(set(names)) == len(names)


def test_every_label_of_goods_is_one_of_the_three():
    assert {row["expect"] for half in HALVES for row in sets.goods(half)} == {"ok", "review", "reject"}


def test_no_text_is_in_both_halves_or_twice():
    assert len({text.key for text in EVERY}) == len(EVERY)
    assert len({plain(text.text) for text in EVERY}) == len(EVERY)


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_a_label_is_well_formed(text):
    expect = text.expect
    assert set(expect) - {"approximate"} >= set(scoring.FIELDS) - {"ranges"}
    assert expect["intent"] in ("order", "amend", "cancel", "inquiry")
    assert expect["payment"] in ("先付", "到付", "月结", "回单付", None)
    assert (expect["deadline_at"] is None) == (expect["deadline_text"] is None)
    if expect["deadline_at"]:
        assert datetime.fromisoformat(expect["deadline_at"]) > text.now
    for key in expect.get("ranges", {}):
        assert expect[key] is None


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_a_label_invents_nothing(text):
    """Every part of a name, of goods and of a phone is in the text."""
    said = plain(text.text)
    for key in ("contact_name", "consignee_name", "pickup_text", "goods"):
        for part in (text.expect[key] or "").split("、"):
            assert plain(part) in said, key
    digits = re.sub(r"[-()转]", "", said.translate(SPOKEN_DIGITS))
    for key in ("contact_phone", "consignee_phone"):
        last = re.sub(r"\D", "", text.expect[key] or "")[-3:]
        assert last in digits, key
