"""The freight pack, held against the manual's own words and numbers."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import yaml

from yinuo.core.text import sms
from yinuo.playbooks.rules import loading, packs, schema, tables, texts
from yinuo.playbooks.rules.vocabulary import KNOWN_ELEMENTS, VARIABLES, fields
from yinuo.staff.models import ReceiverRule, Role

EXAMPLES = {name: variable.example for name, variable in VARIABLES.items()}


@pytest.fixture(scope="module")
def freight() -> schema.Playbook:
    loaded = loading.load(loading.read_folder(packs.playbook_folder("freight")))
    assert loaded.faults == ()
    assert loaded.playbook is not None
    return loaded.playbook


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for file, text in packs.tables("freight").items():
        seed = tables.read_seed(file, text)
        assert isinstance(seed, tables.Seed), seed
        assert seed.table.faults == ()
        found[seed.kind] = seed.table.rows
    assert set(found) == set(tables.ROWS)
    return found


@pytest.fixture(scope="module")
def demo() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(packs.demo("freight"))
    return found


def test_every_rule_names_its_clause_or_requirement(freight: schema.Playbook) -> None:
    sections = [*freight.elements.values(), *freight.steps.values()]
    sections += [freight.phrases, freight.promises, freight.notices, freight.approvals, freight.causes]
    for item in (item for section in sections for item in section):
        assert item.clause or item.requirements, item
        assert len(item.clause) <= 60, item


def test_the_elements_are_asked_in_the_manuals_order(freight: schema.Playbook) -> None:
    """R053: contact, phone, goods, loading and delivery address, packing, pieces, volume, payment."""
    asked = [element.key for element in freight.elements["order"]]
    manual = ["shipper_name", "pickup_phone", "goods_name", "pickup_address", "delivery_address"]
    manual += ["packing", "pieces", "volume", "payment"]
    assert [key for key in asked if key in manual] == manual
    assert asked[: len(manual) - 1] == manual[:-1]


def test_every_field_of_the_order_form_is_asked(freight: schema.Playbook) -> None:
    """R025, R027–R036, R038–R042: nothing of the manual's form is missing, all known to the code."""
    keys = {element.key for element in freight.elements["order"]}
    assert keys == set(KNOWN_ELEMENTS)
    cited = {number for element in freight.elements["order"] for number in element.requirements}
    assert cited >= {f"R{n:03}" for n in (25, *range(27, 37), *range(38, 43))}


def test_what_the_manual_calls_very_important(freight: schema.Playbook) -> None:
    """R027, R033, R034, R035, R036: 很重要."""
    marked = {item.key for item in freight.elements["order"] if item.importance == "very_important"}
    assert marked == {
        "pickup_phone",
        "pickup_address",
        "delivery_address",
        "payment",
        "pickup_fee",
        "delivery_fee",
    }


def test_a_name_is_never_insisted_on(freight: schema.Playbook) -> None:
    """R025, R026: no name given, so the caller learns who will drive."""
    contact = freight.element("order", "shipper_name")
    assert not contact.required
    assert contact.when_declined is not None
    assert contact.when_declined.then == "tell_driver"
    told = texts.fill(contact.when_declined.say, EXAMPLES)
    assert told == "没关系。到时由张师傅来提货，电话13900001101，车牌苏A·7K218，您可以直接找他。"
    before_dispatch = texts.fill(contact.when_declined.say, {})
    assert before_dispatch == "没关系。提货的司机会先打电话和您联系。"


def test_checks_happen_while_asking(freight: schema.Playbook) -> None:
    """R048, R049, R051, R060, R061, R038."""
    checks = {item.key: item.check for item in freight.elements["order"] if item.check}
    assert checks == {
        "goods_name": ("prohibited_goods",),
        "pickup_address": ("served_area", "loading_fee"),
        "delivery_address": ("served_area", "unloading_fee"),
        "packing": ("packing",),
    }


