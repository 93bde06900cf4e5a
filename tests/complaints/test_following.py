"""Called back, asked how satisfied they are, thanked; not satisfied goes another round, one level higher."""

from typing import Any

import pytest

from tests.complaints import carried as make
from tests.frozen import Frozen
from yinuo.complaints.actions import ending, following, offering, rounds
from yinuo.complaints.models import Complaint, Level, Outcome, Rating
from yinuo.complaints.queries import following as standing
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.customers.rules import Guest
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "_connected")


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def rate(held: Complaint, by: Person | None, **said: Any) -> Rating:
    given: dict[str, Any] = {"overall": 5, "way": "PHONE"}
    return following.rate(complaint=held, by=by, **given | said)


def test_tries_in_vain_count_when_they_are_two_working_hours_apart(agent: Person, frozen: Frozen) -> None:
    held = make.to_call_back(agent)

    def call(note: str = "", reached: bool = False) -> int:
        following.note_call_back(complaint=held, reached=reached, way="PHONE", note=note, by=agent)
        return standing.tries(held).made

    assert call() == 1
    assert call() == 1
    assert held.call_backs.count() == 1
    assert call("占线") == 1
    assert held.call_backs.count() == 2
    frozen.move(hours=2)
    assert call() == 2
    assert call("改天再打", reached=True) == 0
    frozen.move(hours=2)
    assert call() == 1
    assert standing.was_reached(held)
    assert [data["try"] for _, data in make.recorded(held, "called_back")] == [1, 1, 2, 0, 1]


def test_satisfied_and_thanked_is_closed_so(agent: Person) -> None:
    held = make.to_call_back(agent)
    with pytest.raises(NotNow) as early:
        ending.close(complaint=held, by=agent)
    assert early.value.code == "complaint_not_satisfied"
    rating = rate(held, agent, overall=4, result=5, process=4, treatment=5, words="处理得快")
    assert rating.is_satisfied
    assert rate(held, agent, **_said(rating)) == rating
    with pytest.raises(NotNow) as unthanked:
        ending.close(complaint=held, by=agent)
    assert unthanked.value.code == "musts_missing"
    following.thank(complaint=held, by=agent)
    following.thank(complaint=held, by=agent)
    closed = ending.close(complaint=held, by=agent)
    assert (closed.outcome, closed.ticket.stage) == (Outcome.SATISFIED, Stage.CLOSED)
    assert ending.close(complaint=held, by=agent).ticket.closed_at == closed.ticket.closed_at
    assert make.recorded(held) == [
        ("rated", {"overall": 4, "satisfied": True, "round": 1}),
        ("thanked", {}),
        ("closed", {"outcome": "SATISFIED"}),
        ("moved", {"from": "CALL_BACK", "to": "CLOSED"}),
    ]


def _said(rating: Rating) -> dict[str, Any]:
    return {name: getattr(rating, name) for name in ("overall", "result", "process", "treatment", "words")}


@pytest.mark.parametrize("said", [{"overall": 3}, {"overall": 5, "left": "车门还没修"}])
def test_not_satisfied_gets_another_proposal_one_level_higher(agent: Person, said: dict[str, Any]) -> None:
    held = make.to_call_back(agent)
    assert not rate(held, agent, **said).is_satisfied
    rate(held, agent, **said)
    again = make.again(held.pk)
    assert (again.ticket.stage, again.round, again.level) == (Stage.PROPOSE, 2, Level.LEADER)
    assert [verb for verb, _ in make.recorded(held)] == ["rated", "unsatisfied", "leader_called", "moved"]
    assert not make.done(held)
    with pytest.raises(NotNow):
        rate(held, agent, overall=5)


def test_no_third_round_without_a_leader(agent: Person, team_leader: Person) -> None:
    held = make.to_call_back(agent, round=2, level=Level.LEADER)
    rounds.require_leader_for_round(held)
    rate(held, agent, overall=1)
    third = make.again(held.pk)
    assert (third.round, third.level) == (3, Level.MANAGER)
    with pytest.raises(NotNow) as refused:
        rounds.require_leader_for_round(third)
    assert refused.value.code == "leader_needed"
    with pytest.raises(NotNow) as unled:
        offering.make_offer(complaint=held, items=(Wish("apology"),), opinion="再道歉", by=agent)
    assert unled.value.code == "leader_needed"
    third.ticket.owner = team_leader
    rounds.require_leader_for_round(third)


