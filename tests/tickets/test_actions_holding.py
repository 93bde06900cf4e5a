"""Take, assign, hand over."""

import pytest

from tests.factories import staff
from tests.factories import tickets as make
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_taking_makes_one_the_owner(free, agent, recorded) -> None:
    """R074."""
    assert actions.take(free, by=agent).owner == agent
    assert Ticket.objects.get(pk=free.pk).owner == agent
    assert recorded() == [("ticket.taken", agent.pk)]
    assert list(queries.queue(agent, "mine").rows) == [free]


def test_the_second_taker_is_told_who_was_first(free, agent, team_leader, recorded) -> None:
    seen_before = Ticket.objects.get(pk=free.pk)
    actions.take(free, by=agent)
    with pytest.raises(NotNow) as raised:
        actions.take(seen_before, by=team_leader)
    assert (raised.value.code, raised.value.params["by"]) == ("already_taken", "李敏")
    assert recorded() == [("ticket.taken", agent.pk)]


def test_taking_twice_is_taking_once(free, agent, recorded) -> None:
    actions.take(free, by=agent)
    assert actions.take(Ticket.objects.get(pk=free.pk), by=agent).owner == agent
    assert recorded() == [("ticket.taken", agent.pk)]


@pytest.mark.parametrize("who", ["outsider", "auditor", "colleague", "driver", "market_developer"])
def test_taking_is_refused(free, who: str, request, recorded) -> None:
    """R327–R332: not of another team, and not by those who do not work the queue."""
    with pytest.raises(NotPermitted):
        actions.take(free, by=request.getfixturevalue(who))
    assert Ticket.objects.get(pk=free.pk).owner is None
    assert recorded() == []


def test_those_who_left_take_nothing(free, agent) -> None:
    agent.is_active = False
    with pytest.raises(NotPermitted):
        actions.take(free, by=agent)


@pytest.mark.parametrize(
    ("state", "code"),
    [({"is_draft": True}, "ticket_is_draft"), ({"closed_at": make.OPENED_AT}, "ticket_closed")],
)
def test_only_a_live_ticket_is_taken(free, agent, state, code) -> None:
    Ticket.objects.filter(pk=free.pk).update(**state)
    with pytest.raises(NotNow) as raised:
        actions.take(free, by=agent)
    assert raised.value.code == code


def test_a_taken_ticket_moves_to_the_takers_team(manager, region, dispatcher) -> None:
    """So a team sees all that its people own."""
    dispatcher.team = staff.team(key="vehicles", name="车管组")
    dispatcher.save()
    ticket = make.ticket(region=region)
    assert actions.take(ticket, by=dispatcher).team == dispatcher.team


def test_a_leader_assigns_with_a_reason(task, agent, team_leader, recorded) -> None:
    """R328: the reason stands in the detail, which erasure can empty."""
    other = staff.person(Role.AGENT, team=agent.team)
    actions.assign(task, to=other, reason="李敏请假", by=team_leader)
    task.refresh_from_db()
    assert task.owner == other
    assert recorded() == [("ticket.assigned", team_leader.pk)]
    detail = EventDetail.objects.select_related("event").get()
    assert detail.event.data == {"from": agent.pk, "to": other.pk}
    assert detail.values == {"reason": "李敏请假"}


def test_assigning_across_teams_moves_the_ticket(task, outsider, agent, manager) -> None:
    actions.index_ticket(task, texts=["电动机"])
    actions.assign(task, to=outsider, reason="夜里跟进", by=manager)
    task.refresh_from_db()
    assert task.team == outsider.team
    assert [hit.ticket for hit in queries.search(outsider, "电动机").rows] == [task]
    assert queries.search(agent, "电动机").rows == []


def test_the_first_owner_needs_no_reason(free, agent, team_leader) -> None:
    assert actions.assign(free, to=agent, reason="", by=team_leader).owner == agent


