"""Telephone numbers in running text (R027, R040)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.orders.understanding.asking import SETTING, atoms_of
from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Phone, Setting

SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


def phones(text: str, setting: Setting = SETTING) -> list[str]:
    return [one.digits for one in atoms.find(text, setting) if isinstance(one, Phone)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("电话13800006621", "13800006621"),
        ("１３８００００６６２１找我", "13800006621"),
        ("+86 138-0000-6621", "13800006621"),
        ("0086 13800006621", "13800006621"),
        ("幺三八零零零零六六二一", "13800006621"),
        ("一三八，零零零零，六六二一", "13800006621"),
        ("138 0000 6621三箱", "13800006621"),
        ("（1 3 8 0 0 0 0 6 6 2 1）", "13800006621"),
        ("找小顾13800006621送到", "13800006621"),
        ("tel:13800006621", "13800006621"),
        ("0755-88551234", "0755-88551234"),
        ("（0755）8855 1234", "0755-88551234"),
        ("075588551234", "0755-88551234"),
        ("010-67883120转603", "010-67883120转603"),
        ("0755-88551234-8011", "0755-88551234转8011"),
        ("0755-88551234 分机 8011", "0755-88551234转8011"),
        ("零幺零六七八八三幺二零转六零三", "010-67883120转603"),
        ("400-820-8820", "4008208820"),
        ("电话84567788", "025-84567788"),
        ("幺三八 五五五零 九三幺七 不对 九三七幺", "13855509371"),
    ],
)
def test_a_number_in_any_form(text: str, digits: str) -> None:
    """R027 R040: written or spoken, in groups, with area code and extension, and corrected at its end."""
    assert phones(text) == [digits]


def test_two_numbers() -> None:
    """R040: two numbers are two, with what stands between them."""
    assert phones("打13900001234或者13911112222") == ["13900001234", "13911112222"]
    assert phones("13900001234 13911112222") == ["13900001234", "13911112222"]


def test_a_local_number_needs_an_area_or_a_word() -> None:
    """R027: seven or eight digits are a number where the area is known, or something says telephone."""
    nowhere = Setting(SETTING.now)
    assert phones("84567788", nowhere) == []
    assert phones("座机84567788", nowhere) == ["84567788"]
    assert phones("84567788") == ["025-84567788"]


@pytest.mark.parametrize(
    "text",
    [
        "单号13800006621", "运单号：8800123456", "订单号 20261120123456", "身份证320102199001011234",
        "工号8011", "流水号261120021", "13800006621元", "138000066211", "1380000662", "型号1380000-6621",
        "20261120", "1,380,000斤", "苏A12345", "货值84567788元", "84567788件",
    ],
)  # fmt: skip
def test_other_numbers_are_none(text: str) -> None:
    """R027: order, waybill and identity numbers, amounts and dates are no telephone numbers."""
    assert phones(text) == []


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", "-", "，"]))
def test_any_mobile_reads_back(digits: str, gap: str) -> None:
    """R027: every mobile number, in digits and spoken, in groups of three, four and four."""
    groups = gap.join((digits[:3], digits[3:7], digits[7:]))
    heard = "".join(SPOKEN.get(one, one) for one in groups)
    assert phones(f"电话{groups}。") == [digits]
    assert phones(f"电话{heard}。") == [digits]


def test_the_piece_as_it_came() -> None:
    """R027: the atom keeps the piece of text it came from."""
    (atom,) = atoms_of("找我：１３８ ００００ ６６２１，谢谢", Phone)
    assert atom.said == "１３８ ００００ ６６２１"
