"""What the law gives at the least: declared value, freight, loss, percent, at least (domain B3, B4)."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.complaints.rules import minimum
from yinuo.complaints.rules.minimum import Least, Stake


@dataclass(frozen=True)
class Law:
    """A law as the playbook says it."""

    law: str
    base: str = ""
    percent: int = 100
    at_least: int = 0

    def amount_of(self, base: int) -> int:
        return max(-(-base * self.percent // 100) if self.base else 0, self.at_least)


INSURED = Law("条例28", "declared_value")
LOST = Law("民法典833", "loss")
FREIGHT = Law("办法", "freight", 300)
FRAUD = Law("消法55", "freight", 300, 50_000)


@pytest.mark.parametrize(
    ("laws", "stake", "least"),
    [
        ([INSURED], Stake(declared_value=80_000), Least(missing=("loss",), up_to=80_000)),
        ([INSURED, LOST], Stake(declared_value=80_000), Least(missing=("loss",), up_to=80_000)),
        ([INSURED], Stake(declared_value=0), Least()),
        ([INSURED], Stake(declared_value=80_000, loss=30_000), Least(30_000, "条例28")),
        ([INSURED, LOST], Stake(declared_value=80_000, loss=200_000), Least(80_000, "条例28")),
        ([INSURED, LOST], Stake(loss=200_000), Least(200_000, "民法典833")),
        ([INSURED], Stake(), Least()),
        ([LOST], Stake(), Least(0, "", ("loss",))),
        ([LOST], Stake(declared_value=100), Least()),
        ([FREIGHT], Stake(freight=3_001), Least(9_003, "办法")),
        ([FREIGHT], Stake(), Least(0, "", ("freight",))),
        ([FRAUD], Stake(freight=100), Least(50_000, "消法55")),
        ([INSURED, FREIGHT], Stake(1_000, 2_000), Least(6_000, "办法", ("loss",), 1_000)),
        ([Law("固定", at_least=500)], Stake(), Least(500, "固定")),
        ([], Stake(1, 1, 1), Least()),
    ],
)
def test_the_least(laws: list[Law], stake: Stake, least: Least) -> None:
    """R208 R215: the highest of what can be reckoned; what cannot is named."""
    assert minimum.least(laws, stake) == least


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_loss_is_bounded_by_the_declared_value(declared: int, loss: int) -> None:
    """Insured goods: never more than was declared, never more than was lost."""
    least = minimum.least([INSURED, LOST], Stake(declared_value=declared, loss=loss)).fen
    assert least == min(declared, loss)


@pytest.mark.parametrize(
    ("type", "degree", "has_ground", "owed"),
    [
        ("DAMAGE", "FULL", True, True),
        ("DAMAGE", "PARTLY", False, True),
        ("DAMAGE", "NONE", False, True),
        ("DAMAGE", "NONE", True, False),
        ("TIME", "NONE", False, False),
        ("TIME", "PARTLY", True, True),
        ("CHARGES", "NONE", True, False),
    ],
)
def test_when_it_binds(type: str, degree: str, has_ground: bool, owed: bool) -> None:
    """A carrier answers for goods without being to blame, unless the law that excuses is cited."""
    assert minimum.is_owed(type, degree, has_ground=has_ground) == owed
