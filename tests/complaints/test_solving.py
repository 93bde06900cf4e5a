"""Solved while the customer is there: one act with every stage's evidence, or nothing of it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.complaints import carried, clarifying, deciding
from tests.frozen import Frozen
from yinuo.complaints.actions import registering, solving
from yinuo.complaints.actions.solving import Spot
from yinuo.complaints.models import Chore, Complaint, Outcome, Payment
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import DeskError, NotNow
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises.models import Promise
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
SPOT = Spot(
    restated="说好四点提货，到十点还没来，想免这票的提货费",
    found={
        "cause_found": "司机排队没报备",
        "motive": "急着装车",
        "core_demand": "今天提走",
        "degree": "MOSTLY",
    },
    weighed={
        "has_long_relation": True,
        "may_buy_again": True,
        "word_of_mouth": "汽配城里都认识",
        "demand": "FAIR",
        "degree": "MOSTLY",
    },
    gives=(Wish("sorry"), Wish("money", 5000)),
    opinion="当面道歉并补 50 元",
    way="PHONE",
    done="客户当场收到",
    marks={"overall": 5, "treatment": 5},
    has_agreed=True,
    answers={"when": "昨天下午四点"},
    paid={"money": ("微信", "W1")},
    did=("calmed", "compared"),
)


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    deciding.playbook()


SAID: dict[str, Any] = {
    "channel": "PHONE",
    "account": "昨天说好四点提货，没人来",
    "wanted": "免提货费",
    "type": "TIME",
    "contact_name": "王先生",
    "contact_phone": "13800006621",
}


def received(by: Person, **said: Any) -> Complaint:
    return registering.register(by=by, **SAID, **said)


def solve(held: Complaint, by: Person, **other: Any) -> Complaint:
    return solving.solve_on_spot(complaint=held, spot=replace(SPOT, **other), by=by)


def test_from_the_first_word_to_the_end_with_the_evidence_of_every_stage(agent: Person) -> None:
    solved = solve(received(agent), agent)
    assert (solved.outcome, solved.ticket.stage) == (Outcome.SATISFIED, Stage.CLOSED)
    verbs = [verb for verb, _ in carried.recorded(solved)]
    order: tuple[str, ...] = (
        "restated",
        "answered",
        "found",
        "weighed",
        "offer_made",
        "offer_approved",
        "offer_told",
    )
    order += ("offer_accepted", "chore_given", "paid", "chore_done", "chore_checked", "carried_out")
    order += ("rated", "thanked", "closed")
    assert [verb for verb in verbs if verb not in ("registered", "moved")] == list(order)
    assert [data["to"] for _, data in carried.recorded(solved, "moved")] == [
        "CLARIFY",
        "PROPOSE",
        "CARRY_OUT",
        "CALL_BACK",
        "CLOSED",
    ]
    assert (Payment.objects.get().fen, Chore.objects.get().state) == (5000, Chore.State.CHECKED)
    assert not Ticket.objects.filter(closed_at__isnull=True).exists()
    assert not Promise.objects.filter(state=Promise.State.OPEN).exists()
    assert solve(solved, agent).ticket.closed_at == solved.ticket.closed_at


@pytest.mark.usefixtures("team_leader")
@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"has_agreed": False}, "required"),
        ({"did": ()}, "musts_missing"),
        ({"answers": {}}, "musts_missing"),
        ({"restated": " "}, "required"),
        ({"gives": (Wish("money", 50_000),)}, "solve_needs_approval"),
        ({"paid": {}}, "required"),
        ({"done": ""}, "required"),
        ({"marks": {"overall": 9}}, "not_a_choice"),
    ],
)
def test_what_is_missing_undoes_all_of_it(agent: Person, other: dict[str, Any], code: str) -> None:
    held = received(agent)
    events = Event.objects.count()
    if code == "required" and "done" in other:
        other = {**other, "gives": (Wish("gift"),)}
    with pytest.raises(DeskError) as refused:
        solve(held, agent, **other)
    assert refused.value.code == code
    left = clarifying.again(held.pk)
    assert (left.ticket.stage, left.restated, Event.objects.count()) == (Stage.ACCEPT, "", events)


def test_whoever_is_complained_about_is_heard_first(agent: Person, mate: Person) -> None:
    with pytest.raises(NotNow) as refused:
        solve(received(agent, respondent=mate), agent)
    assert refused.value.code == "musts_missing"


def test_who_is_not_satisfied_was_not_helped(agent: Person) -> None:
    left = solve(received(agent), agent, marks={"overall": 2, "left": "还是没提走"})
    assert (left.ticket.stage, left.round, left.outcome) == (Stage.PROPOSE, 2, "")


def test_by_the_freight_manual(desk: Frozen, agent: Person) -> None:
    freight = PlaybookVersion.objects.get(slug="freight")
    PlaybookVersion.objects.exclude(pk=freight.pk).update(is_current=False)
    PlaybookVersion.objects.filter(pk=freight.pk).update(is_current=True)
    answers = {"happened": "昨天下午", "wish": "今天提走", "agreed_time": "昨天四点"}
    gives = (Wish("apology"), Wish("refund_freight", 4400))
    paid = {"refund_freight": ("微信", "W1")}
    solved = solve(received(agent), agent, answers=answers, gives=gives, paid=paid)
    assert solved.outcome == Outcome.SATISFIED
    assert not Promise.objects.filter(state=Promise.State.OPEN).exists()
