"""What similar cases got: by type and cause, closer by stake and loyalty where enough are alike."""

from typing import Any

import pytest

from tests.complaints import clarifying
from tests.complaints import deciding as make
from tests.factories import staff
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.queries import precedents
from yinuo.complaints.rules.stages import Stage
from yinuo.customers.models import Customer
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "team_leader")


def settled(owner: Person, fen: int, *, customer: Customer | None = None, **values: Any) -> Complaint:
    """A closed case whose customer took so many fen."""
    given = {"outcome": "SATISFIED", "cause": "HANDLING", **values}
    complaint = clarifying.case(owner, Stage.CLOSED, **given)
    Ticket.objects.filter(pk=complaint.pk).update(customer=customer)
    Offer.objects.create(
        complaint=complaint, round=1, state="ACCEPTED", amount=fen, cost=fen, made_at=clarifying.RECORDED_AT
    )
    return complaint


@pytest.fixture
def mine(agent: Person) -> Complaint:
    """The case that is being decided."""
    return make.case(agent, cause="HANDLING", goods={"declared_value": 30_000})


def test_none_before(mine: Complaint) -> None:
    """Nothing is said of what is usual, and nothing is outside it."""
    found = precedents.similar(mine)
    assert (found.usual.count, found.cases, found.alike) == (0, (), ())
    assert not found.usual.is_outside(10**9)


def test_the_cause_where_there_are_enough(agent: Person, mine: Complaint) -> None:
    """Four of the cause are too few: all of the type count; with five the cause does."""
    for fen in (1_000, 2_000, 3_000, 4_000):
        settled(agent, fen)
    settled(agent, 90_000, cause="DETAIL")
    settled(agent, 90_000, type="CHARGES")
    found = precedents.similar(mine)
    assert (found.alike, found.usual.count, found.usual.median) == (("is_key",), 5, 3_000)
    settled(agent, 5_000)
    found = precedents.similar(mine)
    assert (found.alike, found.usual.count, found.usual.high) == (("cause", "is_key"), 5, 4_000)


def test_closer_by_stake_and_loyalty(agent: Person, mine: Complaint) -> None:
    """Of cases with as much at stake, and of key customers, where five are."""
    key = Customer.objects.create(
        name="宏远汽配", level=Customer.Level.KEY, created_at=clarifying.RECORDED_AT
    )
    for _ in range(5):
        settled(agent, 500, customer=key)
        settled(agent, 7_000, goods={"declared_value": 90_000})
    assert precedents.similar(mine).alike == ("cause", "band", "is_key")
    assert precedents.similar(mine).usual.median == 7_000
    Ticket.objects.filter(pk=mine.pk).update(customer=key)
    mine = clarifying.again(mine.pk)
    Complaint.objects.filter(pk=mine.pk).update(goods={})
    found = precedents.similar(clarifying.again(mine.pk))
    assert (found.alike, found.usual.median) == (("cause", "band", "is_key"), 500)


def test_all_rounds_of_a_case_count_as_one(agent: Person, mine: Complaint) -> None:
    """What was given in two rounds is one sum; what was never accepted is none."""
    twice = settled(agent, 1_000)
    Offer.objects.create(
        complaint=twice, round=2, state="ACCEPTED", amount=0, cost=500, made_at=clarifying.RECORDED_AT
    )
    Offer.objects.create(
        complaint=twice, round=2, state="DECLINED", amount=9_000, made_at=clarifying.RECORDED_AT
    )
    settled(agent, 1_000, outcome="UNREACHED")
    assert [case.amount for case in precedents.similar(mine).cases] == [1_500]


def test_figures_are_of_all_cases_only_of_ones_own(agent: Person, mine: Complaint) -> None:
    """Whoever may not open a case still learns what is usual."""
    other = staff.person(
        Role.AGENT, staff_number="8044", name="外人", team=staff.team(key="night", name="夜班")
    )
    shown = settled(agent, 1_000)
    settled(other, 3_000)
    found = precedents.similar(mine)
    assert found.usual.median == 2_000
    assert [case.id for case in precedents.shown_to(agent, found)] == [shown.pk]


@pytest.mark.parametrize(("fen", "band"), [(None, 0), (0, 0), (20_000, 1), (20_001, 2), (10**7, 4)])
def test_classes_of_what_is_at_stake(fen: int | None, band: int) -> None:
    """To 200, 1,000, 5,000 yuan, and above."""
    assert precedents.band_of(fen) == band
