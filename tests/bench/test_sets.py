"""The labelled sets are sound: a wrong label would poison every figure."""

import re
import unicodedata
from datetime import datetime

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


def test_labels_are_well_formed():
    ill = {text.key: found for text in EVERY if (found := list(malformed(text)))}
    assert not ill, ill


def malformed(text):
    """What is wrong with the form of a label."""
    expect = text.expect
    if not set(expect) - {"approximate"} >= set(scoring.FIELDS) - {"ranges"}:
        yield "fields are missing"
    if expect["intent"] not in ("order", "amend", "cancel", "inquiry"):
        yield "intent"
    if expect["payment"] not in ("先付", "到付", "月结", "回单付", None):
        yield "payment"
    if (expect["deadline_at"] is None) != (expect["deadline_text"] is None):
        yield "half a deadline"
    if expect["deadline_at"] and datetime.fromisoformat(expect["deadline_at"]) <= text.now:
        yield "a deadline in the past"
    yield from (
        f"{key} has a range and a value" for key in expect.get("ranges", {}) if expect[key] is not None
    )


def test_labels_invent_nothing():
    """Every part of a name, of goods and of a phone is in the text."""
    invented = {text.key: found for text in EVERY if (found := list(not_said(text)))}
    assert not invented, invented


def not_said(text):
    """The keys of a label that hold what the text does not."""
    said = plain(text.text)
    for key in ("contact_name", "consignee_name", "pickup_text", "goods"):
        if not all(plain(part) in said for part in (text.expect[key] or "").split("、")):
            yield key
    digits = re.sub(r"[-()转]", "", said.translate(SPOKEN_DIGITS))
    for key in ("contact_phone", "consignee_phone"):
        if re.sub(r"\D", "", text.expect[key] or "")[-3:] not in digits:
            yield key
