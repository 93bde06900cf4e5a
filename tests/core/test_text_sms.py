"""SMS length as networks count it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text import sms

EMOJI = "😀"


@pytest.mark.parametrize(
    ("text", "units", "parts", "encoding"),
    [
        ("", 0, 0, "GSM-7"),
        ("中" * 70, 70, 1, "UCS-2"),
        ("中" * 71, 71, 2, "UCS-2"),
        ("中" * 134, 134, 2, "UCS-2"),
        ("中" * 135, 135, 3, "UCS-2"),
        ("a" * 160, 160, 1, "GSM-7"),
        ("a" * 161, 161, 2, "GSM-7"),
        ("a" * 306, 306, 2, "GSM-7"),
        ("a" * 307, 307, 3, "GSM-7"),
        ("€" * 80, 160, 1, "GSM-7"),
        ("€" * 81, 162, 2, "GSM-7"),
        (EMOJI * 35, 70, 1, "UCS-2"),
        (EMOJI * 36, 72, 2, "UCS-2"),
        ("a" * 69 + "，", 70, 1, "UCS-2"),
        ("a" * 70 + "，", 71, 2, "UCS-2"),
        ("é" * 160, 160, 1, "GSM-7"),
        ("ê" * 70, 70, 1, "UCS-2"),
        ("a\r\nb" * 40, 160, 1, "GSM-7"),
        # A pair that would straddle the boundary moves to the next part, so 134 units may need three parts.
        ("中" * 66 + EMOJI + "中" * 66, 134, 3, "UCS-2"),
        ("a" * 152 + "€" + "a" * 152, 306, 3, "GSM-7"),
    ],
)
def test_length(text, units, parts, encoding):
    """R070: 70 characters are one message; longer texts go in parts of 67."""
    found = sms.measure(text)
    assert (found.units, found.parts, found.encoding) == (units, parts, encoding)
    assert found.limit_one == (160 if encoding == "GSM-7" else 70)


def test_what_is_left():
    """R070"""
    assert sms.measure("中" * 60).left == 10
    assert sms.measure("中" * 71).left == 63
    assert sms.measure("").left == 160


def test_the_sample_slip_of_the_manual_is_one_message():
    """R072"""
    slip = (
        "110310221客王先生13800006621件15件200公斤2.2方汽配城往火车站收货马先生13900001234到付。加装卸费100"
    )
    assert sms.measure(slip).parts == 1


@given(st.text(alphabet=st.sampled_from("a€~中，" + EMOJI), max_size=500))
def test_parts_are_the_text_and_fit(text):
    """R070: nothing is lost, nothing is cut in two, no part is too long, none could have taken more."""
    parts = sms.split(text)
    measured = sms.measure(text)
    assert "".join(parts) == text
    assert len(parts) == measured.parts
    assert sum(units(part, measured.encoding) for part in parts) == measured.units
    if len(parts) > 1:
        limit = 153 if measured.encoding == "GSM-7" else 67
        for part, following in pairwise(parts):
            assert units(part, measured.encoding) <= limit < units(part + following[0], measured.encoding)
        assert measured.left == limit - units(parts[-1], measured.encoding)


def units(text, encoding):
    if encoding == "UCS-2":
        return len(text.encode("utf-16-be")) // 2
    return len(text) + sum(text.count(character) for character in "€~")
