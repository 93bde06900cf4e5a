"""`yinuo order quote`: JSON in, the price out, every fen explained; never a traceback."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import orders as make
from yinuo.cli.order import quote
from yinuo.playbooks import actions as playbooks

MANUAL = {"origin": "江宁汽配城", "destination": "南京站", "volume_m3": 2.2, "weight_kg": 200, "pieces": 15}


@pytest.fixture
def no_desk(monkeypatch):
    monkeypatch.setattr("yinuo.core.db.is_made", lambda: False)


def priced(say, said, *more):
    done = say("order", "quote", *more, typed=said if isinstance(said, str) else json.dumps(said))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done, json.loads(done.stdout.splitlines()[0])


def test_the_manuals_price(say, no_desk):
    """R056 R057: 2.2 m³ at 100 yuan and 100 for loading are 320.00 yuan, by version 1 of each table."""
    done, found = priced(say, MANUAL | {"day": "2026-11-20T10:00:00+08:00"})
    assert done.exit_code == 0
    assert '"total": 320.00' in done.stdout
    assert found["lines"] == [
        {"label": "运费", "amount": 220, "quantity": 2.2, "rate": 100, "unit": "m3", "note": ""},
        {"label": "汽配城装卸费", "amount": 100, "quantity": None, "rate": None, "unit": "",
         "note": "汽配城没有叉车，装车要人工"},
    ]  # fmt: skip
    assert found["transit"] == {"label": "当天到", "hours": 4, "arrives_at": "2026-11-20T14:30:00+08:00"}
    assert (found["currency"], found["zones"]) == ("CNY", {"origin": "南京", "destination": "南京"})
    assert found["versions"]["tariff"] == 1


def test_everything_a_price_depends_on(say, no_desk):
    """R035 R041 R056: agreement, declared value, 代收货款, charges by word, discount."""
    fees = [
        {"name": "送货费", "amount": 50},
        {"name": "代收货款", "amount": 3000},
        {"name": "叉车费", "amount": 30},
    ]
    said = {"origin": "江宁百家湖", "destination": "上海松江", "weight_kg": "1000", "extra_fees": fees}
    more = {
        "insured_value": 20000,
        "agreement": "晨光家纺协议",
        "discount": 20,
        "payment": "到付",
        "goods": None,
    }
    found = priced(say, said | more)[1]
    told = {line["label"]: line["amount"] for line in found["lines"]}
    assert told == {"运费": 820, "送货费": 50, "保价费": 60, "代收货款手续费": 15, "叉车费": 30, "优惠": -20}
    assert (found["total"], found["agreement"]["state"]) == (955, "holds")


@pytest.mark.parametrize(
    ("said", "error", "word"),
    [
        ({"destination": "火星"}, "place_unknown", "火星"),
        ({"origin": None}, "place_unknown", "发货地"),
        ({"origin": "南京"}, "place_ambiguous", "江苏省 南京市 高淳区"),
        ({"origin": "苏州"}, "place_not_served", "提货"),
        ({"origin": "马鞍山", "destination": "苏州"}, "no_lane", "马鞍山 → 苏州"),
        ({"weight_kg": None, "volume_m3": 0}, "nothing_to_weigh", "重量"),
        ({"weight_kg": -1}, "unreadable", "weight_kg"),
        ({"pieces": "几件"}, "unreadable", "pieces"),
        ({"day": "明天"}, "unreadable", "明天"),
        ({"day": "9999-12-31"}, "unreadable", "9999-12-31"),
        ({"discount": 221}, "discount_out_of_range", "220元"),
    ],
)
def test_what_has_no_price(say, no_desk, said, error, word):
    """R051 R056: which of the reasons it is, in words; several places are listed, none is guessed."""
    done, found = priced(say, MANUAL | said)
    assert (done.exit_code, found["error"]) == (1, error)
    assert word in "".join(found["reasons"])


@pytest.mark.parametrize(
    "typed", ["", "x", "[]", "1", "null", '{"weight_kg": NaN}', '{"origin": "\\ud800"}', "[" * 9999]
)
def test_what_is_no_order(say, no_desk, typed):
    done, found = priced(say, typed or " ")
    assert (done.exit_code, set(found)) == (1, {"error", "reasons"})


def test_one_a_line(say, no_desk):
    """Every line is answered in order; one that has no price does not fail the others."""
    done = say(
        "order", "quote", "--lines", typed=f"{json.dumps(MANUAL)}\n\n{json.dumps(MANUAL | {'origin': ''})}\n"
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.exit_code, [one.get("total") for one in found]) == (0, [320, None, None])


@pytest.mark.django_db
def test_by_the_tables_of_the_desk(say, frozen, monkeypatch):
    """R056: where there is a desk its tables count, with their versions."""
    make.freight()
    row = {"from_zone": "南京", "to_zone": "南京", "per_kg_fen": 1, "per_m3_fen": 20_000, "min_fen": 0}
    playbooks.replace_table("tariff", [row], in_force_from=date(2020, 1, 1), by=None)
    found = priced(say, MANUAL)[1]
    assert (found["total"], found["versions"]["tariff"]) == (540, 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from((*quote.Asked.model_fields, "x")), JSON))
def test_never_a_traceback(no_desk, said):
    """Whatever stands in the object."""
    found = json.loads(quote.dumped(quote.record(json.dumps({**MANUAL, **said}))))
    assert "error" in found or sum(Decimal(str(line["amount"])) for line in found["lines"]) == Decimal(
        str(found["total"])
    )
