"""The arithmetic of `python -m bench --language`: right, missing, wrong and extra answers."""

import pytest

from bench.language import scoring
from bench.language.comparing import is_right
from bench.language.measuring import Counted

EXPECTED = {
    "intent": "order",
    "contact_name": "王先生",
    "contact_phone": "13800000001",
    "consignee_name": None,
    "consignee_phone": None,
    "goods": "配件",
    "pieces": 15,
    "weight_kg": 200,
    "volume_m3": None,
    "origin": "汽配城",
    "destination": "火车站",
    "payment": "到付",
    "extra_fees": [{"name": "装卸费", "amount": 100}, {"name": "代收货款", "amount": 3200}],
    "deadline_text": "明天下午三点前",
    "deadline_at": "2026-11-21T15:00:00+08:00",
    "pickup_text": None,
    "prohibited": False,
    "ranges": {},
}


def scored(**other: object) -> scoring.Score:
    score = scoring.Score()
    score.add("t1", EXPECTED, {**EXPECTED, **other})
    return score


def test_the_expected_record_is_right_as_a_whole():
    score = scored()
    assert (score.orders, score.orders_right, score.wrong) == (1, 1, [])
    assert score.group(("contact_phone", "consignee_phone")) == scoring.Tally(right=1)


def test_a_missing_answer_costs_recall_only():
    tally = scored(contact_phone=None).fields["contact_phone"]
    assert (tally.precision, tally.recall, tally.f1) == (1.0, 0.0, 0.0)


def test_an_extra_answer_costs_precision_only():
    tally = scored(volume_m3=2.0).fields["volume_m3"]
    assert (tally.right, tally.extra, tally.missing) == (0, 1, 0)
    assert (tally.precision, tally.recall) == (0.0, 1.0)


def test_a_wrong_answer_costs_both_and_is_listed():
    score = scored(goods="车")
    assert score.fields["goods"] == scoring.Tally(extra=1, missing=1)
    assert score.wrong == [scoring.Wrong("t1", "goods", "配件", "车")]
    assert score.orders_right == 0


def test_f1_of_a_group_adds_its_fields_up():
    """Two right, one extra, one missing: precision 2/3, recall 2/3."""
    score = scored(volume_m3=1, weight_kg=None)
    score.add("t2", {**EXPECTED, "weight_kg": None}, {**EXPECTED, "weight_kg": None})
    tally = score.group(("pieces", "weight_kg", "volume_m3"))
    assert (tally.right, tally.extra, tally.missing) == (2, 1, 1)
    assert tally.f1 == pytest.approx(2 / 3)


def test_what_no_order_needs_does_not_break_the_whole():
    assert scored(pickup_text="明天", deadline_text="明天三点").orders_right == 1


def test_only_orders_count_as_whole_orders():
    score = scoring.Score()
    inquiry = {**EXPECTED, "intent": "inquiry"}
    score.add("t1", inquiry, inquiry)
    assert (score.orders, score.texts, score.texts_right) == (0, 1, 1)


def test_a_key_that_the_answer_lacks_is_a_missing_answer():
    score = scoring.Score()
    score.add("t1", EXPECTED, {"intent": "order"})
    assert score.fields["pieces"] == scoring.Tally(missing=1)
    assert score.fields["intent"] == scoring.Tally(right=1)


@pytest.mark.parametrize(
    ("field", "expected", "got"),
    [
        ("origin", "广州白云区", " 广州 白云区，"),
        ("origin", "Ａ座", "a座"),
        ("goods", "衛浴配件", "卫浴配件"),
        ("weight_kg", 30, 30.00000001),
        ("deadline_at", "2026-11-21T15:00:00+08:00", "2026-11-21T07:00:00+00:00"),
        ("extra_fees", EXPECTED["extra_fees"], list(reversed(EXPECTED["extra_fees"]))),
        ("ranges", {"pieces": [30, 40]}, {"pieces": [30.0, 40.0]}),
        ("prohibited", False, None),
    ],
)
def test_the_same_said_otherwise_is_right(field, expected, got):
    assert is_right(field, expected, got)


@pytest.mark.parametrize(
    ("field", "expected", "got"),
    [
        ("origin", "广州白云区", "广州白云"),
        ("contact_phone", "13800000001", "13800000010"),
        ("pieces", 44, 220),
        ("pieces", 1, True),
        ("pieces", 0, None),
        ("weight_kg", 30, "30"),
        ("deadline_at", "2026-11-21T15:00:00+08:00", "2026-11-21T15:00:00+00:00"),
        ("extra_fees", [{"name": "装卸费", "amount": 100}] * 2, [{"name": "装卸费", "amount": 100}]),
        ("extra_fees", [{"name": "装卸费", "amount": 100}], [{"name": "上楼费", "amount": 100}]),
        ("ranges", {"pieces": [30, 40]}, {"pieces": [30, 40], "weight_kg": [1, 2]}),
        ("prohibited", True, False),
    ],
)
def test_another_answer_is_wrong(field, expected, got):
    assert not is_right(field, expected, got)


def test_items_are_counted_and_the_wrong_ones_kept():
    counted = Counted()
    counted.add("汽油", "screen", "reject", "reject", is_right=True)
    counted.add("天那水", "screen", "reject", "ok", is_right=False)
    assert counted.share == 0.5
    assert [one.text for one in counted.wrong] == ["天那水"]
