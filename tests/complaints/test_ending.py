"""Nobody reached, or withdrawn: nothing is expected of anybody any more, and nothing counts as satisfied."""

from datetime import timedelta

import pytest

from tests.complaints import carried as make
from tests.frozen import Frozen
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import accepting, ending, following, holding
from yinuo.complaints.models import Chore, Offer, Outcome, Statement
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.customers.rules import Guest
from yinuo.promises.models import Promise
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "_connected")


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def test_closed_as_unreached_after_all_tries_alone(agent: Person, frozen: Frozen) -> None:
    held = make.to_call_back(agent)
    for made in range(3):
        with pytest.raises(NotNow) as refused:
            ending.close_unreached(complaint=held, by=agent)
        assert (refused.value.code, refused.value.params["made"]) == ("call_backs_left", made)
        following.note_call_back(complaint=held, reached=False, way="PHONE", by=agent)
        frozen.move(hours=3)
    with pytest.raises(NotNow) as unheard:
        ending.close(complaint=held, by=agent)
    assert unheard.value.code == "complaint_not_satisfied"
    closed = ending.close_unreached(complaint=held, by=agent)
    assert (closed.outcome, closed.ticket.stage) == (Outcome.UNREACHED, Stage.CLOSED)
    assert ending.close_unreached(complaint=held, by=agent).outcome == Outcome.UNREACHED
    assert make.recorded(held, "closed") == [("closed", {"outcome": "UNREACHED"})]


def test_withdrawn_lets_go_of_tasks_approvals_statements_and_words(agent: Person, mate: Person) -> None:
    held, (chore,) = make.given_out(agent)
    draft = make.offer(held, ("money", 500), state=Offer.State.ASKED)
    now = clock.now()
    statement = Statement.objects.create(
        complaint=held, to=mate, asks="怎么晚的", asked_at=now, due_at=now + timedelta(hours=2)
    )
    approval = approvals.ask(
        ticket=held.ticket, key="remedy", label="补偿", role="team_leader", figures={}, reason="", by=agent
    )
    accepting.tell_wait(complaint=held, due_at=now + timedelta(hours=3), by=agent)
    withdrawn = ending.withdraw(complaint=held, reason="settled", by=agent)
    assert (withdrawn.outcome, withdrawn.ticket.stage) == (Outcome.WITHDRAWN, Stage.CLOSED)
    for row in (chore, draft, statement, approval):
        row.refresh_from_db()
    assert (chore.state, draft.state) == (Chore.State.DROPPED, Offer.State.REPLACED)
    assert (statement.state, statement.waived_for) == (Statement.State.WAIVED, "客户撤回")
    assert approval.state == Approval.State.WITHDRAWN
    assert Ticket.objects.get(pk=chore.ticket_id).stage == "DROPPED"
    assert not Promise.objects.filter(state=Promise.State.OPEN).exists()
    verbs = [verb for verb, _ in make.recorded(held)]
    assert verbs[-4:] == ["withdrawn", "chore_dropped", "closed", "moved"]
    assert ending.withdraw(complaint=held, reason="settled", by=agent).ticket.closed_at == now


def test_withdrawn_by_the_customer_on_the_page(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    with pytest.raises(NotFound):
        ending.withdraw(complaint=held, by=None, guest=Guest(phone="13900000000"))
    assert ending.withdraw(complaint=held, by=None, guest=Guest(phone="13800006621")).outcome == "WITHDRAWN"


def test_an_agent_says_why_and_a_closed_case_is_not_withdrawn(agent: Person, auditor: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    for reason, note in (("", ""), ("bored", ""), ("other", "")):
        with pytest.raises(Invalid):
            ending.withdraw(complaint=held, reason=reason, note=note, by=agent)
    with pytest.raises(NotPermitted):
        ending.withdraw(complaint=held, reason="settled", by=auditor)
    closed = make.case(agent, Stage.CLOSED, outcome=Outcome.SATISFIED, closed_at=clock.now())
    with pytest.raises(NotNow) as refused:
        ending.withdraw(complaint=closed, reason="settled", by=agent)
    assert refused.value.code == "complaint_not_in_stage"


def test_what_was_said_to_the_customer_is_kept_by_closing(agent: Person) -> None:
    held = make.to_call_back(agent)
    accepting.tell_wait(complaint=held, due_at=clock.now() + timedelta(hours=3), by=agent)
    following.rate(complaint=held, overall=5, way="PHONE", by=agent)
    following.thank(complaint=held, by=agent)
    ending.close(complaint=held, by=agent)
    assert Promise.objects.get(ticket=held.pk, is_spoken=True).state == Promise.State.KEPT


def test_the_time_that_was_told_is_kept_by_telling_the_decision(agent: Person) -> None:
    events.on("complaint.offer_told", ending.keep_word_told)
    held = make.case(agent, Stage.PROPOSE)
    accepting.tell_wait(complaint=held, due_at=clock.now() + timedelta(hours=3), by=agent)
    with db.transaction():
        holding.record("offer_told", holding.hold(held), by=agent)
    assert Promise.objects.get(ticket=held.pk, is_spoken=True).state == Promise.State.KEPT
