"""The slip: whatever the order, it fits or is refused, and says the same when read again (R070–R072)."""

import os
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import slips as make
from yinuo.core.text import names
from yinuo.messaging import rules
from yinuo.orders.rules import slip
from yinuo.playbooks.rules import loading, packs, schema

SIGNATURE = "【启程货运】"
SAMPLE = slip.Elements(
    serial="110310221", agent="8011", shipper="王先生", shipper_phone="13800006621", goods="配件", pieces=15,
    weight_g=200_000, volume_cm3=2_200_000, origin="汽配城", destination="火车站", consignee="马先生",
    consignee_phone="84567788", payment="先付", fees=(slip.Fee("装卸费", 10_000),), reminder="15点前送达",
)  # fmt: skip
LIGHT, MANY, LEAST = 400, 10_000, 0.85


@pytest.fixture(scope="module")
def notice() -> schema.Notice:
    """The pack's slip."""
    loaded = loading.load(loading.read_folder(packs.playbook_folder("freight")))
    assert loaded.playbook is not None
    return loaded.playbook.notice("slip")


def composed(
    notice: schema.Notice, elements: slip.Elements, signature: str = "", **more: object
) -> rules.Composed:
    """The slip of an order as it would leave."""
    return rules.compose(notice, slip.values(elements), signature=signature, reader=slip.reads_back, **more)


def test_the_manuals_layout(notice: schema.Notice) -> None:
    """R072: the sample word for word where it fits: with short local numbers and without the last line."""
    short = {
        "shipper": "王先",
        "shipper_phone": "75566778",
        "consignee": "马先",
        "consignee_phone": "84567788",
    }
    known = slip.values(slip.Elements(**{**vars(SAMPLE), **short, "fees": (), "reminder": ""}))
    assert rules.compose(notice, known, reader=slip.reads_back).text == (
        "110310221客王先75566778配件15件200公斤2.2方汽配城往火车站 收货马先84567788先付。8011"
    )
    full = slip.values(slip.Elements(**{**vars(SAMPLE), **short}))
    assert rules.in_full(notice, full) == (
        "110310221客王先75566778配件15件200公斤2.2方汽配城往火车站 收货马先84567788先付。"
        "加装卸费100，15点前送达。8011"
    )


def test_the_manuals_sample_with_full_numbers_fits(notice: schema.Notice) -> None:
    """R070 R071 R072: stated phones, no signature: 70 units, everything still there."""
    one = composed(notice, SAMPLE)
    assert (one.fits, one.measure.parts) == (True, 1)
    read = slip.read(one.text)
    assert (read.shipper_phone, read.consignee_phone, read.payment) == ("13800006621", "84567788", "先付")
    assert (read.piece_count, read.weight_g, read.volume_cm3) == (15, 200_000, 2_200_000)
    assert [(fee.plain_name, fee.fen) for fee in read.fees] == [("装", 10_000)]
    assert read.reminder.startswith("15点前")


def test_random_orders_fit_or_are_refused_and_read_back(notice: schema.Notice) -> None:
    """R070 R071: 10,000 orders (fewer by default): each fits and reads back, or is refused with its choices;
    with a signature of four characters at least 85 in a hundred fit.
    """
    count, fitting, taken = MANY if os.environ.get("YINUO_DEEP") else LIGHT, 0, Counter[str]()
    for seed in range(count):
        elements = make.order(seed)
        one = composed(notice, elements, SIGNATURE)
        if one.fits:
            fitting += 1
            taken.update(step.key for step in one.shortened)
            check(elements, one)
        else:
            assert one.why is not None
            assert one.why.code == "sms_too_long"
            assert one.why.params["parts"] >= 2
            check_choices(notice, elements, one)
    assert fitting / count >= LEAST, fitting
    assert {step.key for step in notice.shorten} >= set(taken)


