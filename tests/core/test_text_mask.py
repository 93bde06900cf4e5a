"""Telephone numbers in what people write, in whatever form, and what only looks like one."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from yinuo.core.text import mask

WIDE = str.maketrans("0123456789-+", "０１２３４５６７８９－＋")
APART = ("", " ", "-", "　", "－", "—")
MOBILE = "13800006621"


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("打13800006621找我", "打138****6621找我"),
        ("打 138 0000 6621 找我", "打 138****6621 找我"),
        ("138-0000-6621", "138****6621"),
        ("１３８００００６６２１", "138****6621"),
        ("１３８　００００　６６２１", "138****6621"),
        ("1 3 8 0 0 0 0 6 6 2 1", "138****6621"),
        ("13800 006621，13 80 00 06 62 1", "138****6621，138****6621"),
        ("+86 138 0000 6621", "138****6621"),
        ("(+86)138-0000-6621", "(+86)138****6621"),
        ("0086 13800006621", "138****6621"),
        ("8011 138 0000 6621 139 1111 2222", "8011 138****6621 139****2222"),
        ("箱数86 13800006621", "箱数86 138****6621"),
        ("025-84567788", "025-****7788"),
        ("025-8456 7788", "025-****7788"),
        ("025 8456-7788", "025-****7788"),
        ("(025) 8456 7788", "(025-****7788"),
        ("（０２５）８４５６７７８８", "（025-****7788"),
        ("0527 885 5123", "0527-****5123"),
        ("02584567788", "025****7788"),
    ],
)
def test_a_number_is_masked_however_it_is_written(said: str, masked: str) -> None:
    assert mask.mask_phones(said) == masked


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-20 15:20",
        "2026-11-13 15:20:30 至 2026-11-14 18:00",
        "20261120 153000",
        "3 000 元，15 000 000 元",
        "261120005",
        "15 261120005",
        "1 箱 2611200005",
        "18 20261120 3 件",
        "运费158 2026-11-20 15:20",
        "1580 2026-11-2 9:30",
        "15800 11-20 15:20",
        "13:15 14-16 18:20",
        "运单 7550026790，YD88001",
        "YN-755002",
        "6222 0212 3456 7890 123",
        "1588 1234 5678 90",
        "12315，400 812 3456",
        "320121199001011234",
    ],
)
def test_what_is_no_number_stays(said: str) -> None:
    assert mask.mask_phones(said) == said


mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
landlines = st.tuples(
    st.from_regex(r"\A0(10|2[0-9]|[3-9][0-9]{2})\Z"), st.from_regex(r"\A[2-9][0-9]{2,3}\Z"),
    st.from_regex(r"\A[0-9]{4}\Z"),
)  # fmt: skip
separators = st.sampled_from(APART)
moments = st.builds(
    datetime.datetime.combine,
    st.dates(datetime.date(2020, 1, 1), datetime.date(2039, 12, 31)),
    st.times(),
)


def wide(text: str, is_wide: bool) -> str:
    return text.translate(WIDE) if is_wide else text


@given(mobiles, st.sets(st.integers(3, 10), max_size=4), separators, st.booleans())
def test_a_mobile_in_any_groups_is_masked(
    mobile: str, places: set[int], separator: str, is_wide: bool
) -> None:
    """Its middle is not to be read, whichever way its digits stand."""
    pieces = sorted({0, 11, *places})
    spaced = separator.join(mobile[begin:end] for begin, end in pairwise(pieces))
    assume("20" not in mobile[3:8])  # 158 20261120 is a fare and a day
    assert mask.mask_phones(f"打{wide(spaced, is_wide)}，急") == f"打{mask.mask_phone(mobile)}，急"


@given(landlines, separators, separators, st.booleans())
def test_a_landline_in_any_groups_is_masked(
    number: tuple[str, str, str], first: str, second: str, is_wide: bool
) -> None:
    area, head, tail = number
    masked = mask.mask_phones(f"打{wide(f'{area}{first}{head}{second}{tail}', is_wide)}，急")
    assert masked in {f"打{area}-****{tail}，急", f"打{area[:3]}****{tail}，急"}


@given(moments, st.integers(0, 99_999), st.integers(1, 9_999))
def test_days_times_amounts_and_orders_stay(at: datetime.datetime, amount: int, serial: int) -> None:
    for said in (
        f"{at:%Y-%m-%d %H:%M}",
        f"{at:%Y-%m-%d %H:%M:%S}",
        f"{amount} {at:%Y-%m-%d %H:%M}",
        f"{amount} {at:%m-%d %H:%M}",
        f"{at:%Y%m%d} {at:%H%M}",
        f"{amount:,} 元".replace(",", " "),
        f"{amount % 100} {at:%y%m%d}{serial:03d} {amount}",
    ):
        assert mask.mask_phones(said) == said


@given(
    st.sampled_from([MOBILE, "025-84567788", "025-84567788转8011", "4008123456", "+85291234567"]),
    st.sampled_from(["", " ", "-", " - ", ".", "　", "\n", "/"]),
    st.booleans(),
    st.booleans(),
)
def test_one_s_own_number_is_hidden_however_it_is_spaced(
    phone: str, separator: str, is_wide: bool, has_area: bool
) -> None:
    area, _, local = phone.partition("转")[0].rpartition("-")
    digits = (area if has_area else "") + local.removeprefix("+")
    said = wide(separator.join(digits), is_wide)
    assert mask.hide_phone(f"请打{said}，急", phone) == f"请打{mask.HIDDEN}，急"


@pytest.mark.parametrize("phone", ["", "12315", "无"])
def test_without_a_number_nothing_is_hidden(phone: str) -> None:
    assert mask.hide_phone("12315 说 13800006621", phone) == "12315 说 13800006621"
