"""Two at the same moment: one payment, one end, and nobody waits for ever."""

from collections.abc import Callable

import pytest

from tests.complaints import carried as make
from tests.races import Outcome
from yinuo.complaints.actions import carrying, ending, following, paying
from yinuo.complaints.models import Chore, Complaint, Corrective, OfferItem, Payment, Rating
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import NotNow
from yinuo.core.models import Event
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_connected")]
Together = Callable[..., list[Outcome]]
ROUNDS = 5


@pytest.fixture
def _connected(transactional_db: None, _wired: None, company: Company) -> None:
    make.playbook()


def codes(outcomes: list[Outcome]) -> list[str]:
    """What each of them was told; nobody ran into anything that is no refusal."""
    for outcome in outcomes:
        assert outcome.error is None or isinstance(outcome.error, NotNow), outcome.error
    return sorted(outcome.error.code if isinstance(outcome.error, NotNow) else "" for outcome in outcomes)


def test_two_pay_at_once_and_one_is_told_who_was_first(
    agent: Person, mate: Person, together: Together
) -> None:
    held, _ = make.given_out(agent, ("money", 5000))
    item = OfferItem.objects.get()
    outcomes = together(
        lambda: paying.pay(item=item, fen=5000, way="现金", receipt="A1", by=agent),
        lambda: paying.pay(item=item, fen=5000, way="转账", receipt="B1", by=mate),
    )
    assert codes(outcomes) == ["", "already_paid"]
    assert Payment.objects.count() == 1
    assert Event.objects.filter(kind="complaint.paid").count() == 1
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK


def test_withdrawing_a_case_and_finishing_its_tasks_wait_for_each_other(
    agent: Person, mate: Person, together: Together
) -> None:
    for _ in range(ROUNDS):
        held, (ship, gift) = make.given_out(agent, ("reship", 0), ("gift", 0))
        outcomes = together(
            lambda held=held: ending.withdraw(complaint=held, reason="settled", by=agent),
            lambda chore=gift: carrying.done(chore=chore, proof="送了", by=mate),
            lambda chore=ship: carrying.done(chore=chore, proof="发了", by=mate),
        )
        assert set(codes(outcomes)) <= {"", "chore_not_in_state"}
        assert make.again(held.pk).outcome == "WITHDRAWN"
        assert not Ticket.objects.filter(chore__complaint=held, closed_at__isnull=True).exists()
        states = set(held.chores.values_list("state", flat=True))
        assert states <= {Chore.State.DROPPED, Chore.State.DONE}, "what was done first stays done"


def test_the_last_two_tasks_checked_at_once_carry_it_out_once(
    agent: Person, mate: Person, together: Together
) -> None:
    held, chores = make.given_out(agent, ("reship", 0), ("gift", 0))
    for chore in chores:
        carrying.done(chore=chore, proof="好了", by=agent)
    outcomes = together(
        lambda: carrying.check(chore=chores[0], by=agent), lambda: carrying.check(chore=chores[1], by=mate)
    )
    assert codes(outcomes) == ["", ""]
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK
    assert len(make.recorded(held, "carried_out")) == 1


def test_rated_by_the_customer_and_the_agent_at_once_the_no_counts(agent: Person, together: Together) -> None:
    held = make.to_call_back(agent)

    def rate(overall: int) -> Rating:
        return following.rate(
            complaint=Complaint.objects.get(pk=held.pk), overall=overall, way="PHONE", by=agent
        )

    outcomes = together(lambda: rate(5), lambda: rate(2))
    assert codes(outcomes)[0] == ""
    assert codes(outcomes)[1] in ("", "complaint_not_in_stage")
    assert (Rating.objects.get().overall, make.again(held.pk).round) == (2, 2)


def test_a_cause_that_several_closings_count_at_once_is_raised_once(
    agent: Person, together: Together
) -> None:
    """R220: the second to count joins what the first has opened."""
    cases = []
    for number in range(6):
        held = make.to_call_back(agent, cause="DUTY")
        following.rate(complaint=held, overall=5, way="PHONE", by=agent)
        following.thank(complaint=held, by=agent)
        if number < 2:
            ending.close(complaint=held, by=agent)
        else:
            cases.append(held)
    outcomes = together(*[lambda held=held: ending.close(complaint=held, by=agent) for held in cases])
    assert codes(outcomes) == [""] * 4
    row = Corrective.objects.get()
    assert row.count >= 3
    assert Event.objects.filter(kind="corrective.opened").count() == 1