def check(elements: slip.Elements, one: rules.Composed) -> None:
    """It fits, and says what the order says, but for what it reports as shortened."""
    assert one.measure.units <= 70
    assert one.text.startswith(SIGNATURE)
    read, taken = slip.read(one.text), {step.key for step in one.shortened}
    exact = ("serial", "shipper_phone", "consignee_phone", "payment", "agent")
    for name in exact:
        assert getattr(read, name) == getattr(elements, name), (name, one.text)
    assert read.signature == SIGNATURE.strip("【】")
    numbers = (read.piece_count, read.weight_g, read.volume_cm3)
    assert numbers == (elements.pieces, elements.weight_g, elements.volume_cm3), one.text
    sums = [(fee.plain_name, fee.fen) for fee in read.fees]
    assert sums == [(fee.plain_name, fee.fen) for fee in elements.fees], one.text
    said = {
        "shipper": ({"titles", "surnames"}, elements.shipper),
        "consignee": ({"titles", "surnames"}, elements.consignee),
        "goods": ({"goods_names", "goods_brief", "goods_tiny"}, elements.goods),
        "origin": (PLACES, elements.origin),
        "destination": (PLACES, elements.destination),
        "reminder": (REMINDERS, elements.reminder),
    }
    for name, (ways, whole) in said.items():
        found = getattr(read, name)
        assert found == whole or taken & ways, (name, found, whole, one.text)
        assert bool(found) == bool(whole)
    assert same_person(read.shipper, elements.shipper)
    assert same_person(read.consignee, elements.consignee)
    assert within(read.origin, elements.origin)
    assert within(read.destination, elements.destination)


PLACES = {"same_city", "no_house", "places", "spots", "words"}
REMINDERS = {"clock", "verbs", "by", "days", "notes", "notes_joined", "by_hour", "dates", "commas", "stops"}


def check_choices(notice: schema.Notice, elements: slip.Elements, one: rules.Composed) -> None:
    """What is offered works: the first choice fits and is named, in parts it leaves as well."""
    for left_out in one.choices[:1]:
        chosen = composed(notice, elements, SIGNATURE, leave_out=left_out)
        assert (chosen.fits, set(chosen.left_out)) == (True, set(left_out))
    parts = composed(notice, elements, SIGNATURE, over_limit="parts")
    assert (parts.fits, parts.measure.parts) == (True, 2)
    assert slip.read(parts.text).shipper_phone == elements.shipper_phone


def same_person(read: str, said: str) -> bool:
    """王 and 王先 are 王先生."""
    whole = names.salutation(said)
    return bool(read) and (read == whole.display or read.startswith(whole.surname))


def within(short: str, whole: str) -> bool:
    """Whether the shorter name has only characters of the whole, in their order."""
    rest: Iterable[str] = iter(whole)
    return all(character in rest for character in short)


def test_a_phone_and_goods_that_begin_with_a_figure(notice: schema.Notice) -> None:
    """R071: 13800006621 3M胶带 reads back; glued together it would be another number."""
    goods = slip.Elements(**{**vars(SAMPLE), "goods": "3M胶带"})
    read = slip.read(composed(notice, goods).text)
    assert (read.shipper_phone, read.goods) in [("13800006621", "3M胶带"), ("13800006621", "胶带")]


@given(st.text(max_size=120))
def test_reading_never_fails(text: str) -> None:
    """R071: whatever is handed over, reading gives elements or nothing."""
    slip.read(text)
    slip.read(f"【启程】110310221客王先13800006621{text}往{text} 收货马84567788到付。{text}8011")


@given(
    st.builds(
        slip.Elements,
        serial=st.just("261120001"),
        agent=st.just("8011"),
        shipper=st.text("王李先生12 a客收往", max_size=6),
        shipper_phone=st.sampled_from(["13800006621", "025-84567788转12", "84567788", "4008123456"]),
        goods=st.text("汽配3M 件方收往转1-、", max_size=12),
        pieces=st.integers(1, 9999) | st.none(),
        weight_g=st.integers(1, 10**8) | st.none(),
        volume_cm3=st.integers(1, 10**9) | st.none(),
        origin=st.text("汽配城12号往收方件", max_size=12),
        destination=st.text("火车站3号收往到付", max_size=12),
        consignee=st.text("马收1 女", max_size=5),
        consignee_phone=st.sampled_from(["13900001101", "0512-65551234", ""]),
        payment=st.sampled_from(["先付", "到付", "月结", "回单付", ""]),
        reminder=st.text("15点前送装卸100，。 8011", max_size=20),
    )
)
def test_whatever_fits_reads_back_or_cannot_be_read_even_in_full(notice_elements: slip.Elements) -> None:
    """R071: hostile words too: a form that fits is one that its reader understands, as far as any is."""
    loaded = loading.load(loading.read_folder(packs.playbook_folder("freight")))
    assert loaded.playbook is not None
    notice = loaded.playbook.notice("slip")
    known = slip.values(notice_elements)
    nothing = [name for name, value in known.items() if not value]
    roomy = notice.model_copy(update={"limit": 500})
    full = rules.compose(roomy, known, leave_out=nothing, reader=slip.reads_back)
    one = rules.compose(notice, known, leave_out=nothing, signature=SIGNATURE, reader=slip.reads_back)
    assert (full.fits, full.shortened) == (True, ())
    if one.fits:
        assert one.measure.units <= 70
        assert is_read(one) or not is_read(full)