def test_the_read_back_asks_item_by_item(freight: schema.Playbook) -> None:
    """R055: contact, phone, loading address, delivery address, pieces, each with 对吗."""
    spoken = [item.read_back.replace("{value}", "…") for item in freight.elements["order"] if item.read_back]
    assert spoken == [
        "联系人…，对吗？",
        "联系电话…，对吗？",
        "装货地址…，对吗？",
        "送货地址…，对吗？",
        "货物件数…，对吗？",
        "运费…，对吗？",
    ]


def test_an_order_is_confirmed_after_read_back_quote_and_acceptance(freight: schema.Playbook) -> None:
    """R048, R051, R055, R056, R058: what leaving the draft asks for."""
    musts = [must.key for step in freight.steps_in("order", "draft") for must in step.must]
    assert musts == ["goods_screened", "area_checked", "read_back", "quoted", "price_accepted"]


@pytest.mark.parametrize(
    ("key", "spoken"),
    [
        ("order_opening", "为了更好地为您服务，请您回答如下几个问题。"),
        ("read_back_opening", "为确认信息准确，再次与您核对一下相关信息，可以吗？"),
        ("quote", "按照以上所述，汽配城至火车站，2.2方（15件），我们价格是320元，到付，请问可以吗？"),
        ("pickup_promise", "我们的提货人员将会和您的联系人联系，请保持电话畅通。"),
        ("greeting", "您好，很高兴为您服务，请问有什么可以帮到您？"),
        ("back_on_line", "很抱歉让您久等了。"),
        ("no_voice", "对不起，我听不到您的声音，你换一部电话打来好吗？我现在挂机。"),
        ("closing", "8011号谢谢您的来电，再见！"),
        ("closing_weekend", "8011号祝您周末愉快，再见！"),
        ("closing_holiday", "8011号祝您国庆节快乐，再见！"),
        ("vulgar", "王先生，请您使用文明语言，否则很抱歉，我们将结束这次通话。"),
    ],
)
def test_phrases_follow_the_manual(freight: schema.Playbook, key: str, spoken: str) -> None:
    """R052, R054, R057, R059, R231, R233, R235, R243, R244, R247."""
    assert texts.fill(freight.phrase(key).text, EXAMPLES) == spoken


def test_every_phrase_of_the_manual_is_there(freight: schema.Playbook) -> None:
    """R050, R051, R052, R054, R057, R059; R231, R232, R233, R234, R235, R236, R237, R238, R239, R240, R241, R242,
    R243, R244, R245, R246, R247, R248.
    """
    cited = {number for phrase in freight.phrases for number in phrase.requirements}
    assert cited >= {f"R{number}" for number in range(231, 249)} | {
        "R050",
        "R051",
        "R052",
        "R054",
        "R057",
        "R059",
    }


def test_the_calendar_chooses_the_closing(freight: schema.Playbook) -> None:
    """R244: one closing for each kind of day."""
    closings = {
        day: [p.key for p in freight.phrases_for("closing", day)] for day in ("workday", "weekend", "holiday")
    }
    assert closings == {
        "workday": ["closing"],
        "weekend": ["closing_weekend"],
        "holiday": ["closing_holiday"],
    }


@pytest.mark.parametrize(
    ("key", "on", "within", "clock", "kept_by"),
    [
        ("slip", "order.confirmed", timedelta(minutes=3), "elapsed", "order.slip_sent"),
        ("call_reminder", "order.dispatched", timedelta(minutes=3), "elapsed", "order.driver_called"),
        ("vehicle", "order.slip_sent", timedelta(minutes=30), "working", "order.accepted"),
        ("follow_up", "order.slip_sent", timedelta(minutes=30), "elapsed", "order.tracked"),
        ("pickup", "order.slip_sent", timedelta(minutes=30), "working", "order.picked_up"),
        ("delivery", "order.slip_sent", None, "working", "order.delivered"),
        ("department", "order.handed_over", timedelta(hours=1), "working", "order.tracked"),
    ],
)
def test_promises_open_and_are_kept(
    freight: schema.Playbook, key: str, on: str, within: timedelta | None, clock: str, kept_by: str
) -> None:
    """R062, R064, R069, R087, R088, R091, R098."""
    promise = freight.promise(key)
    assert promise in freight.promises_opened_by(on)
    assert (promise.within, promise.clock) == (within, clock)
    assert kept_by in promise.kept_by


