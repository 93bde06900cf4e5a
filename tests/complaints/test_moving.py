"""Onward with every must done, past one with a leader's reason, into other hands once by the owner's word."""

from datetime import timedelta

import pytest

from tests.complaints import clarifying as make
from tests.complaints import hung
from tests.complaints.clarifying import at_work
from tests.factories import complaints, orders, staff
from tests.frozen import Frozen
from yinuo.complaints.actions import accepting, moving
from yinuo.complaints.models import Override
from yinuo.complaints.rules.stages import WORD, Stage
from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.promises import actions as promises
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")


def code_of(refused: pytest.ExceptionInfo[DeskError]) -> str:
    return refused.value.code


def test_the_next_stage_asks_for_every_must_and_ticks_what_nobody_has_to_say(agent: Person) -> None:
    held = make.case(agent)
    with pytest.raises(NotNow) as refused:
        moving.advance(complaint=held, to=Stage.CLARIFY, by=agent)
    assert code_of(refused) == "musts_missing"
    assert "restated" in refused.value.params["missing"]
    make.finish(held.ticket)
    moved = moving.advance(complaint=held, to=Stage.CLARIFY, by=agent)
    assert moved.ticket.stage == Stage.CLARIFY
    assert {"heard"} == make.done(moved) & {"heard", "questions", "findings"}
    assert Event.objects.filter(kind="complaint.moved", ticket_id=held.pk).get().data == {
        "from": "ACCEPT",
        "to": "CLARIFY",
    }
    assert moving.advance(complaint=held, to=Stage.CLARIFY, by=agent).ticket.stage == Stage.CLARIFY
    assert Event.objects.filter(kind="complaint.moved", ticket_id=held.pk).count() == 1


@pytest.mark.parametrize(
    ("stage", "to", "code"),
    [
        (Stage.ACCEPT, Stage.PROPOSE, "complaint_not_in_stage"),
        (Stage.ACCEPT, Stage.CLOSED, "complaint_moves_itself"),
        (Stage.PROPOSE, Stage.CLOSED, "complaint_moves_itself"),
        (Stage.CALL_BACK, Stage.CLOSED, "complaint_moves_itself"),
        (Stage.CALL_BACK, Stage.PROPOSE, "complaint_moves_itself"),
        (Stage.CARRY_OUT, Stage.PROPOSE, "complaint_moves_itself"),
        (Stage.CLOSED, Stage.PROPOSE, "complaint_moves_itself"),
        (Stage.CLOSED, Stage.CARRY_OUT, "complaint_not_in_stage"),
    ],
)
def test_no_stage_is_skipped_and_nothing_ends_or_goes_back_by_hand(
    agent: Person, stage: Stage, to: Stage, code: str
) -> None:
    with pytest.raises(NotNow) as refused:
        moving.advance(complaint=make.case(agent, stage, done=True), to=to, by=agent)
    assert code_of(refused) == code


