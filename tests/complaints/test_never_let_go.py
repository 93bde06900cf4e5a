"""Until a complaint is closed somebody is due to do something about it, whatever was done last (R205)."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Final

import pytest

from tests.complaints.led import Case
from tests.factories import complaints as make
from tests.frozen import Frozen
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import accepting, merging
from yinuo.complaints.queries import following, offers
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.playbooks.rules import loading, packs
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER, Channel

pytestmark = pytest.mark.usefixtures("desk")
ENDS: Final = {"complaint.closed", "complaint.withdrawn", "complaint.merged"}


def possible(case: Case) -> list[Callable[[], None]]:
    """What may be done next, by the stage and what the customer knows."""
    held = case.now
    match held.ticket.stage, offers.heard(held):
        case Stage.ACCEPT, _:
            return [case.understand, case.rename, case.withdraw]
        case Stage.CLARIFY, _:
            return [case.find]
        case Stage.PROPOSE, "offer":
            return [case.accept, case.decline, case.decline, case.draft_more, case.rename]
        case Stage.PROPOSE, "agreed" | "refusal":
            return [case.go_on]
        case Stage.PROPOSE, _ if hasattr(held, "weighing"):
            return [case.draft, case.offered, case.offered_unweighed, case.refused, case.step_back]
        case Stage.PROPOSE, _:
            return [case.offered, case.step_back]
        case Stage.CARRY_OUT, _:
            return [case.change_plan, case.pay, case.check]
        case Stage.CALL_BACK, _:
            if following.is_heard(held):
                return [case.close, case.rename]
            return [case.ring, case.reach, case.praise, case.blame, case.blame]
    return [case.reopen]


@pytest.mark.parametrize("seed", range(24))
def test_something_is_due_after_every_deed(
    team_leader: Person, manager: Person, frozen: Frozen, seed: int
) -> None:
    chance, case, done = Random(seed), Case(team_leader, manager), []
    for _ in range(16):
        deed = chance.choice(possible(case))
        done.append(deed.__name__)
        frozen.move(minutes=1)
        deed()
        is_live = case.stage != Stage.CLOSED
        assert bool(case.open()) is is_live, done
        assert (case.now.ticket.next_due_at < NEVER) is is_live, done


@pytest.mark.parametrize("answer", ["RETURNED", "APPROVED"])
def test_nor_while_somebody_has_to_agree(agent: Person, manager: Person, answer: str) -> None:
    """A second proposal that was sent back, or agreed to and not told."""
    case = Case(agent, manager)
    for deed in (case.understand, case.offered, case.decline):
        deed()
    case.draft(Wish("refund_freight", 30_000))
    case.ask()
    question = Approval.objects.get(ticket=case.of.pk, state=Approval.State.ASKED)
    assert case.open() == {"complaint_offer_again", "complaint_approval"}
    if answer == "RETURNED":
        approvals.refuse(question, by=manager, answer="太多了")
    else:
        approvals.approve(question, by=manager)
    assert case.offer.state == answer
    assert "complaint_offer_again" in case.open()


def test_who_says_no_hears_another_proposal_within_half_a_day(agent: Person, manager: Person) -> None:
    """R217 R219: from the customer's answer, whom the desk asks for it when it does not come."""
    case = Case(agent, manager)
    case.understand()
    case.offered()
    assert case.open() == {"complaint_answer"}
    case.decline()
    assert case.open() == {"complaint_offer_again"}
    assert case.due("complaint_offer_again").due_at == clock.now() + timedelta(hours=4)
    assert case.due("complaint_answer").state == Promise.State.KEPT


