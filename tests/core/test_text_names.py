"""What people are called, and what of it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text import mask, names


@pytest.mark.parametrize(
    ("raw", "surname", "title", "display"),
    [
        ("王先生", "王", "先生", "王先生"),
        ("王小姐", "王", "小姐", "王小姐"),
        ("姓王", "王", "", "王"),
        ("我姓王", "王", "", "王"),
        ("免贵姓欧阳", "欧阳", "", "欧阳"),
        ("姓王的", "王", "", "王"),
        ("王", "王", "", "王"),
        ("王建国", "王", "", "王建国"),
        ("王建国先生", "王", "先生", "王建国先生"),
        ("我叫王建国", "王", "", "王建国"),
        ("欧阳女士", "欧阳", "女士", "欧阳女士"),
        ("歐陽女士", "歐陽", "女士", "歐陽女士"),
        ("诸葛孔明", "诸葛", "", "诸葛孔明"),
        ("李姐", "李", "姐", "李姐"),
        ("强工", "强", "工", "强工"),
        ("王建工", "王", "", "王建工"),
        ("欧阳总", "欧阳", "总", "欧阳总"),
        ("刘老板娘", "刘", "老板娘", "刘老板娘"),
        ("王总经理", "王", "总经理", "王总经理"),
        ("老王", "王", "", "老王"),
        ("  王  先生，", "王", "先生", "王先生"),
        ("王先生（老板）", "王", "先生", "王先生(老板)"),
        ("先生", "", "先生", "先生"),
        ("阿芳", "", "", "阿芳"),
        ("高兴物流", "", "", "高兴物流"),
        ("深圳科技公司", "", "", "深圳科技公司"),
        ("Mr. John Smith", "Smith", "Mr", "Mr. John Smith"),
        ("John Smith", "", "", "John Smith"),
        ("", "", "", ""),
    ],
)
def test_salutation(raw, surname, title, display):
    """R025: a surname is enough, with or without 先生/小姐; otherwise kept as said."""
    assert names.salutation(raw) == names.Salutation(surname, title, display)


@pytest.mark.parametrize(
    ("raw", "spoken"), [("姓王", "王先生/女士"), ("王小姐", "王小姐"), ("王建国", "王建国"), ("", "")]
)
def test_spoken(raw, spoken):
    """R025: a bare surname is addressed with a title all the same."""
    assert names.salutation(raw).spoken == spoken


@given(st.text(max_size=20) | st.text(st.sampled_from("我姓名叫是王欧阳先生小姐老总的阿 ,（。"), max_size=8))
def test_anything_said_is_kept(raw):
    called = names.salutation(raw)
    assert names.salutation(called.display).display == called.display
    assert called.surname in called.display
    assert called.title in called.display


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800006621", "138****6621"),
        ("+86 138 0000 6621", "138****6621"),
        ("0755-88551234", "0755-****1234"),
        ("(0755)88551234", "0755-****1234"),
        ("0755-88551234转8011", "0755-****1234转**"),
        ("88551234", "****1234"),
        ("4008123456", "400****3456"),
        ("95338", "***38"),
        ("12", "***"),
        ("", ""),
    ],
)
def test_mask_phone(phone, masked):
    assert mask.mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王建国", "王**"),
        ("王", "王**"),
        ("欧阳娜娜", "欧阳**"),
        ("王建国先生", "王**先生"),
        ("王先生", "王先生"),
        ("老王", "王**"),
        ("深圳科技公司", "深**"),
        ("Mr. John Smith", "Mr S**"),
        ("John Smith", "J**"),
        ("", ""),
    ],
)
def test_mask_name(name, masked):
    assert mask.mask_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("广东省深圳市南山区科技园南路12号A栋301室", "广东省深圳市南山区科技园南路****"),
        ("深圳市宝安区福永街道凤凰社区兴围路８８号", "深圳市宝安区福永街道凤凰社区兴围路****"),
        ("北京市朝阳区建国门外大街1号", "北京市朝阳区建国门外大街****"),
        ("重庆市渝中区八一路十二号", "重庆市渝中区八一路****"),
        ("东莞市虎门镇工业区3路5号", "东莞市虎门镇工业区3路****"),
        ("江苏省宿迁市宿城区汽配城B区", "江苏省宿迁市宿城区****"),
        ("宿迁市宿城区阳光花园3栋", "宿迁市宿城区****"),
        ("哈尔滨市道里区中央大街5号", "哈尔滨市道里区中央大街****"),
        ("汽配城", "****"),
        ("1号楼（近人民路）", "****"),
        ("", ""),
    ],
)
def test_mask_address(address, masked):
    assert mask.mask_address(address) == masked


@given(
    st.from_regex(
        r"\A(广东省)?深圳市(南山区)?[一-龥]{2,4}(路|大街|巷)[1-9][0-9]{0,3}号([A-Z]栋)?([0-9]{3}室)?\Z"
    )
)
def test_a_masked_address_never_shows_the_house(address):
    """Nothing from the house number on is left, whatever the street is called."""
    masked = mask.mask_address(address)
    assert address.startswith(masked.removesuffix("****"))
    assert not any(character.isdigit() for character in masked)


@pytest.mark.parametrize(
    "text",
    ["打 13800006621 或 025-84001234", "+8613800006621 没人接", "没有号码", "13800006621、13800006621"],
)
def test_what_was_written_over_masked_numbers_has_them_again(text):
    assert mask.mask_phones(text) != text or text == "没有号码"
    assert mask.unmask_phones(mask.mask_phones(text) + "，再打", text) == text + "，再打"


def test_a_mask_of_two_numbers_stays():
    """Which of them is meant nobody can say; another's mask is none of them."""
    two = "13800006621 和 13811116621，还有 13900001234"
    assert mask.unmask_phones("只打 138****6621", two) == "只打 138****6621"
    assert mask.unmask_phones("139****1234、137****9999", two) == "13900001234、137****9999"


@pytest.mark.parametrize(
    ("longest", "begins"), [(1, "打"), (5, "打"), (12, "打13800006621"), (40, "打13800006621吧")]
)
def test_the_beginning_of_a_text_has_no_half_number(longest, begins):
    assert mask.beginning("打13800006621吧", longest) == begins


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
def test_a_masked_mobile_hides_four_digits(phone):
    assert mask.mask_phone(phone) == phone[:3] + "****" + phone[-4:]
