"""Numbers as they are said and written (R029–R031, R036)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text.plain import Plain
from yinuo.orders.rules.understanding.atoms import numerals

HAN = "零一二三四五六七八九"


def said(number: int) -> str:
    """A whole number below a hundred million in full Chinese: 10,203 → 一万零二百零三."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        tail = said(rest) if rest else ""
        return f"{said(head)}万{'零' if rest and rest < 1000 else ''}{tail}"
    text, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if gap and text else "") + HAN[digit] + unit
            gap = False
        else:
            gap = True
    return text or "零"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", "120"), ("1,500", "1500"), ("1500.5", "1500.5"), ("二十五", "25"), ("十二", "12"),
        ("两千三", "2300"), ("一百五", "150"), ("三百二", "320"), ("一万二", "12000"),
        ("两万五千三", "25300"), ("一百零五", "105"), ("一千零五十", "1050"), ("二百五", "250"),
        ("一百一", "110"), ("廿五", "25"), ("俩", "2"), ("仨", "3"), ("二点五", "2.5"), ("零点五", "0.5"),
        ("1.5万", "15000"), ("3千", "3000"), ("2千5", "2500"), ("1万2千", "12000"), ("2w", "20000"),
        ("二〇二六", "2026"), ("叁仟", "3000"),
    ],
)  # fmt: skip
def test_one_number(text: str, number: str) -> None:
    """R029 R031: digits, Chinese and mixed, with what is left out in speech."""
    read = numerals.read(text)
    assert read is not None
    assert (read.low, read.high, read.approximate) == (Decimal(number), Decimal(number), False)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三四十", 30, 40), ("七八", 7, 8), ("十七八", 17, 18), ("一百二三十", 120, 130),
        ("两三千", 2000, 3000), ("四五百", 400, 500), ("一两百", 100, 200), ("三五", 3, 5),
        ("百八十", 80, 100), ("千八百", 800, 1000), ("十来", 10, 10), ("二十几", 20, 20),
        ("百来", 100, 100), ("一百多", 100, 100), ("十几万", 100_000, 100_000), ("万把", 10_000, 10_000),
        ("百十来", 100, 100), ("20多", 20, 20), ("几十", 20, 90),
    ],
)  # fmt: skip
def test_about_so_many(text: str, low: int, high: int) -> None:
    """R029 R031: what is said to be about so many is marked, with both bounds where two were said."""
    assert numerals.read(text) == numerals.Number(Decimal(low), Decimal(high), approximate=True)


@pytest.mark.parametrize(
    "text", ["", "几", "百", "千", "万", "一一", "二十万万", "十百", "三零", "abc", "点五"]
)
def test_no_number(text: str) -> None:
    """R029: what names no number is none."""
    assert numerals.read(text) is None


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_reads_back(number: int) -> None:
    """R029 R031: any whole number, said in full, in digits, with separators and in full width."""
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    for text in (said(number), str(number), f"{number:,}", Plain.of(wide).text, Plain.of(wide).text):
        read = numerals.read(text)
        assert read is not None, text
        assert (read.low, read.high) == (number, number), text


@given(st.integers(min_value=1, max_value=8), st.sampled_from(["", "十", "百", "千", "万"]))
def test_neighbours_are_a_range(digit: int, unit: str) -> None:
    """R029: 三四十 lies between the two."""
    read = numerals.read(f"{HAN[digit]}{HAN[digit + 1]}{unit}")
    size = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000}[unit]
    assert read == numerals.Number(Decimal(digit * size), Decimal((digit + 1) * size), approximate=True)