@pytest.mark.parametrize(("reason", "code"), [("", "required"), ("  ", "required"), ("长" * 201, "too_long")])
def test_taking_it_from_somebody_needs_a_reason(task, team_leader, reason, code) -> None:
    with pytest.raises(Invalid) as raised:
        actions.assign(task, to=team_leader, reason=reason, by=team_leader)
    assert (raised.value.code, raised.value.field) == (code, "reason")


def test_assigning_to_the_owner_changes_nothing(task, agent, team_leader, recorded) -> None:
    actions.assign(task, to=agent, reason="", by=team_leader)
    assert recorded() == []


def test_the_owner_may_pass_it_on_and_a_team_mate_may_not(task, agent, team_leader) -> None:
    mate = staff.person(Role.AGENT, team=agent.team)
    with pytest.raises(NotPermitted):
        actions.assign(task, to=mate, reason="我来", by=mate)
    assert actions.assign(task, to=mate, reason="请接着做", by=agent).owner == mate


@pytest.mark.parametrize("who", ["outsider", "auditor", "driver"])
def test_assigning_is_refused(task, who, request, agent) -> None:
    with pytest.raises(NotPermitted):
        actions.assign(task, to=request.getfixturevalue(who), reason="我来", by=request.getfixturevalue(who))
    assert Ticket.objects.get(pk=task.pk).owner == agent


@pytest.mark.parametrize("values", [{"is_active": False}, {"role": Role.AUDITOR}])
def test_some_can_own_nothing(task, agent, team_leader, values) -> None:
    other = staff.person(
        values.get("role", Role.AGENT), team=agent.team, is_active=values.get("is_active", True)
    )
    with pytest.raises(NotNow) as raised:
        actions.assign(task, to=other, reason="请假", by=team_leader)
    assert (raised.value.code, raised.value.params["name"]) == ("cannot_own", other.name)


def test_a_closed_ticket_is_not_assigned(task, agent, team_leader) -> None:
    Ticket.objects.filter(pk=task.pk).update(closed_at=make.OPENED_AT)
    with pytest.raises(NotNow) as raised:
        actions.assign(task, to=team_leader, reason="请假", by=team_leader)
    assert raised.value.code == "ticket_closed"


def test_what_the_desk_cannot_operate_goes_to_a_department(task, agent, recorded) -> None:
    """R069: and stays in the agent's queue, to be followed up."""
    actions.hand_to_department(task, department="warehouse", reason="oversize", note="要吊车", by=agent)
    actions.hand_to_department(task, department="warehouse", reason="other", note="再说一次", by=agent)
    task.refresh_from_db()
    assert task.department == "warehouse"
    assert recorded() == [("ticket.handed_over", agent.pk)]
    assert Event.objects.get().data == {"department": "warehouse", "reason": "oversize"}
    assert EventDetail.objects.get().values == {"reason": "大件或要吊装", "note": "要吊车"}
    assert list(queries.queue(agent, "mine").rows) == [task]


@pytest.mark.parametrize(
    ("department", "reason", "field", "code"),
    [
        ("kitchen", "oversize", "department", "not_a_choice"),
        ("", "oversize", "department", "not_a_choice"),
        ("warehouse", "", "reason", "required"),
        ("warehouse", "查货", "reason", "not_a_choice"),
        ("warehouse", "other", "note", "required"),
    ],
)
def test_a_department_of_the_playbook_and_a_reason(task, agent, department, reason, field, code) -> None:
    """R069."""
    with pytest.raises(Invalid) as raised:
        actions.hand_to_department(task, department=department, reason=reason, by=agent)
    assert (raised.value.field, raised.value.code) == (field, code)


@pytest.mark.parametrize("who", ["outsider", "auditor", "colleague"])
def test_handing_over_is_refused(task, who, request) -> None:
    with pytest.raises(NotPermitted):
        actions.hand_to_department(
            task, department="warehouse", reason="oversize", by=request.getfixturevalue(who)
        )


def test_a_closed_ticket_is_not_handed_over(task, agent) -> None:
    Ticket.objects.filter(pk=task.pk).update(closed_at=make.OPENED_AT)
    with pytest.raises(NotNow):
        actions.hand_to_department(task, department="warehouse", reason="oversize", by=agent)
