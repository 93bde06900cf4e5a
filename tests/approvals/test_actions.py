"""Asking, answering, withdrawing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import approvals as make
from tests.factories import staff as make_staff
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.approvals import actions
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket
from yinuo.ui import faults

DISCOUNT: dict[str, Any] = {
    "key": "discount_team_leader",
    "label": "优惠超过坐席权限，请组长同意",
    "role": "team_leader",
    "figures": {"discount_fen": 3000},
    "reason": "老客户",
}


def recorded() -> list[str]:
    """The kinds of events about approvals, in order."""
    return list(
        Event.objects.filter(kind__startswith="approval.").order_by("id").values_list("kind", flat=True)
    )


def test_asking_waits_and_is_recorded(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """R118: beyond one's authority the superior is asked; figures and reason stand with the question."""
    approval = actions.ask(ticket=ticket, by=agent, **DISCOUNT)
    assert (approval.state, approval.role) == (Approval.State.ASKED, Role.TEAM_LEADER)
    assert (approval.asked_by, approval.asked_at) == (agent, frozen.at)
    event = Event.objects.get(kind="approval.asked")
    assert (event.subject_id, event.ticket_id, event.actor_id) == (approval.pk, ticket.pk, agent.pk)
    assert event.data == {"key": DISCOUNT["key"], "role": "TEAM_LEADER", "asked_by": agent.pk}
    assert EventDetail.objects.get(event=event).values["reason"] == "老客户"


def test_asking_twice_is_asking_once(ticket: Ticket, agent: Person) -> None:
    """A double click, a lost reply: the same question."""
    first = actions.ask(ticket=ticket, by=agent, **DISCOUNT)
    assert actions.ask(ticket=ticket, by=agent, **DISCOUNT) == first
    assert recorded() == ["approval.asked"]


def test_another_figure_needs_the_first_withdrawn(ticket: Ticket, agent: Person) -> None:
    """One open question of a kind on a ticket; who wants more takes the first back."""
    first = actions.ask(ticket=ticket, by=agent, **DISCOUNT)
    more = {**DISCOUNT, "figures": {"discount_fen": 5000}}
    with pytest.raises(NotNow, match="approval_open"):
        actions.ask(ticket=ticket, by=agent, **more)
    actions.withdraw(first, by=agent)
    assert actions.ask(ticket=ticket, by=agent, **more).figures == {"discount_fen": 5000}
    assert recorded() == ["approval.asked", "approval.withdrawn", "approval.asked"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.COLLEAGUE, Role.DRIVER, Role.ADMINISTRATOR])
def test_who_does_not_work_on_tickets_asks_nothing(ticket: Ticket, role: str) -> None:
    """R327–R333: roles that read, drive or set up do not ask."""
    with pytest.raises(NotPermitted):
        actions.ask(ticket=ticket, by=make_staff.person(role), **DISCOUNT)


def test_an_outsider_asks_nothing(ticket: Ticket, outsider: Person) -> None:
    """Only about tickets one may see."""
    with pytest.raises(NotPermitted):
        actions.ask(ticket=ticket, by=outsider, **DISCOUNT)


