"""Telephone numbers in any written form."""

from itertools import pairwise

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import errors, phones
from yinuo.core.phones import PhoneKind

MOBILE = "13800006621"
LANDLINE = "0755-88551234"


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        ("13800006621", MOBILE),
        ("138 0000 6621", MOBILE),
        ("138-0000-6621", MOBILE),
        ("138.0000.6621", MOBILE),
        ("+86 138 0000 6621", MOBILE),
        ("(+86)13800006621", MOBILE),
        ("008613800006621", MOBILE),
        ("8613800006621", MOBILE),
        ("013800006621", MOBILE),
        ("17951 13800006621", MOBILE),
        ("１３８００００６６２１", MOBILE),
        ("1\u200b3800006621\ufeff", MOBILE),
        ("一三八零零零零六六二一", MOBILE),
        ("幺三八〇〇〇〇六六二幺", MOBILE),
        ("手机号码：13800006621。", MOBILE),
        ("Tel: 13800006621", MOBILE),
        ("17012345678转1234", "17012345678转1234"),
        ("13800006621-1234", "13800006621转1234"),
        ("0755-88551234", LANDLINE),
        ("(0755)88551234", LANDLINE),
        ("（０７５５）８８５５－１２３４", LANDLINE),
        ("075588551234", LANDLINE),
        ("755-88551234", LANDLINE),
        ("+86 755 88551234", LANDLINE),
        ("+86 0755 88551234", LANDLINE),
        ("86-755-88551234", LANDLINE),
        ("0755—88551234", LANDLINE),
        ("+86-10-62345678", "010-62345678"),
        ("0755-88551234转8011", "0755-88551234转8011"),
        ("0755-88551234 轉 8011", "0755-88551234转8011"),
        ("0755-88551234转分机号8011", "0755-88551234转8011"),
        ("0755-88551234 分机：8011", "0755-88551234转8011"),
        ("0755-88551234 ext. 8011", "0755-88551234转8011"),
        ("0755-88551234;ext=8011", "0755-88551234转8011"),
        ("0755-88551234-8011", "0755-88551234转8011"),
        ("0755-88551234转八零幺幺", "0755-88551234转8011"),
        ("400-812-3456", "4008123456"),
        ("400-812-3456转2", "4008123456转2"),
        ("95338", "95338"),
        ("12315", "12315"),
        ("0755-12345", "0755-12345"),
        ("+1 (415) 555-2671", "+14155552671"),
        ("00852 9123 4567", "+85291234567"),
    ],
)
def test_written_forms(raw, digits):
    """R027: a number is taken in any written form."""
    assert phones.parse(raw).digits == digits


@pytest.mark.parametrize(
    ("raw", "kind", "tail4", "e164"),
    [
        (MOBILE, PhoneKind.MOBILE, "6621", "+8613800006621"),
        (LANDLINE, PhoneKind.LANDLINE, "1234", "+8675588551234"),
        ("0755-88551234转8011", PhoneKind.LANDLINE, "1234", "+8675588551234"),
        ("0527-8855123", PhoneKind.UNKNOWN, "5123", None),
        ("4008123456", PhoneKind.SERVICE, "3456", "+864008123456"),
        ("95338", PhoneKind.SERVICE, "5338", None),
        ("110", PhoneKind.SHORT, "110", None),
        ("025-96520", PhoneKind.SHORT, "6520", None),
        ("+85291234567", PhoneKind.MOBILE, "4567", "+85291234567"),
        ("+442079460000", PhoneKind.LANDLINE, "0000", "+442079460000"),
    ],
)
def test_kinds(raw, kind, tail4, e164):
    """R027: which numbers take an SMS, and by which tail they are found."""
    phone = phones.parse(raw)
    assert (phone.kind, phone.tail4, phone.e164) == (kind, tail4, e164)