@pytest.mark.parametrize(
    "again",
    [
        ("offered", "decline"),
        ("offered", "accept", "change_plan"),
        ("offered", "accept", "pay", "check", "blame"),
        ("offered", "accept", "pay", "check", "praise", "close", "reopen"),
        ("withdraw", "reopen"),
    ],
)
def test_the_authoritys_deadline_runs_until_an_answer_stands(
    agent: Person, manager: Person, again: tuple[str, ...]
) -> None:
    """R163: kept by being told; watched anew where that answer did not hold, and not before."""
    due_at = clock.now() + timedelta(days=3)
    official = {"official_from": "12345热线", "official_number": "GD1", "official_due_at": due_at}
    case = Case(agent, manager, channel=Channel.HOTLINE, **official)
    case.understand()
    for name in again[:-1]:
        getattr(case, name)()
        if case.stage != Stage.CLOSED:
            case.rename()
        assert "complaint_official" not in case.open(), name
    getattr(case, again[-1])()
    found = case.due("complaint_official")
    assert (found.state, found.round, found.due_at) == (Promise.State.OPEN, 2, due_at)


def test_who_is_reached_in_a_meeting_is_called_again(agent: Person, manager: Person) -> None:
    """R163 R165 R218: until they have said how satisfied they are; then it is closed."""
    case = Case(agent, manager)
    for deed in (case.understand, case.offered, case.accept, case.pay, case.check):
        deed()
    assert case.open() == {"complaint_call_back"}
    case.reach()
    assert case.open() == {"complaint_call_again"}
    case.praise()
    assert case.open() == {"complaint_close"}
    case.close()
    assert case.open() == set()
    assert case.due("complaint_close").state == Promise.State.KEPT


def test_who_was_reached_on_a_reasoned_no_is_not_called_again(agent: Person, manager: Person) -> None:
    """Their case is closed, or a new proposal made where they are not content."""
    case = Case(agent, manager)
    for deed in (case.understand, case.weigh, case.refused, case.reach):
        deed()
    assert case.open() == {"complaint_close"}
    case.blame()
    assert case.open() == {"complaint_same_day"}
    assert case.due("complaint_close").state == Promise.State.CANCELLED


def test_the_law_on_refunds_counts_from_the_agreement_that_holds(
    agent: Person, manager: Person, frozen: Frozen
) -> None:
    """R203 R205: what was agreed to before binds nobody any more."""
    case = Case(agent, manager)
    for deed in (case.understand, case.offered, case.accept):
        deed()
    case.change_plan()
    assert case.open() == {"complaint_offer_again"}
    assert case.due("complaint_refund_law").state == Promise.State.CANCELLED
    frozen.move(hours=1)
    case.offered()
    case.accept()
    law = case.due("complaint_refund_law")
    assert (law.state, law.due_at) == (Promise.State.OPEN, clock.now() + timedelta(days=15))


@pytest.mark.parametrize("how", ["reopened", "unmerged"])
def test_whoever_comes_back_is_acknowledged_anew(agent: Person, manager: Person, how: str) -> None:
    """R180: once more, and once."""
    case = Case(agent, manager)
    accepting.acknowledge(complaint=case.now, by=agent)
    if how == "reopened":
        case.withdraw()
        case.reopen()
    else:
        merging.merge(complaint=case.now, into=make.registered(agent), by=agent)
        merging.unmerge(complaint=case.now, by=agent)
    assert "complaint_acknowledge" in case.open()
    for _ in range(2):
        accepting.acknowledge(complaint=case.now, by=agent)
    assert "complaint_acknowledge" not in case.open()
    assert Event.objects.filter(ticket_id=case.of.pk, kind="complaint.acknowledged").count() == 2


def test_every_promise_ends_with_the_case() -> None:
    """Closing, withdrawing and merging end what the manual opens; what somebody said by word, the desk."""
    playbook = loading.load(loading.read_folder(packs.playbook_folder("freight"))).playbook
    assert playbook is not None
    opened = [one for one in playbook.promises if "complaint" in one.kinds and not one.is_by_hand]
    assert len(opened) > 10
    for one in opened:
        assert {*one.kept_by, *one.cancelled_by} >= ENDS, one.key