def test_what_deeds_move_goes_on_by_hand_where_all_is_done_or_let_go(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    make.finish(held.ticket, "agreed")
    with pytest.raises(NotNow) as refused:
        moving.advance(complaint=held, to=Stage.CALL_BACK, by=agent)
    assert code_of(refused) == "musts_missing"
    make.finish(held.ticket)
    assert moving.advance(complaint=held, to=Stage.CALL_BACK, by=agent).ticket.stage == Stage.CALL_BACK


def test_a_manual_that_asks_for_nothing_does_not_open_the_way_past_the_proposal(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    Ticket.objects.filter(pk=held.pk).update(playbook_version=None)
    with pytest.raises(NotNow) as refused:
        moving.advance(complaint=make.again(held.pk), to=Stage.CALL_BACK, by=agent)
    assert code_of(refused) == "complaint_moves_itself"


def test_a_must_let_go_shows_for_ever_and_the_stage_opens(agent: Person, team_leader: Person) -> None:
    held = make.case(agent)
    make.finish(held.ticket, "restated")
    moving.override(complaint=held, step="listen", key="restated", reason="refuses", by=team_leader)
    moving.override(complaint=held, step="listen", key="restated", reason="refuses", by=team_leader)
    row = Override.objects.get(complaint=held)
    assert (row.label, row.reason, row.by) == ("restated", "客户拒绝", team_leader)
    event = Event.objects.get(kind="complaint.overridden")
    assert event.data == {"step": "listen", "key": "restated", "reason": "refuses"}
    assert moving.advance(complaint=held, to=Stage.CLARIFY, by=agent).ticket.stage == Stage.CLARIFY


@pytest.mark.parametrize(
    ("step", "key", "reason", "code"),
    [
        ("listen", "restated", "", "required"),
        ("listen", "restated", "because", "not_a_choice"),
        ("listen", "restated", "other", "required"),
        ("listen", "shouted", "refuses", "must_unknown"),
        ("look", "findings", "refuses", "must_not_of_stage"),
    ],
)
def test_letting_go_needs_a_reason_and_a_must_of_this_stage(
    agent: Person, team_leader: Person, step: str, key: str, reason: str, code: str
) -> None:
    held = make.case(agent)
    with pytest.raises((Invalid, NotNow)) as refused:
        moving.override(complaint=held, step=step, key=key, reason=reason, by=team_leader)
    assert code_of(refused) == code
    assert not Override.objects.exists()
    assert not make.done(held)


def test_nobody_lets_go_in_their_own_case_and_no_agent_at_all(
    agent: Person, team_leader: Person, manager: Person
) -> None:
    led, own = make.case(agent), make.case(team_leader)
    with pytest.raises(NotPermitted):
        moving.override(complaint=led, step="listen", key="restated", reason="refuses", by=agent)
    with pytest.raises(NotNow) as refused:
        moving.override(complaint=own, step="listen", key="restated", reason="refuses", by=team_leader)
    assert code_of(refused) == "complaint_override_own"
    moving.override(complaint=own, step="listen", key="restated", reason="refuses", by=manager)
    assert make.done(own) == {"restated"}


def test_a_must_may_be_let_go_again_in_another_round(agent: Person, team_leader: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    for number in (1, 2):
        moving.override(complaint=held, step="agree", key="agreed", reason="refuses", by=team_leader)
        assert Override.objects.count() == number
        Ticket.objects.get(pk=held.pk).musts.all().delete()


def test_what_is_not_understood_is_not_passed_on_by_anybody(
    agent: Person, mate: Person, team_leader: Person, manager: Person
) -> None:
    held = make.case(agent)
    make.finish(held.ticket, "restated")
    for by in (agent, team_leader, manager, None):
        with pytest.raises(NotNow) as refused:
            moving.transfer(complaint=held, to=mate, reason="ill", by=by)
        assert code_of(refused) == "complaint_not_understood"
        assert refused.value.params["labels"] == "restated"
    make.finish(held.ticket)
    assert moving.transfer(complaint=held, to=mate, reason="ill", by=agent).ticket.owner == mate


def test_the_first_transfer_is_the_owners_the_second_a_leaders(
    agent: Person, mate: Person, team_leader: Person
) -> None:
    held = make.case(agent, Stage.CLARIFY)
    with pytest.raises(Invalid) as refused:
        moving.transfer(complaint=held, to=mate, reason=" ", by=agent)
    assert code_of(refused) == "required"
    first = moving.transfer(complaint=held, to=mate, reason="ill", by=agent)
    assert (first.transfers, first.ticket.owner) == (1, mate)
    assert moving.transfer(complaint=held, to=mate, reason="ill", by=team_leader).transfers == 1
    with pytest.raises(NotNow) as stopped:
        moving.transfer(complaint=held, to=agent, reason="ill", by=mate)
    assert code_of(stopped) == "complaint_transfer_by_leader"
    with pytest.raises(NotPermitted):  # the page of the former owner is stale
        moving.transfer(complaint=held, to=agent, reason="ill", by=agent)
    assert moving.transfer(complaint=held, to=agent, reason="ill", by=team_leader).transfers == 2
    told = [event.data for event in Event.objects.filter(kind="complaint.transferred").order_by("id")]
    assert told == [
        {"from": agent.pk, "to": mate.pk, "count": 1, "reason": "ill"},
        {"from": mate.pk, "to": agent.pk, "count": 2, "reason": "ill"},
    ]


@pytest.mark.parametrize("role", [Role.DRIVER, Role.COLLEAGUE, Role.AUDITOR, Role.MARKET_DEVELOPER])
def test_only_who_handles_complaints_is_given_one(agent: Person, role: str) -> None:
    with pytest.raises(NotNow) as refused:
        moving.transfer(
            complaint=make.case(agent, Stage.CLARIFY), to=staff.person(role), reason="ill", by=agent
        )
    assert code_of(refused) == "cannot_own"


def test_never_to_whom_it_is_about(agent: Person, mate: Person, team_leader: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, respondent=mate)
    with pytest.raises(NotNow) as refused:
        moving.transfer(complaint=held, to=mate, reason="ill", by=team_leader)
    assert code_of(refused) == "cannot_own"


def test_nobody_gives_a_complaint_away_by_the_door_of_tickets(
    agent: Person, mate: Person, team_leader: Person, manager: Person, administrator: Person
) -> None:
    held = make.case(agent, Stage.CLARIFY)
    for by in (agent, team_leader, manager, administrator):
        with pytest.raises(NotNow) as refused:
            tickets.assign(held.ticket, to=mate, reason="我要下班了", by=by)
        assert code_of(refused) == "complaint_transfer_only"
    assert make.again(held.pk).ticket.owner == agent


def test_no_department_is_handed_what_is_not_understood(agent: Person) -> None:
    """R157: by the door of tickets neither."""
    version = orders.playbook()
    content = version.content
    department, reason = content["departments"][0]["key"], content["reasons"]["hand_over"][0]["key"]
    held = complaints.registered(agent)
    said = {"department": department, "reason": reason, "note": "请看", "by": agent}
    with pytest.raises(NotNow) as refused:
        tickets.hand_to_department(held.ticket, **said)
    assert code_of(refused) == "complaint_not_understood"
    accepting.restate(complaint=held, words="约好四点，没来", by=agent)
    handed = tickets.hand_to_department(make.again(held.pk).ticket, **said)
    assert handed.department == department


def test_what_was_promised_goes_with_the_case(agent: Person, mate: Person, frozen: Frozen) -> None:
    held = make.case(agent, Stage.CLARIFY)
    due = clock.now() + timedelta(hours=2)
    word = promises.give_word(ticket=held.ticket, key=WORD, label="答复客户", due_at=due, by=agent)
    other = promises.give_word(ticket=held.ticket, label="回电", due_at=due, by=agent, assignee=mate)
    moving.transfer(complaint=held, to=mate, reason="ill", by=agent)
    word.refresh_from_db()
    other.refresh_from_db()
    assert (word.assignee, other.assignee, word.due_at) == (mate, mate, due)
    assert Event.objects.filter(kind="promise.handed_on").count() == 1


def test_what_went_on_too_early_is_taken_back_with_a_reason(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    make.finish(held.ticket)
    with pytest.raises(Invalid):
        moving.step_back(complaint=held, to=Stage.CLARIFY, why=" ", by=agent)
    back = moving.step_back(complaint=held, to=Stage.CLARIFY, why="原因还没查清", by=agent)
    assert back.ticket.stage == Stage.CLARIFY
    assert not make.done(back) & {"weighed", "told"}
    event = Event.objects.select_related("detail").filter(kind="complaint.moved").latest("id")
    assert (event.data, event.detail.values) == (
        {"from": "PROPOSE", "to": "CLARIFY"}, {"why": "原因还没查清"},
    )  # fmt: skip
    assert moving.step_back(complaint=held, to=Stage.CLARIFY, why="原因还没查清", by=agent).round == 1
    assert Event.objects.filter(kind="complaint.moved").count() == 1
    back = moving.step_back(complaint=back, to=Stage.ACCEPT, why="客户的话没复述", by=agent)
    assert back.ticket.stage == Stage.ACCEPT
    with pytest.raises(NotNow):
        moving.step_back(complaint=back, to=Stage.CLARIFY, why="x", by=agent)


def test_a_proposal_that_is_with_somebody_else_stays(agent: Person, mate: Person, outsider: Person) -> None:
    world = hung.world(Stage.PROPOSE, agent, mate, state="TOLD")
    with pytest.raises(NotNow) as refused:
        moving.step_back(complaint=world.complaint, to=Stage.CLARIFY, why="还没查清", by=agent)
    assert code_of(refused) == "offer_under_way"
    with pytest.raises(NotPermitted):
        moving.step_back(complaint=world.complaint, to=Stage.CLARIFY, why="还没查清", by=mate)