def test_nothing_is_asked_about_a_closed_ticket(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    Ticket.objects.update(closed_at=frozen.at)
    with pytest.raises(NotNow, match="approval_ticket_closed"):
        actions.ask(ticket=ticket, by=agent, **DISCOUNT)


def test_a_reason_without_end_is_refused(ticket: Ticket, agent: Person) -> None:
    with pytest.raises(Invalid) as refused:
        actions.ask(ticket=ticket, by=agent, **{**DISCOUNT, "reason": "因" * 201})
    assert (refused.value.field, refused.value.code) == ("reason", "too_long")


def test_an_unknown_role_is_a_defect_of_the_manual(ticket: Ticket, agent: Person) -> None:
    with pytest.raises(ValueError, match="POPE"):
        actions.ask(ticket=ticket, by=agent, **{**DISCOUNT, "role": "pope"})


@pytest.mark.parametrize("who", ["team_leader", "manager"])
def test_the_role_asked_or_one_above_agrees(
    asked: Approval, who: str, request: pytest.FixtureRequest, frozen: Frozen
) -> None:
    """R118, R328, R331: the team leader; the manager may answer in their place."""
    person = request.getfixturevalue(who)
    approval = actions.approve(asked, by=person, answer=" 可以 ")
    assert (approval.state, approval.answer) == (Approval.State.APPROVED, "可以")
    assert (approval.decided_by, approval.decided_at) == (person, frozen.at)
    event = Event.objects.get(kind="approval.approved")
    assert (event.actor_id, event.subject_id) == (person.pk, asked.pk)


def test_refusing_needs_a_reason(asked: Approval, team_leader: Person) -> None:
    """R119: sent back with the reason, so that the agent can answer the customer."""
    with pytest.raises(Invalid, match="required"):
        actions.refuse(asked, by=team_leader, answer="  ")
    approval = actions.refuse(asked, by=team_leader, answer="超出合同价")
    assert (approval.state, approval.answer) == (Approval.State.REFUSED, "超出合同价")
    assert recorded() == ["approval.refused"]


def test_nobody_answers_their_own_question(ticket: Ticket, team_leader: Person) -> None:
    """R118: also not a team leader who asked the team leader."""
    own = make.approval(ticket, team_leader)
    with pytest.raises(NotPermitted, match="approval_own"):
        actions.approve(own, by=team_leader)


@pytest.mark.parametrize("who", ["dispatcher", "administrator", "auditor", "outsider"])
def test_other_roles_do_not_answer(asked: Approval, who: str, request: pytest.FixtureRequest) -> None:
    """R327–R333: the role asked, or the one above."""
    with pytest.raises(NotPermitted, match="approval_not_yours"):
        actions.approve(asked, by=request.getfixturevalue(who))


def test_a_leader_of_another_team_does_not_answer(asked: Approval) -> None:
    """R328: one's own team only."""
    other = make_staff.person(Role.TEAM_LEADER, team=make_staff.team(key="night", name="夜班组"))
    with pytest.raises(NotPermitted, match="approval_not_yours"):
        actions.refuse(asked, by=other, answer="不行")


def test_a_team_leader_does_not_answer_for_the_manager(
    ticket: Ticket, agent: Person, team_leader: Person
) -> None:
    """R118: what is above the team leader stays above."""
    high = make.approval(ticket, agent, role=Role.MANAGER)
    with pytest.raises(NotPermitted, match="approval_not_yours"):
        actions.approve(high, by=team_leader)


def test_the_second_is_told_who_was_first(asked: Approval, team_leader: Person, manager: Person) -> None:
    """Two answer the same question: the first counts, the other reads who it was."""
    actions.approve(asked, by=team_leader)
    with pytest.raises(NotNow) as refused:
        actions.refuse(asked, by=manager, answer="不行")
    assert refused.value.params["by"] == team_leader.name
    assert team_leader.name in faults.text(refused.value.code, refused.value.params)
    assert recorded() == ["approval.approved"]


def test_the_same_answer_twice_is_one(asked: Approval, team_leader: Person) -> None:
    """A double click."""
    for _ in range(2):
        assert actions.approve(asked, by=team_leader, answer="可以").state == Approval.State.APPROVED
    assert recorded() == ["approval.approved"]


def test_only_the_asker_withdraws(asked: Approval, agent: Person, team_leader: Person) -> None:
    with pytest.raises(NotPermitted, match="approval_not_asker"):
        actions.withdraw(asked, by=team_leader)
    assert actions.withdraw(asked, by=agent).state == Approval.State.WITHDRAWN
    with pytest.raises(NotNow, match="approval_was_withdrawn"):
        actions.approve(asked, by=team_leader)


def test_the_system_withdraws_what_is_no_longer_needed(asked: Approval) -> None:
    """The order was cancelled: nobody has to answer any more."""
    assert actions.withdraw(asked, by=None).state == Approval.State.WITHDRAWN
    assert recorded() == ["approval.withdrawn"]


def test_what_was_answered_is_not_withdrawn(asked: Approval, agent: Person, team_leader: Person) -> None:
    actions.refuse(asked, by=team_leader, answer="不行")
    with pytest.raises(NotNow, match="approval_was_refused"):
        actions.withdraw(asked, by=agent)


@pytest.mark.django_db(transaction=True)
def test_two_approvers_at_the_same_moment(
    asked: Approval, team_leader: Person, manager: Person, together: Callable[..., list[Outcome]]
) -> None:
    """R118: one answer counts, one event is written, the other is told."""
    outcomes = together(
        lambda: actions.approve(asked, by=team_leader),
        lambda: actions.refuse(asked, by=manager, answer="不行"),
    )
    lost = [outcome.error for outcome in outcomes if outcome.error]
    assert len(lost) == 1
    assert isinstance(lost[0], NotNow)
    asked.refresh_from_db()
    assert recorded() == [f"approval.{asked.state.lower()}"]
    assert asked.decided_by is not None
    assert lost[0].params["by"] == asked.decided_by.name


@pytest.mark.django_db(transaction=True)
def test_the_same_question_from_two_windows(
    ticket: Ticket, agent: Person, together: Callable[..., list[Outcome]]
) -> None:
    """One open question, whoever clicks first."""
    outcomes = together(*[lambda: actions.ask(ticket=ticket, by=agent, **DISCOUNT)] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert len({outcome.value.pk for outcome in outcomes}) == 1
    assert recorded() == ["approval.asked"]