def test_wished_times_come_before_the_spans(freight: schema.Playbook) -> None:
    """R088: strictly as the customer asked; R097: overdue from the promised time."""
    assert freight.promise("pickup").due_from == ("wished_pickup_at",)
    assert freight.promise("delivery").due_from == ("wished_delivery_at", "promised_at")
    assert freight.promise("delivery").excused_by == "objective"


def test_an_overdue_delivery_is_tracked_morning_and_afternoon_and_goes_to_the_dispatcher(
    freight: schema.Playbook,
) -> None:
    """R092, R094."""
    repeat = freight.promise("delivery").repeat
    assert repeat is not None
    assert repeat.at == (time(10, 0), time(15, 0))
    assert (repeat.notice, repeat.to, repeat.notify) == ("overdue_delivery", ("dispatcher",), ("owner",))


def test_a_late_pick_up_chases_the_receiver_again_and_again(freight: schema.Playbook) -> None:
    """R089, R093."""
    for key in ("vehicle", "pickup"):
        promise = freight.promise(key)
        assert "chase_pickup" in [level.notice for level in promise.late]
        assert promise.repeat is not None
        assert (promise.repeat.every, promise.repeat.notice) == (timedelta(minutes=30), "chase_pickup")


def test_the_overdue_notice_is_the_manuals(freight: schema.Playbook) -> None:
    """R096, to the letter."""
    values = {"serial": "110310284", "waybill": "755xxxxxxx", "hours_overdue": "2", "agent": "8011"}
    text = freight.notice("overdue_delivery").text
    assert texts.fill(text, values) == "110310284单号755xxxxxxx，货物已超过配送时效2小时，请速处理。8011"
    assert texts.fill(text, values | {"waybill": ""}).startswith("110310284，货物已超过")


def test_the_slip_has_the_manuals_order_and_a_form_that_fits(freight: schema.Playbook) -> None:
    """R070, R071: 70 characters; the parts stand in the manual's order in every form."""
    slip = freight.notice("slip")
    assert (slip.limit, slip.over_limit) == (70, "refuse")
    order = ["serial", "shipper_short", "shipper_phone", "goods", "pieces", "weight", "volume", "destination"]
    order += ["consignee_short", "consignee_phone", "payment", "fees", "reminder", "agent"]
    for text in slip.texts:
        assert [name for name in texts.variables_in(text) if name != "origin"] == order
        without = texts.fill(text, EXAMPLES | {"fees": "", "reminder": ""})
        assert texts.gaps(text, EXAMPLES | {"fees": "", "reminder": ""}) == ()
        assert sms.measure(without).units < sms.measure(texts.fill(text, EXAMPLES)).units
    assert sms.measure(texts.fill(slip.texts[-1], EXAMPLES)).units <= 70


def test_the_manuals_sample_slip_comes_out(freight: schema.Playbook) -> None:
    """R072: the sample of the manual, its lost middle put back as dots and words."""
    values = EXAMPLES | {"serial": "110310221", "shipper_phone": "…", "consignee_phone": "…", "goods": "配件"}
    assert texts.fill(freight.notice("slip").text, values) == (
        "110310221客王先…配件15件200公斤2.2方汽配城往火车站 收货马先…到付。加装卸费100，15点前送达。8011"
    )


