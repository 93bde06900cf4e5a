import contextlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.playbooks.rules.expressions import ExpressionFault, compile_expression
from yinuo.playbooks.rules.vocabulary import Measure, fields

NOTHING = dict.fromkeys(fields("promise"))


def holds(source: str, **values: object) -> bool:
    """Whether `source` holds; `order__weight` stands for the field order.weight."""
    given_values = {name.replace("__", "."): value for name, value in values.items()}
    return compile_expression(source, "promise").holds(NOTHING | given_values)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("order.payment == 'collect'", True),
        ("order.payment != 'collect'", False),
        ("order.payment in ('prepaid', 'collect')", True),
        ("order.payment not in ('prepaid', 'collect')", False),
        ("order.weight > 199", True),
        ("order.weight > 200", False),
        ("order.weight >= 200 and order.volume < 2.3", True),
        ("order.total == 320", True),
        ("order.total > 320.5 or order.pieces == 15", True),
        ("not order.slip_sent", False),
        ("not (order.slip_sent and order.pieces > 20)", True),
        ("200 <= order.weight", True),
        ("order.wished_pickup_at == none", True),
        ("order.wished_delivery_at != none", True),
        ("order.wished_pickup_at < order.wished_delivery_at", False),
        ("true", True),
    ],
)
def test_a_condition_reads_as_people_write_it(source: str, expected: bool) -> None:
    """Yuan, kilograms and cubic metres in the condition, fen, grams and cm³ in the values."""
    assert (
        holds(
            source,
            order__payment="collect",
            order__weight=200_000,
            order__volume=2_200_000,
            order__total=32_000,
            order__pieces=15,
            order__slip_sent=True,
            order__wished_delivery_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        )
        is expected
    )


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_a_field_without_a_value_is_neither_more_nor_less(sign: str) -> None:
    assert not holds(f"order.total {sign} 0")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("order.wieght > 3", "expression.unknown_name"),
        ("discount.amount > 3", "expression.unknown_name"),
        ("order.payment == 'cash'", "expression.unknown_word"),
        ("ticket.stage in ('dispatched', 'sleeping')", "expression.unknown_word"),
        ("order.weight > 'heavy'", "expression.unlike"),
        ("order.weight > order.volume", "expression.unlike"),
        ("order.slip_sent == 1", "expression.unlike"),
        ("order.payment < 'collect'", "expression.no_order"),
        ("order.wished_pickup_at > none", "expression.no_order"),
        ("1 < 2", "expression.no_field"),
        ("order.total", "expression.not_yesno"),
        ("'yes'", "expression.not_yesno"),
        ("order.total > 0.001", "expression.too_fine"),
        ("order.total >", "expression.syntax"),
        ("order.total > 1 order.pieces", "expression.syntax"),
        ("order.payment in ()", "expression.syntax"),
        ("order.payment in (order.goods)", "expression.syntax"),
        ("", "expression.syntax"),
        ("__import__('os').system('true')", "expression.syntax"),
        ("order.total.__class__ == 1", "expression.syntax"),
        ("order.pieces ** 9", "expression.syntax"),
        ("not " * 40 + "order.slip_sent", "expression.too_deep"),
        ("(" * 40 + "order.slip_sent" + ")" * 40, "expression.too_deep"),
        ("order.pieces == 1 or " * 40 + "true", "expression.too_long"),
    ],
)
def test_what_cannot_work_is_refused_when_it_is_written(source: str, code: str) -> None:
    with pytest.raises(ExpressionFault) as refused:
        compile_expression(source, "promise")
    assert refused.value.code == code


def test_the_nearest_name_is_offered() -> None:
    with pytest.raises(ExpressionFault) as refused:
        compile_expression("order.wieght > 3", "promise")
    assert refused.value.params["nearest"] == "order.weight"


def test_a_field_that_nobody_hands_over_is_a_defect_not_a_no() -> None:
    """A condition that silently never holds would be a promise that nobody keeps."""
    with pytest.raises(KeyError):
        compile_expression("order.total > 3", "promise").holds({})


@given(st.text(alphabet="()<>=!',.abcdeforn_ 0123456789", max_size=60))
def test_any_text_is_a_condition_or_a_fault(source: str) -> None:
    """Nothing but ExpressionFault comes out, whatever is typed."""
    with contextlib.suppress(ExpressionFault):
        assert compile_expression(source, "promise").holds(NOTHING) in (True, False)


QUANTITIES = {name: field for name, field in fields("promise").items() if field.measure.is_quantity}
SIGNS = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@given(
    name=st.sampled_from(sorted(QUANTITIES)),
    sign=st.sampled_from(sorted(SIGNS)),
    written=st.integers(0, 10**6),
    stored=st.integers(0, 10**9),
)
def test_every_comparison_agrees_with_arithmetic(name: str, sign: str, written: int, stored: int) -> None:
    in_units = Decimal(stored) / QUANTITIES[name].measure.per_unit
    expression = compile_expression(f"{name} {sign} {written}", "promise")
    assert expression.holds({name: stored}) is SIGNS[sign](in_units, written)


@st.composite
def sentences(draw: st.DrawFn, deep: int = 3) -> tuple[str, bool]:
    """A condition over two yes/no fields (true, false), and its truth by Python's own and/or/not."""
    kind = draw(st.sampled_from(["leaf", "not", "and", "or"])) if deep else "leaf"
    if kind == "leaf":
        name, truth = draw(st.sampled_from([("order.slip_sent", True), ("ticket.has_owner", False)]))
        return name, truth
    left, left_truth = draw(sentences(deep=deep - 1))
    if kind == "not":
        return f"not ({left})", not left_truth
    right, right_truth = draw(sentences(deep=deep - 1))
    truth = (left_truth and right_truth) if kind == "and" else (left_truth or right_truth)
    return f"({left}) {kind} ({right})", truth


@given(sentences())
def test_and_or_not_nest(sentence: tuple[str, bool]) -> None:
    source, truth = sentence
    assert holds(source, order__slip_sent=True, ticket__has_owner=False) is truth


def test_every_quantity_says_its_unit() -> None:
    assert [measure.per_unit for measure in (Measure.MONEY, Measure.WEIGHT, Measure.VOLUME)] == [
        100,
        1000,
        1_000_000,
    ]
