"""The reference tables and the demo company."""

from datetime import date
from decimal import Decimal
from typing import Any

from yinuo.playbooks.rules import packs, schema, tables
from yinuo.playbooks.rules.vocabulary import VARIABLES
from yinuo.staff.models import ReceiverRule, Role

EXAMPLES = {name: variable.example for name, variable in VARIABLES.items()}


def test_prohibited_goods_by_all_categories(rows: dict[str, tuple[Any, ...]]) -> None:
    """R048, R049, R050: nineteen categories of the law and the carrier's own, each with names and a
    sentence to say; look-alikes and questions.
    """
    rejected = [row for row in rows["goods"] if row.verdict == "reject"]
    categories = {row.category for row in rejected}
    numbers = {category.split(" ")[0] for category in categories}
    assert numbers == {f"第{number}类" for number in range(1, 20)} | {"承运人自定"}
    own = [row for row in rejected if row.category.startswith("承运人自定")]
    assert {"现金", "国家秘密文件", "活体动物", "温控药品"} <= {row.name for row in own}
    speakers = {row.category for row in rejected if row.category.endswith(row.name)}
    assert all(row.sentence or row.category in speakers for row in rejected)
    assert all(row.source for row in rows["goods"])
    assert len(rows["goods"]) >= 150
    by_name = {word: row for row in rows["goods"] for word in row.words}
    verdicts = {name: by_name[name].verdict for name in ("礼花弹", "电瓶", "机油", "汽油滤芯", "汽配")}
    assert verdicts == {
        "礼花弹": "reject",
        "电瓶": "reject",
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


def test_agreements_of_demo_customers_exist(demo: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> None:
    """R056: at least one customer has prices of their own, by an agreement that the tables know."""
    named = {row.name for row in rows["agreements"]}
    assert {row.agreement for row in rows["tariff"]} - {""} <= named
    theirs = {customer["agreement"] for customer in demo["customers"] if "agreement" in customer}
    assert theirs
    assert theirs <= named


def test_larger_loads_cost_less_a_unit(rows: dict[str, tuple[Any, ...]]) -> None:
    """R056: some lanes have steps, each cheaper than the one below it; both services have a rate."""
    assert any(row.from_kg and row.from_m3 for row in rows["tariff"])
    assert {row.what for row in rows["services"]} == {"insurance", "cash_on_delivery"}
    assert {row.per for row in rows["surcharges"]} == {"order", "piece", "ton", "m3"}


def test_tables_are_in_force_long_before_the_demo_begins(rows: dict[str, tuple[Any, ...]]) -> None:
    seeds = [tables.read_seed(file, text) for file, text in packs.tables("freight").items()]
    assert {seed.in_force_from for seed in seeds if isinstance(seed, tables.Seed)} == {date(2020, 1, 1)}
