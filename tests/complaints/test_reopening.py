"""The customer comes back within the set time; a late answer counts; nobody is closed for good by silence."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from tests.complaints import carried as make
from tests.complaints import clarifying
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.complaints.actions import accepting, ending, following, hearing, reopening
from yinuo.complaints.models import Complaint, Level, Outcome
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, TooMany
from yinuo.customers.rules import Guest
from yinuo.staff.models import Company, Person, Role

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
GUEST = Guest(phone="13800006621")


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def closed(owner: Person, outcome: Outcome, **values: Any) -> Complaint:
    return make.case(owner, Stage.CLOSED, outcome=outcome, closed_at=clock.now(), **values)


@pytest.mark.parametrize("outcome", [Outcome.SATISFIED, Outcome.REFUSED, Outcome.UNREACHED])
def test_opened_again_at_the_proposal_one_level_higher(agent: Person, outcome: Outcome) -> None:
    held = closed(agent, outcome)
    again = reopening.reopen(complaint=held, why="退款没到账", by=None, guest=GUEST)
    assert (again.ticket.stage, again.ticket.closed_at) == (Stage.PROPOSE, None)
    assert (again.outcome, again.round, again.level) == ("", 2, Level.LEADER)
    assert reopening.reopen(complaint=held, why="退款没到账", by=None, guest=GUEST).round == 2
    assert make.recorded(held, "reopened", "moved") == [
        ("reopened", {"round": 2}),
        ("moved", {"from": "CLOSED", "to": "PROPOSE"}),
    ]
    with pytest.raises(NotNow) as refused:
        reopening.reopen(complaint=held, why="再说一次", by=agent)
    assert refused.value.code == "complaint_not_closed"


def test_within_thirty_days_and_not_a_minute_later(agent: Person, frozen: Frozen) -> None:
    held, other = closed(agent, Outcome.SATISFIED), closed(agent, Outcome.SATISFIED)
    frozen.move(days=30)
    assert reopening.reopen(complaint=held, why="又坏了", by=agent).ticket.stage == Stage.PROPOSE
    frozen.move(seconds=1)
    with pytest.raises(NotNow) as refused:
        reopening.reopen(complaint=other, why="又坏了", by=agent)
    assert (refused.value.code, refused.value.params["days"]) == ("reopen_too_late", 30)


def test_what_was_withdrawn_early_goes_on_where_it_was(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    ending.withdraw(complaint=held, reason="settled", by=agent)
    assert reopening.reopen(complaint=held, why="没有解决", by=agent).ticket.stage == Stage.CLARIFY


def test_whoever_was_asked_when_it_was_withdrawn_is_still_to_be_heard(agent: Person, driver: Person) -> None:
    """R171: a withdrawal is no leader's word, and no way past the respondent."""
    held = clarifying.case(agent, Stage.CLARIFY, respondent=driver)
    ask = partial(hearing.ask_statement, asks="经过", due_at=clock.now() + timedelta(hours=2), to=driver)
    ask(complaint=held, by=agent)
    ending.withdraw(complaint=held, by=agent, reason="x")
    reopening.reopen(complaint=held, why="没有解决", by=agent)
    assert "heard" not in make.done(held)
    hearing.give_statement(statement=ask(complaint=make.again(held.pk), by=agent), said="排队", by=driver)
    assert "heard" in make.done(held)


def test_the_customer_is_told_anew_how_long_they_wait(agent: Person) -> None:
    """R155: what was promised before the withdrawal is owed by nobody any more."""
    held = clarifying.case(agent)
    accepting.tell_wait(complaint=held, due_at=clock.now() + timedelta(hours=2), by=agent)
    ending.withdraw(complaint=held, by=agent, reason="x")
    again = reopening.reopen(complaint=held, why="没有解决", by=agent)
    assert (again.told_until, "told_wait" in make.done(held)) == (None, False)


def test_not_what_was_merged_nor_by_somebody_else(agent: Person, auditor: Person) -> None:
    merged = closed(agent, Outcome.MERGED)
    with pytest.raises(NotNow) as refused:
        reopening.reopen(complaint=merged, why="不一样", by=agent)
    assert refused.value.code == "complaint_was_merged"
    held = closed(agent, Outcome.SATISFIED)
    with pytest.raises(NotFound):
        reopening.reopen(complaint=held, why="又坏了", by=None, guest=Guest(phone="13900000000"))
    with pytest.raises(NotPermitted):
        reopening.reopen(complaint=held, why="又坏了", by=auditor)
    with pytest.raises(Invalid):
        reopening.reopen(complaint=held, why=" ", by=agent)


def test_whoever_had_it_has_left_and_a_leader_gets_it(agent: Person, team_leader: Person) -> None:
    gone = staff.person(Role.AGENT, team=agent.team)
    held = closed(gone, Outcome.SATISFIED)
    gone.is_active = False
    gone.save()
    again = reopening.reopen(complaint=held, why="又坏了", by=None, guest=GUEST)
    assert again.ticket.owner == team_leader


def test_a_late_answer_of_somebody_unreached_makes_it_satisfied(agent: Person) -> None:
    held = closed(agent, Outcome.UNREACHED)
    following.rate(complaint=held, overall=5, way="PAGE", by=None, guest=GUEST)
    again = make.again(held.pk)
    assert (again.outcome, again.ticket.stage) == (Outcome.SATISFIED, Stage.CLOSED)


def test_or_opens_it_again(agent: Person, frozen: Frozen) -> None:
    held, late = closed(agent, Outcome.UNREACHED), closed(agent, Outcome.UNREACHED)
    following.rate(complaint=held, overall=2, left="钱没退", way="PAGE", by=None, guest=GUEST)
    again = make.again(held.pk)
    assert (again.outcome, again.ticket.stage, again.round) == ("", Stage.PROPOSE, 2)
    frozen.move(days=31)
    with pytest.raises(NotNow) as refused:
        following.rate(complaint=late, overall=5, way="PAGE", by=None, guest=GUEST)
    assert refused.value.code == "reopen_too_late"


def test_not_over_and_over_in_a_day(agent: Person, frozen: Frozen) -> None:
    """Withdrawn and opened again by the link: five times a day."""
    held = closed(agent, Outcome.SATISFIED)
    for time in range(5):
        reopening.reopen(complaint=held, why=f"又坏了 {time}", by=None, guest=GUEST)
        ending.withdraw(complaint=held, by=None, guest=GUEST)
    with pytest.raises(TooMany):
        reopening.reopen(complaint=held, why="又坏了", by=None, guest=GUEST)
    frozen.move(days=1, seconds=1)
    assert reopening.reopen(complaint=held, why="又坏了", by=None, guest=GUEST).round == 7