def test_rated_on_the_page_by_whose_case_it_is(agent: Person) -> None:
    held = make.to_call_back(agent)
    with pytest.raises(NotFound):
        rate(held, None, guest=Guest(phone="13900000000"), way="PAGE")
    rating = rate(held, None, guest=Guest(phone="13800006621"), way="PAGE", overall=5)
    assert rating.by is None
    assert "rated" in make.done(held)
    with pytest.raises(NotNow) as refused:
        rate(held, agent, overall=4)
    assert refused.value.code == "already_rated"


def test_every_fault_of_a_rating_at_once(agent: Person, auditor: Person) -> None:
    held = make.to_call_back(agent)
    with pytest.raises(Invalid) as wrong:
        rate(held, agent, overall=6, process=0, left="长" * 501)
    assert {one.field for one in wrong.value.faults} == {"overall", "process", "left"}
    with pytest.raises(Invalid):
        rate(held, agent, way="PIGEON")
    with pytest.raises(NotPermitted):
        rate(held, auditor)
    early = make.case(agent, Stage.PROPOSE)
    with pytest.raises(NotNow) as refused:
        rate(early, agent)
    assert refused.value.code == "complaint_not_in_stage"


def test_a_reasoned_no_is_closed_as_one_once_the_customer_was_heard_on_it(agent: Person) -> None:
    held = make.refused(agent)
    following.note_call_back(complaint=held, reached=True, way="PHONE", by=agent)
    following.thank(complaint=held, by=agent)
    assert ending.close(complaint=held, by=agent).outcome == Outcome.REFUSED


def test_who_is_not_content_with_a_no_is_heard_by_a_leader_and_a_third_time_it_stands(
    agent: Person, team_leader: Person
) -> None:
    held = make.refused(agent)
    rate(held, agent, overall=1)
    assert make.again(held.pk).ticket.stage == Stage.PROPOSE
    last = make.refused(team_leader, round=3, level=Level.MANAGER)
    assert not rate(last, team_leader, overall=1).is_satisfied
    assert make.again(last.pk).ticket.stage == Stage.CALL_BACK
    following.thank(complaint=last, by=team_leader)
    assert ending.close(complaint=last, by=team_leader).outcome == Outcome.REFUSED


def test_the_same_words_in_the_next_round_are_another_answer(agent: Person) -> None:
    held = make.to_call_back(agent)
    rate(held, agent, overall=1)
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CALL_BACK)
    rate(held, agent, overall=1)
    assert (make.again(held.pk).round, Rating.objects.filter(complaint=held).count()) == (3, 2)


@pytest.mark.parametrize("overall", [5, 1])
def test_a_late_answer_to_a_no_leaves_it_a_no(agent: Person, team_leader: Person, overall: int) -> None:
    """Nobody could be reached after the leader's last no; what is said later makes nobody satisfied."""
    held = make.refused(team_leader, round=3, level=Level.MANAGER)
    Ticket.objects.filter(pk=held.pk).update(stage=Stage.CLOSED, closed_at=clock.now())
    Complaint.objects.filter(pk=held.pk).update(outcome=Outcome.UNREACHED)
    rate(make.again(held.pk), team_leader, overall=overall)
    assert (make.again(held.pk).outcome, make.again(held.pk).ticket.stage) == ("REFUSED", Stage.CLOSED)


def test_who_has_answered_was_reached(agent: Person, frozen: Frozen) -> None:
    held = make.to_call_back(agent)
    for _ in range(3):
        following.note_call_back(complaint=held, reached=False, way="PHONE", by=agent)
        frozen.move(hours=3)
    rate(held, agent, overall=5)
    with pytest.raises(NotNow, match="already_rated"):
        ending.close_unreached(complaint=held, by=agent)
