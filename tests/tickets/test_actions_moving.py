"""Musts and the way out of a stage."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import tickets as make
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.tickets import actions, queries, rules
from yinuo.tickets.models import Must, Ticket

pytestmark = pytest.mark.django_db

MUSTS = {"asked": False, "answered": False, "notice_sent": True}
"""The musts of the step, and whether only the desk ticks them."""


def tick(ticket, by, *keys: str) -> None:
    for key in keys:
        actions.do_must(ticket, step="look_into_it", key=key, by=by, seen=MUSTS[key])


def test_a_must_is_ticked_with_time_and_name(task, agent, recorded, frozen) -> None:
    tick(task, agent, "asked")
    state = queries.musts(task)[0]
    assert (state.key, state.label, state.is_done) == ("asked", "问清要求", True)
    assert (state.done_at, state.done_by) == (frozen.at, "李敏")
    assert recorded() == [("ticket.must_done", agent.pk)]
    assert Event.objects.get().data == {"step": "look_into_it", "key": "asked"}


def test_ticking_twice_is_ticking_once(task, agent, team_leader, recorded) -> None:
    tick(task, agent, "asked")
    tick(task, team_leader, "asked")
    assert Must.objects.get().by == agent
    assert recorded() == [("ticket.must_done", agent.pk)]


def test_what_the_desk_sees_no_hand_ticks(task, agent) -> None:
    with pytest.raises(NotNow) as raised:
        actions.do_must(task, step="look_into_it", key="notice_sent", by=agent)
    assert raised.value.code == "must_is_seen"
    with pytest.raises(NotNow):
        actions.undo_must(task, step="look_into_it", key="notice_sent", by=agent)
    assert actions.do_must(task, step="look_into_it", key="notice_sent", by=None, seen=True).by is None


@pytest.mark.parametrize(("step", "key"), [("look_into_it", "sing"), ("dance", "asked"), ("", "")])
def test_only_what_the_manual_asks_can_be_ticked(task, agent, step, key) -> None:
    with pytest.raises(Invalid) as raised:
        actions.do_must(task, step=step, key=key, by=agent)
    assert raised.value.code == "must_unknown"
    with pytest.raises(Invalid):
        actions.undo_must(task, step=step, key=key, by=agent)


@pytest.mark.parametrize("who", ["outsider", "auditor"])
def test_ticking_is_refused(task, who, request) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotPermitted):
        actions.do_must(task, step="look_into_it", key="asked", by=person)
    with pytest.raises(NotPermitted):
        actions.undo_must(task, step="look_into_it", key="asked", by=person)
    assert not Must.objects.exists()


def test_a_tick_can_be_taken_back_while_its_stage_lasts(task, agent, recorded) -> None:
    tick(task, agent, "asked")
    actions.undo_must(task, step="look_into_it", key="asked", by=agent)
    actions.undo_must(task, step="look_into_it", key="asked", by=agent)
    assert not Must.objects.exists()
    assert recorded() == [("ticket.must_done", agent.pk), ("ticket.must_undone", agent.pk)]


def test_a_tick_of_a_stage_that_is_left_stays(task, agent) -> None:
    tick(task, agent, *MUSTS)
    actions.leave_stage(task, to="DONE", by=agent)
    with pytest.raises(NotNow) as raised:
        actions.undo_must(task, step="look_into_it", key="asked", by=agent)
    assert raised.value.code == "must_stage_left"


def test_a_closed_ticket_takes_no_ticks(task, agent) -> None:
    Ticket.objects.filter(pk=task.pk).update(closed_at=make.OPENED_AT)
    task.refresh_from_db()
    with pytest.raises(NotNow) as raised:
        tick(task, agent, "asked")
    assert raised.value.code == "ticket_closed"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(done=st.sets(st.sampled_from(sorted(MUSTS))))
def test_a_stage_is_left_only_when_all_its_musts_are_done(agent, playbook, done) -> None:
    """Whichever of them are missing, they are named in the manual's order."""
    task = make.ticket(owner=agent, playbook_version=playbook)
    tick(task, agent, *done)
    labels = [state.label for state in queries.musts(task) if state.key not in done]
    if labels:
        with pytest.raises(NotNow) as raised:
            actions.leave_stage(task, to="DONE", by=agent)
        assert (raised.value.code, raised.value.params["missing"]) == ("musts_missing", labels)
        assert Ticket.objects.get(pk=task.pk).stage == "OPEN"
    else:
        assert actions.leave_stage(task, to="DONE", by=agent).stage == "DONE"
        assert Ticket.objects.get(pk=task.pk).closed_at is None


def test_what_is_abandoned_is_not_asked_for_its_musts(task, agent) -> None:
    """But only where a move leads there at all."""
    with pytest.raises(NotNow):
        actions.leave_stage(task, to="NOWHERE", by=agent, abandons=True)
    assert actions.leave_stage(task, to="DROPPED", by=agent, closes=True, abandons=True).stage == "DROPPED"


def test_a_ticket_keeps_the_manual_it_was_opened_under(task, agent) -> None:
    """A later version may ask for less; this ticket still owes what its own version asks."""
    make.playbook(steps={})
    with pytest.raises(NotNow) as raised:
        actions.leave_stage(task, to="DONE", by=agent)
    assert raised.value.code == "musts_missing"


def test_closing_takes_it_out_of_the_queue(agent, frozen) -> None:
    task = make.ticket(owner=agent)
    actions.leave_stage(task, to="DONE", by=agent, closes=True)
    assert Ticket.objects.get(pk=task.pk).closed_at == frozen.at
    assert queries.queue(agent, "mine").rows == []


def test_only_legal_moves(agent) -> None:
    task = make.ticket(owner=agent, stage="DONE")
    for to in ("OPEN", "DROPPED", "SOMEWHERE"):
        with pytest.raises(NotNow) as raised:
            actions.leave_stage(task, to=to, by=agent)
        assert raised.value.code == "move_not_legal"
    moves = {"DONE": {"OPEN"}}
    assert actions.leave_stage(task, to="OPEN", by=agent, moves=moves).stage == "OPEN"


def test_a_kind_tells_its_own_moves(agent, monkeypatch) -> None:
    monkeypatch.setattr(rules.stages, "_moves", {})
    rules.register_moves("VISIT", {"ASKED": {"SEEN"}})
    visit = make.ticket(owner=agent, kind="VISIT", stage="ASKED")
    assert actions.leave_stage(visit, to="SEEN", by=agent).stage == "SEEN"


def test_the_second_mover_learns_that_it_is_done(agent) -> None:
    """Two people do the same step from pages that show the same state: once."""
    task = make.ticket(owner=agent)
    stale = Ticket.objects.get(pk=task.pk)
    actions.leave_stage(task, to="DONE", by=agent)
    with pytest.raises(NotNow) as raised:
        actions.leave_stage(stale, to="DONE", by=agent)
    assert raised.value.code == "already_in_stage"


@pytest.mark.parametrize("who", ["outsider", "auditor"])
def test_moving_is_refused(task, who, request) -> None:
    with pytest.raises(NotPermitted):
        actions.leave_stage(task, to="DROPPED", by=request.getfixturevalue(who))
    assert Ticket.objects.get(pk=task.pk).stage == "OPEN"