def test_extension():
    assert phones.parse("0755-88551234转8011").extension == "8011"
    assert phones.parse(MOBILE).extension == ""


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "phone_missing"),
        (" - ", "phone_missing"),
        ("电话：", "phone_missing"),
        ("没有电话", "phone_not_a_number"),
        ("王先生13800006621", "phone_not_a_number"),
        ("12345678901", "phone_not_a_number"),
        ("0755-18551234", "phone_not_a_number"),
        ("0155-8855123", "phone_not_a_number"),
        ("+999 123", "phone_not_a_number"),
        ("+49 00 802158", "phone_not_a_number"),
        ("转8011", "phone_not_a_number"),
        ("١٣٨٠٠٠٠٦٦٢١", "phone_not_a_number"),
        ("转" * 100_000, "phone_not_a_number"),
        ("1380000662", "phone_too_short"),
        ("8011", "phone_too_short"),
        ("0755-885512", "phone_too_short"),
        ("138000066211", "phone_too_long"),
        ("0755-885512345", "phone_too_long"),
        ("13800006621/13900001234", "phone_several"),
        ("13800006621 13900001234", "phone_several"),
        ("13800006621、0755-88551234", "phone_several"),
        ("88551234", "needs_area_code"),
        ("8855123", "needs_area_code"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_the_reason(raw, code):
    """R027"""
    with pytest.raises(phones.PhoneError) as refused:
        phones.parse(raw)
    assert refused.value.code == code
    assert isinstance(refused.value, errors.DeskError)


def test_a_missing_digit_is_counted():
    with pytest.raises(phones.PhoneError) as refused:
        phones.parse("1380000662")
    assert refused.value.params == {"digits": 10, "expected": 11}


@pytest.mark.parametrize("area", ["0527", "527", " 0527 "])
def test_a_local_number_takes_the_area_code_given(area):
    """R027: callers from the town leave the area code out."""
    assert phones.parse("8855 1234 转 8011", area=area).digits == "0527-88551234转8011"
    assert phones.parse(MOBILE, area=area).digits == MOBILE


def test_a_senseless_area_code_is_none():
    with pytest.raises(phones.PhoneError, match="needs_area_code"):
        phones.parse("88551234", area="宿迁")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (MOBILE, "138 0000 6621"),
        ("17012345678转1234", "170 1234 5678 转 1234"),
        ("0755-88551234转8011", "0755-88551234 转 8011"),
        ("4008123456", "400 812 3456"),
        ("95338", "95338"),
        ("+85291234567", "+852 9123 4567"),
    ],
)
def test_display(raw, shown):
    """R055: read back in groups."""
    assert phones.display(phones.parse(raw)) == shown


mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
landlines = st.from_regex(r"\A0(10|2[0-9]|[3-9][0-9]{2})-?[2-9][0-9]{6,7}\Z")
services = st.from_regex(r"\A(400[0-9]{7}|95[0-9]{3}|12345|110)\Z")
abroad = st.sampled_from(["+14155552671", "+85291234567", "+442079460000", "+819012345678"])
extensions = st.just("") | st.integers(1, 99999).map(lambda number: f"转{number}")
written = st.tuples(mobiles | landlines | services | abroad, extensions).map("".join)


@given(written)
def test_the_one_form_stays(raw):
    """R027: to read what was read changes nothing, nor does reading what is shown."""
    phone = phones.parse(raw)
    assert phones.parse(phone.digits) == phone
    assert phones.parse(phones.display(phone)) == phone


@given(st.text(max_size=30) | st.text(st.sampled_from("0123456789+-()转x 一幺零/;"), max_size=20))
def test_whatever_is_typed_is_a_number_or_a_reason(raw):
    try:
        phone = phones.parse(raw)
    except phones.PhoneError:
        return
    assert phones.parse(phone.digits) == phone
    assert phones.parse(phones.display(phone)) == phone


@given(mobiles, st.lists(st.integers(0, 11), max_size=6), st.sampled_from(" -.—　"))
def test_separators_change_nothing(mobile, places, separator):
    """R027"""
    pieces = sorted({0, 11, *places})
    spaced = separator.join(mobile[begin:end] for begin, end in pairwise(pieces))
    assert phones.parse(spaced).digits == mobile


@given(landlines | abroad)
def test_what_is_called_valid_is_valid_to_the_library(raw):
    phone = phones.parse(raw)
    if phone.e164 is not None:
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone.e164))
