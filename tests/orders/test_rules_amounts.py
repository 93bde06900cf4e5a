"""Pieces, weight, volume, money and payment as people write them (R029–R036)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import reading
from yinuo.orders.rules.reading import amounts, choices


def code(read, text: str) -> str:
    with pytest.raises(reading.Unreadable) as refused:
        read(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("15", 15),
        ("15件", 15),
        ("15 箱", 15),
        ("１５件", 15),
        ("约15件", 15),
        ("15件左右", 15),
        ("1,500包", 1500),
        ("二十五件", 25),
        ("十二", 12),
        ("三个纸箱", 3),
    ],
)
def test_pieces(text: str, read: int) -> None:
    """R029: pieces with or without their counter."""
    assert amounts.pieces(reading.clean(text)) == read


@pytest.mark.parametrize("text", ["十来件", "三四十件", "-3", "1.5", "15件3", "1e3", "件", "15kg"])
def test_pieces_that_are_none(text: str) -> None:
    """R029: what is no number of pieces says so."""
    assert code(amounts.pieces, text) == "pieces_unreadable"


@pytest.mark.parametrize("text", ["0", "100000"])
def test_pieces_out_of_range(text: str) -> None:
    """R029: nothing at all, or more than anybody ships, is a slip of the finger."""
    assert code(amounts.pieces, text) == "pieces_out_of_range"


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("200公斤", 200_000),
        ("200", 200_000),
        ("200 KG", 200_000),
        ("0.2吨", 200_000),
        ("400斤", 200_000),
        ("200千克", 200_000),
        ("500克", 500),
        ("1.5t", 1_500_000),
        ("0.5", 500),
        ("两吨半", 2_500_000),
        ("一吨二", 1_200_000),
        ("三百斤", 150_000),
    ],
)
def test_weight(text: str, grams: int) -> None:
    """R031: kilograms unless another unit stands there."""
    assert amounts.weight(text) == grams


@pytest.mark.parametrize(
    ("text", "cm3"),
    [
        ("2.2方", 2_200_000),
        ("2.2", 2_200_000),
        ("2.2m³", 2_200_000),
        ("2.2 m3", 2_200_000),
        ("2.2立方米", 2_200_000),
        ("220升", 220_000),
        ("500cm3", 500),
        ("三个半方", 3_500_000),
        ("半方", 500_000),
    ],
)
def test_volume(text: str, cm3: int) -> None:
    """R030: cubic metres unless another unit stands there."""
    assert amounts.volume(text.replace("³", "3")) == cm3


@given(st.decimals(min_value=Decimal("0.001"), max_value=Decimal(1000), places=3))
def test_weight_reads_back_what_it_was(kilograms: Decimal) -> None:
    """R031: any weight in kilograms comes out in grams, exactly."""
    assert amounts.weight(f"{kilograms}公斤") == int(kilograms * 1000)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("100", 10_000),
        ("100元", 10_000),
        ("¥1,200.5", 120_050),
        ("100块", 10_000),
        ("1.2万", 1_200_000),
        ("免", 0),
        ("一百", 10_000),
        ("三百二", 32_000),
        ("两百五十块", 25_000),
    ],
)
def test_money(text: str, fen: int) -> None:
    """R036 R041: fees in yuan, to the fen; no charge is an answer too."""
    assert amounts.money(text) == fen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("一百多", "money_unreadable"),
        ("1.005", "money_too_fine"),
        ("99999999999", "money_too_large"),
        ("-5", "money_unreadable"),
    ],
)
def test_money_that_is_none(text: str, why: str) -> None:
    """R036: what is no amount says why."""
    assert code(amounts.money, text) == why


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("先付", "PREPAID"),
        ("现付", "PREPAID"),
        ("寄付", "PREPAID"),
        ("到付", "COLLECT"),
        ("提付", "COLLECT"),
        ("月结", "MONTHLY"),
        ("回单付", "ON_RECEIPT"),
        ("collect", "COLLECT"),
    ],
)
def test_payment_by_its_names(text: str, method: str) -> None:
    """R035: the payment method by the names people give it."""
    assert choices.payment(text) == method


def test_payment_that_is_none() -> None:
    """R035: another word is not guessed at."""
    assert code(choices.payment, "刷卡") == "payment_unknown"
