"""Reading what was typed (R025–R045): names, phones, times, and every fault at its field."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import reading
from yinuo.orders.rules.reading import Field, Setting, people, times
from yinuo.orders.rules.reading.fields import COLUMNS
from yinuo.playbooks.rules.vocabulary import KNOWN_ELEMENTS

SHANGHAI = ZoneInfo("Asia/Shanghai")


NOW = datetime(2026, 11, 20, 10, 4, tzinfo=SHANGHAI)


SETTING = Setting(NOW, "025")


FIELDS = tuple(Field(key, kind) for key, kind in KNOWN_ELEMENTS.items())


def code(read, text: str) -> str:
    with pytest.raises(reading.Unreadable) as refused:
        read(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("王", "王"),
        ("王先生", "王先生"),
        ("我姓王", "王"),
        ("欧阳女士", "欧阳女士"),
        ("李敏", "李敏"),
        ("Tom Smith", "Tom Smith"),
    ],
)
def test_a_surname_is_enough(text: str, called: str) -> None:
    """R025 R039: a surname with or without a title will do; nobody is pressed for the full name."""
    assert people.person(text) == called


@pytest.mark.parametrize(
    ("text", "why"), [("先生", "person_without_name"), ("13800006621", "person_is_a_number")]
)
def test_what_names_nobody(text: str, why: str) -> None:
    """R025: a title alone, or a number in the wrong field, names nobody."""
    assert code(people.person, text) == why


def test_forms_of_a_name() -> None:
    """R025 R071: how a name is spoken and how the slip shortens it."""
    assert (people.spoken("王"), people.short("王")) == ("王先生/女士", "王")
    assert (people.spoken("王先生"), people.short("王先生")) == ("王先生", "王先")
    assert people.short("欧阳女士") == "欧阳女"


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("今天14:30前", "2026-11-20 14:30"),
        ("明天上午", "2026-11-21 12:00"),
        ("明天下午", "2026-11-21 18:00"),
        ("下午3点", "2026-11-20 15:00"),
        ("3点前", "2026-11-20 15:00"),
        ("14点半", "2026-11-20 14:30"),
        ("后天", "2026-11-22 18:00"),
        ("11月23日9点", "2026-11-23 09:00"),
        ("2026-11-20T14:30", "2026-11-20 14:30"),
        ("2026-11-20T06:30:00Z", "2026-11-20 14:30"),
        ("晚上8点前送达", "2026-11-20 20:00"),
        ("下周五上午", "2026-11-27 12:00"),
        ("三点半之前", "2026-11-20 15:30"),
        ("3个工作日内", "2026-11-25 17:30"),
        ("月底前", "2026-11-30 18:00"),
    ],
)
def test_wished_times(text: str, local: str) -> None:
    """R042 R087 R088: a wished time from the form's field or said simply."""
    read = times.wished(text, NOW)
    assert read is not None
    assert f"{read.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" == local


@pytest.mark.parametrize("text", ["尽快", "马上", "都可以"])
def test_as_soon_as_possible_names_no_time(text: str) -> None:
    """R087: whoever wishes nothing gets the vehicle within half an hour of working time."""
    assert times.wished(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9:00", "time_has_passed"),
        ("昨天", "time_unreadable"),
        ("25点", "time_unreadable"),
        ("2030-01-01", "time_too_far"),
    ],
)
def test_times_that_cannot_be_wished(text: str, why: str) -> None:
    """R042: what has passed, is no time, or lies years ahead."""
    assert code(lambda said: times.wished(said, NOW), text) == why


@given(st.integers(min_value=0, max_value=360 * 24 * 60))
def test_a_wished_time_reads_back(minutes: int) -> None:
    """R042: what the form's own field holds is read to the minute."""
    at = NOW + timedelta(minutes=minutes)
    assert times.wished(f"{at:%Y-%m-%dT%H:%M}", NOW) == at


@given(st.text(max_size=60), st.sampled_from(FIELDS))
def test_any_text_is_a_value_or_a_fault(text: str, field: Field) -> None:
    """R045: no text whatever breaks the reader, and what cannot be read is kept as it was typed."""
    read = reading.read([field], {field.key: text}, SETTING)
    assert (field.key in read.values) is not (field.key in read.raw)
    assert [wrong.field for wrong in read.faults] == list(read.raw)
    if field.key in read.raw:
        assert read.raw[field.key] == reading.clean(text)


def test_every_fault_at_once() -> None:
    """R045: nothing has to be corrected twice: all faults of all fields come together."""
    read = reading.read(
        FIELDS, {"pieces": "几件", "weight": "很重", "pickup_phone": "138", "reminder": "轻放"}, SETTING
    )
    assert {wrong.field: wrong.code for wrong in read.faults} == {
        "pieces": "pieces_unreadable",
        "weight": "weight_unreadable",
        "pickup_phone": "phone_too_short",
    }
    assert read.values == {"reminder": "轻放"}


@pytest.mark.parametrize(
    "text", ["138 0000 6621", "+86 138-0000-6621", "１３８００００６６２１", "手机:13800006621"]
)
def test_phones_in_any_form(text: str) -> None:
    """R027 R040: a number in any written form is the same number."""
    assert reading.read([Field("pickup_phone", "phone")], {"pickup_phone": text}, SETTING).values == {
        "pickup_phone": "13800006621"
    }


def test_a_short_number_gets_the_companys_area_code() -> None:
    """R027: seven or eight digits are of the company's own area."""
    read = reading.read([Field("consignee_phone", "phone")], {"consignee_phone": "84567788"}, SETTING)
    assert read.values == {"consignee_phone": "025-84567788"}


def test_what_cannot_be_seen_is_not_stored() -> None:
    """R045: control characters, line breaks and bidirectional marks do not get into a slip."""
    assert reading.clean(" 汽\x00配\u202e城\n1号 \t") == "汽 配 城 1号"


def test_too_long_is_a_fault() -> None:
    """R028: a text beyond its column is refused at its field, with both numbers."""
    read = reading.read([Field("goods_name", "goods")], {"goods_name": "货" * 81}, SETTING)
    assert read.faults[0].code == "too_long"
    assert read.faults[0].params == {"limit": 80, "length": 81}


def test_empty_empties() -> None:
    """R045: an emptied field is emptied, not kept."""
    read = reading.read(FIELDS, {"pieces": "", "goods_name": "  "}, SETTING)
    assert read.values == {"pieces": None, "goods_name": ""}


def test_elements_of_this_playbook_only() -> None:
    """R045: what only one company asks is typed by its playbook: choice, yes or no, time."""
    fields = [
        Field("lift", "choice", {"tail": "尾板", "crane": "吊车"}),
        Field("fragile", "yesno"),
        Field("gate_at", "time"),
    ]
    read = reading.read(
        fields, {"lift": "吊车", "fragile": "是", "gate_at": "15:00", "unknown": "x"}, SETTING
    )
    assert read.values == {"lift": "crane", "fragile": True, "gate_at": "2026-11-20T07:00:00+00:00"}
    assert reading.read(fields, {"lift": "手搬"}, SETTING).faults[0].code == "not_a_choice"


def test_every_known_element_has_its_column() -> None:
    """R025: the elements that the playbook knows are the columns of an order."""
    assert set(KNOWN_ELEMENTS) == set(COLUMNS)


def test_now_is_not_yet_past() -> None:
    """R087: the present minute may still be wished."""
    assert times.wished(f"{NOW:%H:%M}", NOW) == NOW
    assert times.wished((NOW + timedelta(days=1)).isoformat(), NOW) == NOW + timedelta(days=1)