def test_the_market_developer_gets_the_same_slip_when_the_driver_does(freight: schema.Playbook) -> None:
    """R065, R066, R067."""
    slip = freight.notice("slip")
    copy = slip.copy_to[0]
    assert copy.notice is not None
    assert (copy.to, freight.notice(copy.notice).texts) == ("market_developer", slip.texts)
    assert copy.when is not None
    values = dict.fromkeys(fields("notice"))
    assert copy.when.holds(values | {"order.receiver": "driver"})
    assert not copy.when.holds(values | {"order.receiver": "dispatcher"})


@pytest.mark.parametrize(
    "key", ["customer_number", "changed", "cancelled", "chase_pickup", "overdue_delivery"]
)
def test_the_other_notices_fit_one_message(freight: schema.Playbook, key: str) -> None:
    """R070: one message of 70 characters, as the network counts."""
    assert sms.measure(texts.fill(freight.notice(key).text, EXAMPLES)).units <= 70


def test_a_change_is_told_only_to_those_who_have_the_slip(freight: schema.Playbook) -> None:
    values = dict.fromkeys(fields("notice"))
    for key, event in (("changed", "order.changed"), ("cancelled", "order.voided")):
        notice = freight.notice(key)
        assert notice in freight.notices_on(event)
        assert notice.when is not None
        assert not notice.when.holds(values | {"order.slip_sent": False})
        assert notice.when.holds(values | {"order.slip_sent": True})


@pytest.mark.parametrize(
    ("role", "yuan", "percent", "asked"),
    [
        ("agent", 20, 5, None),
        ("agent", 21, 1, "team_leader"),
        ("agent", 1, 6, "team_leader"),
        ("agent", 101, 1, "manager"),
        ("team_leader", 100, 15, None),
        ("team_leader", 10, 16, "manager"),
        ("manager", 5000, 90, None),
    ],
)
def test_a_discount_above_the_limit_asks_the_next_role(
    freight: schema.Playbook, role: str, yuan: int, percent: int, asked: str | None
) -> None:
    """R118: beyond one's authority, the superior is asked."""
    values: dict[str, object] = dict.fromkeys(fields("approval"))
    for limit in freight.limits:
        values |= {f"limits.{limit.role}.amount": limit.amount, f"limits.{limit.role}.percent": limit.percent}
    own = freight.limit(role)
    values |= {"limit.amount": own and own.amount, "limit.percent": own and own.percent}
    values |= {"person.role": role, "discount.amount": yuan * 100, "discount.percent": percent}
    needed = freight.approval_for("discount", values)
    assert (needed.by if needed else None) == asked


def test_objective_causes_stand_apart(freight: schema.Playbook) -> None:
    """R088."""
    assert freight.cause("weather").objective
    assert not freight.cause("vehicle_broken").objective


def test_reasons_and_departments_for_every_occasion(freight: schema.Playbook) -> None:
    """R047, R069: why nothing was shipped; who takes over what the desk cannot do."""
    occasions = {"not_shipped", "change", "cancel", "refuse", "choose_other_receiver", "decline", "hand_over"}
    assert set(freight.reasons) == occasions | {"reassign", "pause", "move"}
    assert all(
        any(reason.note_required for reason in group) for group in freight.reasons.values() if len(group) > 5
    )
    assert freight.department("long_haul").label == "干线运输部"


def test_prohibited_goods_by_all_categories(rows: dict[str, tuple[Any, ...]]) -> None:
    """R048, R049, R050: nineteen categories, each with names; look-alikes and questions."""
    rejected = [row for row in rows["goods"] if row.verdict == "reject"]
    categories = {row.category.split(" ")[0] for row in rejected}
    assert categories == {f"第{number}类" for number in range(1, 20)}
    assert len(rows["goods"]) >= 150
    by_name = {word: row for row in rows["goods"] for word in (row.name, *row.synonyms)}
    verdicts = {name: by_name[name].verdict for name in ("礼花弹", "电瓶", "机油", "汽油滤芯", "汽配")}
    assert verdicts == {
        "礼花弹": "reject",
        "电瓶": "review",
        "机油": "review",
        "汽油滤芯": "ok",
        "汽配": "ok",
    }
    assert all(row.questions for row in rows["goods"] if row.verdict == "review")


