"""Money in fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import errors, money

amounts = st.integers(-money.MAX_FEN, money.MAX_FEN)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("320", 32000),
        ("1,200.5", 120050),
        ("1200.50", 120050),
        ("0.01", 1),
        (".5", 50),
        ("5.", 500),
        ("￥320", 32000),
        ("¥ 320", 32000),
        ("320 元", 32000),
        ("３２０．５元", 32050),
        ("1.5000", 150),
        ("20,000,000", money.MAX_FEN),
        ("007", 700),
    ],
)
def test_amounts_are_read(text, fen):
    """R041: fees are typed in yuan."""
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money_unreadable"),
        (".", "money_unreadable"),
        ("元", "money_unreadable"),
        ("三百二", "money_unreadable"),
        ("-5", "money_unreadable"),
        ("1,20", "money_unreadable"),
        ("12,00,000", "money_unreadable"),
        ("1.2.3", "money_unreadable"),
        ("1e5", "money_unreadable"),
        ("٣", "money_unreadable"),
        ("0.001", "money_too_fine"),
        ("20000000.01", "money_too_large"),
        ("9" * 5000, "money_too_large"),
    ],
)
def test_what_is_no_amount_is_refused(text, code):
    with pytest.raises(ValueError, match=code) as refused:
        money.parse_yuan(text)
    assert isinstance(refused.value, errors.DeskError)


@given(st.integers(0, money.MAX_FEN))
def test_a_written_amount_reads_back(fen):
    assert money.parse_yuan(money.format_yuan(fen)) == fen


@pytest.mark.parametrize(
    ("fen", "text"), [(32000, "320"), (32050, "320.50"), (5, "0.05"), (-150, "-1.50"), (0, "0")]
)
def test_amounts_are_written(fen, text):
    assert money.format_yuan(fen) == text
    assert money.yuan(fen) == Decimal(text)


weights = st.lists(st.integers(0, 10**6) | st.decimals(0, 1000, places=3), min_size=1, max_size=20).filter(
    any
)


@given(amounts, weights)
def test_parts_sum_to_the_whole_and_are_fair(fen, shares):
    parts = money.split(fen, shares)
    assert sum(parts) == fen
    exact = [fen * Decimal(share) / sum(map(Decimal, shares)) for share in shares]
    assert all(abs(part - ideal) < 1 for part, ideal in zip(parts, exact, strict=True))


def test_the_last_fen_goes_to_the_largest_remainder():
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(5, [Decimal("0.5"), 0, Decimal("1.5")]) == [1, 0, 4]
    assert money.split(-100, [1, 1, 1]) == [-34, -33, -33]


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1], [3, -1]])
def test_senseless_weights_are_refused(shares):
    with pytest.raises(ValueError, match="weights"):
        money.split(100, shares)


@pytest.mark.parametrize(
    ("per_unit", "quantity", "fen"),
    [(150, "2.5", 375), (25, "0.02", 1), (25, "0.0199", 0), (-25, "0.02", -1), (33, "3", 99)],
)
def test_rates_round_half_up(per_unit, quantity, fen):
    assert money.rate(per_unit, Decimal(quantity)) == fen


def test_percent():
    assert money.percent(12345, 10) == 1235
    assert money.percent(12345, Decimal("2.5")) == 309