def is_read(one: rules.Composed) -> bool:
    """Whether the reader finds in the text what was written into it."""
    words = {piece.variable: piece.text for piece in one.pieces if piece.variable}
    return slip.reads_back(one.text.removeprefix(SIGNATURE), words)


@pytest.mark.parametrize(
    ("said", "short"),
    [
        ("明天下午三点前送达", "明天15点前送达"),
        ("下午四点半前送到", "16点半前送到"),
        ("明早八点前送到", "明8点前送到"),
        ("明天14:30前送达", "明天14点半前送达"),
        ("15:00前", "15点前"),
        ("晚上8点15分送", "20:15送"),
        ("中午12点前", "12点前"),
        ("周五前送到", "周五前送到"),
        ("走3号门", "走3号门"),
    ],
)
def test_times_by_the_clock(said: str, short: str) -> None:
    """R042: a driver reads figures faster."""
    assert slip.values(slip.Elements(reminder=said))["reminder_short"] == short


@pytest.mark.parametrize(
    ("origin", "destination", "near", "plain", "brief", "word"),
    [
        ("南京市江宁区金箔路88号", "南京鼓楼区", "江宁区金箔路88号", "江宁金箔路", "金箔路", "金箔"),
        (
            "江苏省南京市江宁区金箔路88号",
            "苏州汽配城",
            "南京市江宁区金箔路88号",
            "南京江宁金箔路",
            "南京金箔路",
            "南京",
        ),
        ("汽配城", "火车站", "汽配城", "汽配城", "汽配城", "汽配"),
        ("", "", "", "", "", ""),
    ],
)  # fmt: skip
def test_places_in_fewer_and_fewer_words(
    origin: str, destination: str, near: str, plain: str, brief: str, word: str
) -> None:
    """R071: a city that both ends share, 市 and 区, the house number, at last one name."""
    known = slip.values(slip.Elements(origin=origin, destination=destination))
    assert [known[f"origin_{form}"] for form in ("near", "plain", "brief", "word")] == [
        near,
        plain,
        brief,
        word,
    ]


@pytest.mark.parametrize(
    ("said", "brief", "tiny"),
    [
        ("水泵、阀门、管件", "水泵等", "水泵"),
        ("不锈钢水槽", "水槽", "水槽"),
        ("太阳能路灯", "太阳能路灯", "路灯"),
        ("汽车发动机", "发动机", "发动机"),
        ("3M胶带", "3M胶带", "胶带"),
        ("汽配", "汽配", "汽配"),
    ],
)
def test_goods_in_fewer_words(said: str, brief: str, tiny: str) -> None:
    """R028: the thing itself stays."""
    known = slip.values(slip.Elements(goods=said))
    assert (known["goods_brief"], known["goods_tiny"]) == (brief, tiny)


def test_what_a_slip_says_is_read_in_numbers() -> None:
    """R029–R031 R041: in full and shortened the same figures."""
    full = slip.read(
        "110310221客王先13800006621汽配15件1200公斤2.2方汽配城往火车站 收货马先84567788到付。"
        "加装卸费100、代收货款3000.50，15点前送达。8011"
    )
    short = slip.read(
        "【启程货运】110310221王13800006621汽配15件1.2吨2.2汽配往火车马84567788到付装100代3000.50，15点8011"
    )
    assert full.weight_g == short.weight_g == 1_200_000
    assert full.volume_cm3 == short.volume_cm3 == 2_200_000
    assert [fee.fen for fee in full.fees] == [fee.fen for fee in short.fees] == [10_000, 300_050]
    assert (full.reminder, short.reminder) == ("15点前送达", "15点")
    assert Decimal(full.piece_count or 0) == Decimal(short.piece_count or 0) == 15