def test_every_lane_has_a_price_and_every_price_a_lane(rows: dict[str, tuple[Any, ...]]) -> None:
    """R034, R051, R056: whatever is served can be quoted and has a transit time."""
    lanes = {(row.from_zone, row.to_zone) for row in rows["lanes"]}
    assert lanes == {(row.from_zone, row.to_zone) for row in rows["tariff"]}
    collected = {row.zone for row in rows["zones"] if row.served and row.pickup}
    assert {start for start, _ in lanes} == collected
    delivered = {row.zone for row in rows["zones"] if row.served and row.delivery}
    assert {end for start, end in lanes if start == "南京"} == delivered


def test_the_mock_ups_price_comes_out(rows: dict[str, tuple[Any, ...]]) -> None:
    """R056, R060: 2.2 m³ within Nanjing from the car-parts market: 220 + 100 = 320 yuan."""
    tariff = next(row for row in rows["tariff"] if (row.from_zone, row.to_zone) == ("南京", "南京"))
    loading_fee = next(row for row in rows["surcharges"] if row.what == "loading" and "汽配城" in row.words)
    assert Decimal("2.2") * tariff.per_m3_fen + loading_fee.fen == 32_000


def test_the_demo_company_is_whole(demo: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> None:
    """R065–R068, R327–R333: nine roles; every region has a driver, a dispatcher and a market developer."""
    people = {person["staff_number"]: person for person in demo["people"]}
    assert len(people) == len(demo["people"])
    assert {person["role"] for person in people.values()} == set(Role.values)
    regions = {region["key"] for region in demo["regions"]}
    assert regions == {row.region for row in rows["zones"] if row.region}
    for role in (Role.DRIVER, Role.DISPATCHER, Role.MARKET_DEVELOPER):
        assert {
            key for person in people.values() if person["role"] == role for key in person["regions"]
        } == regions
    assert {rule["receiver_rule"] for rule in demo["branches"]} <= set(ReceiverRule.values)
    drivers = {number for number, person in people.items() if person["role"] == Role.DRIVER}
    assert {vehicle.get("driver") for vehicle in demo["vehicles"]} - {None} == drivers
    assert all(person.get("stand_in", number) in people for number, person in people.items())


def test_demo_customers_are_invented_and_usable(demo: dict[str, Any], freight: schema.Playbook) -> None:
    """About fifteen, with phones of a kind nobody owns, addresses and habits; no password anywhere."""
    assert len(demo["customers"]) >= 15
    packings = {choice.key for choice in freight.element("order", "packing").choices}
    payments = {choice.key.upper() for choice in freight.element("order", "payment").choices}
    phones = [phone for customer in demo["customers"] for phone in customer["phones"]]
    assert len(phones) == len(set(phones))
    assert all(phone.startswith(("1380000", "1390000", "025-5800")) for phone in phones)
    for customer in demo["customers"]:
        assert customer.get("usual_payment", "PREPAID") in payments
        for usual in customer["usual"]:
            assert usual["pickup"] <= len(customer["pickup"])
            assert usual["delivery"] <= len(customer["delivery"])
            assert usual["packing"] in packings
    assert "password" not in packs.demo("freight").lower().replace("passwords are not kept", "")


def test_tables_are_in_force_long_before_the_demo_begins(rows: dict[str, tuple[Any, ...]]) -> None:
    seeds = [tables.read_seed(file, text) for file, text in packs.tables("freight").items()]
    assert {seed.in_force_from for seed in seeds if isinstance(seed, tables.Seed)} == {date(2020, 1, 1)}
