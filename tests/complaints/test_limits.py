"""Limits hold whoever does what at the same moment, on both databases (R208, issue 6 section 7).

Whatever the customers of all cases about one order accept together is never more than the maker of an
accepted proposal may give alone, or than whoever agreed to one may give.
"""

import random
from collections.abc import Callable, Iterator

import pytest
from django.db import connections

from tests.complaints import deciding as make
from tests.factories import tickets as make_tickets
from tests.races import Outcome
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import approving, telling
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.rules.offers import Wish, counted
from yinuo.core.errors import DeskError, NotNow
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen", "_connected", "_closed"),
]
State = Offer.State
Together = Callable[..., list[Outcome]]


@pytest.fixture
def _connected(_wired: None) -> None:
    make.connect()


@pytest.fixture
def _closed() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.fixture
def cases(agent: Person, team_leader: Person, manager: Person) -> list[Complaint]:
    """Four complaints about one order."""
    order = make_tickets.ticket(owner=agent, team=agent.team)
    return [make.case(agent, about=order) for _ in range(4)]


def given() -> int:
    """What was accepted for the matter, in fen."""
    rows = Offer.objects.filter(state=State.ACCEPTED).values_list("amount", "cost")
    return sum(counted(*row) for row in rows)


def allowed() -> int:
    """The most that anybody who stands for an accepted proposal may give."""
    makers = list(Offer.objects.filter(state=State.ACCEPTED).values_list("made_by__role", flat=True))
    accepted = set(Offer.objects.filter(state=State.ACCEPTED).values_list("pk", flat=True))
    deciders = [
        approval.decided_by.role
        for approval in Approval.objects.filter(state=Approval.State.APPROVED).select_related("decided_by")
        if approval.figures["offer"] in accepted and approval.decided_by
    ]
    return max((make.LIMITS[role] for role in [*makers, *deciders]), default=0)


def drafted(complaint: Complaint, by: Person, fen: int) -> Offer:
    return approving.ask_approval(offer=make.offered(complaint, by, Wish("money", fen)), by=by)


def test_told_at_once(cases: list[Complaint], agent: Person, together: Together) -> None:
    """Each within the agent's 200 yuan alone; together only one of them is."""
    offers = [drafted(complaint, agent, 15_000) for complaint in cases]
    assert {offer.state for offer in offers} == {State.APPROVED}
    outcomes = together(
        *(lambda offer=offer: telling.tell_offer(offer=offer, way="PHONE", by=agent) for offer in offers)
    )
    refused = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert [error.code for error in refused if isinstance(error, NotNow)] == ["offer_raised"] * 3


def test_accepted_at_once(cases: list[Complaint], agent: Person, together: Together) -> None:
    """Even if all were told, the customers' yes does not break the limit."""
    offers = [drafted(complaint, agent, 9_000) for complaint in cases]
    Offer.objects.update(state=State.TOLD)
    outcomes = together(
        *(lambda offer=offer: telling.accept_offer(offer=offer, way="PHONE", by=agent) for offer in offers)
    )
    assert sum(outcome.error is None for outcome in outcomes) == 2
    assert given() == 18_000


def test_one_yes_by_two(cases: list[Complaint], agent: Person, together: Together) -> None:
    """The customer's page and the agent at once: accepted once."""
    offer = make.told(cases[0], agent)
    guest = Guest(phone="13800006621")
    outcomes = together(
        lambda: telling.accept_offer(offer=offer, way="PHONE", by=agent),
        lambda: telling.accept_offer(offer=offer, way="PAGE", by=None, guest=guest),
    )
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert Event.objects.filter(kind="complaint.offer_accepted").count() == 1


def test_two_approvers(
    cases: list[Complaint], agent: Person, team_leader: Person, manager: Person, together: Together
) -> None:
    """Yes and no at once: the first counts, the other is told, the proposal follows the first."""
    offer = drafted(cases[0], agent, 30_000)
    approval = make.question(offer)
    outcomes = together(
        lambda: approvals.approve(approval, by=team_leader),
        lambda: approvals.refuse(approval, by=manager, answer="太多"),
    )
    assert sorted(outcome.error is None for outcome in outcomes) == [False, True]
    approval.refresh_from_db()
    expected = State.APPROVED if approval.state == Approval.State.APPROVED else State.RETURNED
    assert make.again(offer).state == expected
    kinds = ("complaint.offer_approved", "complaint.offer_returned")
    assert Event.objects.filter(kind__in=kinds).count() == 1


def test_raised_while_it_is_approved(
    cases: list[Complaint], agent: Person, team_leader: Person, together: Together
) -> None:
    """The approval never reaches the raised sum, whichever came first."""
    offer = drafted(cases[0], agent, 30_000)
    approval = make.question(offer)
    together(
        lambda: approvals.approve(approval, by=team_leader),
        lambda: make.offered(cases[0], agent, Wish("money", 90_000)),
    )
    states = dict(Offer.objects.values_list("amount", "state"))
    assert states == {30_000: State.REPLACED, 90_000: State.DRAFT}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done(
    cases: list[Complaint], agent: Person, team_leader: Person, manager: Person, seed: int
) -> None:
    """Any sequence of proposals, questions, answers, words and the customers' yes."""
    chance = random.Random(seed)
    people = [agent, team_leader, manager]
    for _ in range(160):
        try:
            _step(chance, cases, people)
        except DeskError:
            continue
        assert given() <= allowed()
    assert given() > 0


def _step(chance: random.Random, cases: list[Complaint], people: list[Person]) -> None:
    by, complaint = chance.choices(people, (6, 2, 1))[0], chance.choice(cases)
    offer = Offer.objects.filter(complaint=complaint).order_by("-id").first()
    verb = chance.choices(["make", "ask", "answer", "tell", "accept"], (1, 3, 3, 3, 3))[0]
    if verb == "make" or offer is None:
        make.offered(complaint, by, Wish("money", chance.choice([6_000, 9_000, 12_000, 18_000, 60_000])))
    elif verb == "ask":
        approving.ask_approval(offer=offer, by=by)
    elif verb == "answer":
        waiting = Approval.objects.filter(ticket=complaint.pk, state=Approval.State.ASKED).first()
        if waiting is not None:
            approvals.approve(waiting, by=by)
    elif verb == "tell":
        telling.tell_offer(offer=offer, way="PHONE", by=by)
    else:
        telling.accept_offer(offer=offer, way="PHONE", by=by)
