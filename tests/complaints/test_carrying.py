"""Departments get what was agreed to as tasks, do it with proof, the agent checks; then the call-back."""

from datetime import timedelta
from typing import Any

import pytest

from tests.complaints import carried as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.complaints.actions import carrying, ending, moving, paying
from yinuo.complaints.models import Chore, Offer, OfferItem
from yinuo.complaints.queries import authority
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Company, Person, Role
from yinuo.tickets.models import Kind, Link, Ticket

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
State = Chore.State


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def test_each_agreed_remedy_with_a_department_is_a_task_that_stands_in_the_queue(agent: Person) -> None:
    held, given = make.given_out(agent, ("reship", 0), ("refund", 4400), ("apology", 0), number="C261120001")
    assert [(one.department, one.text) for one in given] == [
        ("warehouse", "补发短少的货"),
        ("finance", "退款给客户，44元"),
    ]
    ticket = given[0].ticket
    assert (ticket.kind, ticket.department, ticket.owner) == (Kind.TASK, "warehouse", agent)
    assert ticket.number
    assert ticket.number.startswith("T")
    assert ticket.headline.startswith("C261120001")
    assert ticket.next_due_at == given[0].due_at == clock.now() + timedelta(hours=4)
    assert Link.objects.filter(ticket=ticket, other=held.pk, kind="chore").exists()
    assert make.recorded(held)[:1] == [("chore_given", {"chore": given[0].pk, "department": "warehouse"})]
    assert carrying.give_chores(complaint=held, by=agent) == []


def test_nobody_waits_for_an_option_that_was_not_chosen(agent: Person) -> None:
    held = make.case(agent)
    offer = make.offer(held, ("reship", 0), ("gift", 0))
    offer.items.update(is_option=True)
    offer.items.filter(remedy="gift").update(is_chosen=True)
    assert [one.department for one in carrying.give_chores(complaint=held, by=agent)] == ["marketing"]


def test_the_respondent_is_kept_from_the_task_too(agent: Person, mate: Person) -> None:
    _, (chore,) = make.given_out(agent, respondent=mate)
    assert chore.ticket.barred == mate
    with pytest.raises(NotPermitted):
        carrying.receive(chore=chore, by=mate)


def test_received_done_checked_and_on_to_the_call_back(agent: Person, mate: Person) -> None:
    held, (chore,) = make.given_out(agent)
    assert carrying.receive(chore=chore, by=mate).received_by == mate
    assert carrying.receive(chore=chore, by=mate).state == State.RECEIVED
    assert Ticket.objects.get(pk=chore.ticket_id).given_to == mate
    done = carrying.done(chore=chore, proof="运单 YD1 已发出", by=mate)
    assert carrying.done(chore=chore, proof="运单 YD1 已发出", by=mate).done_at == done.done_at
    ticket = Ticket.objects.get(pk=chore.ticket_id)
    assert (ticket.stage, done.state) == ("DONE", State.DONE)
    assert ticket.closed_at
    assert make.again(held.pk).ticket.stage == Stage.CARRY_OUT
    carrying.check(chore=chore, by=agent)
    carrying.check(chore=chore, by=agent)
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK
    assert "chores" in make.done(held)
    assert [verb for verb, _ in make.recorded(held)] == [
        "chore_given",
        "chore_received",
        "chore_done",
        "chore_checked",
        "carried_out",
        "moved",
    ]


def test_done_in_time_or_late_is_told_by_the_promise_of_the_task(agent: Person, frozen: Frozen) -> None:
    _, (chore,) = make.given_out(agent)
    frozen.move(hours=5)
    carrying.done(chore=chore, proof="已发", by=agent)
    promise = Promise.objects.get(ticket=chore.ticket_id)
    assert promise.state == Promise.State.KEPT
    assert promise.broken_at is not None


def test_what_was_not_done_well_is_done_again(agent: Person, frozen: Frozen) -> None:
    held, (chore,) = make.given_out(agent)
    carrying.done(chore=chore, proof="已发", by=agent)
    frozen.move(hours=1)
    returned = carrying.return_chore(chore=chore, why="客户没收到", by=agent)
    assert (returned.state, returned.proof, returned.done_at) == (State.GIVEN, "", None)
    assert returned.due_at == clock.now() + timedelta(hours=4)
    ticket = Ticket.objects.get(pk=chore.ticket_id)
    assert (ticket.stage, ticket.closed_at, ticket.next_due_at) == ("OPEN", None, returned.due_at)
    with pytest.raises(NotNow) as refused:
        carrying.check(chore=chore, by=agent)
    assert refused.value.code == "chore_not_in_state"
    carrying.done(chore=chore, proof="客户签收", by=agent)
    carrying.check(chore=chore, by=agent)
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK


def test_what_is_not_needed_any_more_is_dropped_for_a_listed_reason(agent: Person) -> None:
    held, (chore, other) = make.given_out(agent, ("reship", 0), ("gift", 0))
    with pytest.raises(Invalid):
        carrying.drop(chore=chore, reason="bored", by=agent)
    dropped = carrying.drop(chore=chore, reason="unneeded", by=agent)
    assert dropped.state == State.DROPPED
    assert Ticket.objects.get(pk=chore.ticket_id).stage == "DROPPED"
    assert Promise.objects.get(ticket=chore.ticket_id).state == Promise.State.CANCELLED
    assert make.again(held.pk).ticket.stage == Stage.CARRY_OUT
    carrying.drop(chore=other, reason="unneeded", by=agent)
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK


def test_another_task_by_hand_for_somebody_of_the_department(agent: Person, colleague: Person) -> None:
    held, _ = make.given_out(agent)
    due = clock.now() + timedelta(hours=2)
    given: dict[str, Any] = {
        "department": "warehouse",
        "due_at": due,
        "by": agent,
        "to": colleague,
        "form_key": "k1",
    }
    chore = carrying.add_chore(complaint=held, text="重新贴标", **given)
    assert carrying.add_chore(complaint=held, text="重新贴标", **given) == chore
    assert Promise.objects.get(ticket=chore.ticket_id).assignee == colleague
    assert carrying.receive(chore=chore, by=colleague).received_by == colleague
    assert carrying.done(chore=chore, proof="已贴", by=colleague).done_by == colleague
    with pytest.raises(NotPermitted):
        carrying.check(chore=chore, by=colleague)
    with pytest.raises(Invalid) as wrong:
        carrying.add_chore(complaint=held, department="kitchen", text=" ", due_at=due, by=agent)
    assert {one.field for one in wrong.value.faults} == {"department", "text"}


def test_nothing_to_carry_out_goes_on_at_once(agent: Person) -> None:
    held = make.case(agent)
    make.offer(held, ("apology", 0))
    carrying.give_chores(complaint=held, by=agent)
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK


def test_given_as_soon_as_the_case_is_to_be_carried_out(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    make.offer(held, ("reship", 0))
    for key in ("weighed", "told", "agreed"):
        held.ticket.musts.create(step="agree", key=key, done_at=clock.now())
    moving.advance(complaint=held, to=Stage.CARRY_OUT, by=agent)
    assert [one.department for one in held.chores.all()] == ["warehouse"]


def test_a_chores_task_ends_with_the_chore_alone(agent: Person) -> None:
    _, (chore,) = make.given_out(agent)
    for verb in (promises.finish_task, promises.drop_task):
        with pytest.raises(NotNow) as refused:
            verb(chore.ticket, "好了", agent)
        assert refused.value.code == "task_is_chore"
    assert Ticket.objects.get(pk=chore.ticket_id).closed_at is None


def test_whoever_has_the_complaint_follows_its_tasks(
    agent: Person, mate: Person, team_leader: Person
) -> None:
    held, (chore,) = make.given_out(agent)
    moving.transfer(complaint=held, to=mate, reason="病假", by=team_leader)
    assert Ticket.objects.get(pk=chore.ticket_id).owner == mate
    assert Promise.objects.get(ticket=chore.ticket_id).assignee == mate


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DRIVER, Role.COLLEAGUE])
def test_who_may_not(agent: Person, role: Role) -> None:
    held, (chore,) = make.given_out(agent)
    other = staff.person(role)
    with pytest.raises(NotPermitted):
        carrying.give_chores(complaint=held, by=other)
    with pytest.raises(NotPermitted):
        carrying.done(chore=chore, proof="好了", by=other)


@pytest.mark.parametrize("is_paid", [False, True])
def test_another_plan_while_it_is_carried_out(agent: Person, is_paid: bool) -> None:
    held, (chore,) = make.given_out(agent, ("reship", 0), ("money", 100))
    item = OfferItem.objects.get(remedy="money")
    if is_paid:
        paying.pay(item=item, fen=100, way="现金", receipt="S1", by=agent)
    changed = carrying.change_plan(complaint=held, why="客户改要退货", by=agent)
    assert (changed.ticket.stage, changed.round, changed.level) == (Stage.PROPOSE, 2, 1)
    chore.refresh_from_db()
    assert chore.state == State.DROPPED
    offer = Offer.objects.get()
    assert (offer.state, offer.amount) == (("ACCEPTED", 100) if is_paid else ("DECLINED", 100))
    assert "agreed" not in make.done(held)
    with pytest.raises(NotNow):
        carrying.change_plan(complaint=held, why="又改", by=agent)


def test_what_the_customer_has_counts_after_another_plan(agent: Person, mate: Person) -> None:
    """R208: goods that were handed out are given, whatever is agreed to next; what was not, is not."""
    held, (goods, gift) = make.given_out(agent, ("reship", 48_000), ("gift", 2_000), ("money", 10_000))
    carrying.done(chore=goods, proof="面单 8842", by=mate)
    carrying.check(chore=goods, by=agent)
    carrying.change_plan(complaint=held, why="客户改要钱", by=agent)
    offer = Offer.objects.get()
    assert (offer.state, offer.amount) == ("ACCEPTED", 48_000)
    goods.refresh_from_db()
    gift.refresh_from_db()
    assert (goods.state, gift.state) == (State.CHECKED, State.DROPPED)
    again = make.offer(make.again(held.pk), ("money", 500), state=Offer.State.DRAFT)
    assert authority.together(again) == 48_500


def test_what_is_done_and_not_checked_stays_done(agent: Person, mate: Person) -> None:
    held, (goods,) = make.given_out(agent, ("reship", 300))
    carrying.done(chore=goods, proof="面单 8842", by=mate)
    ending.withdraw(complaint=held, reason="settled", by=agent)
    goods.refresh_from_db()
    assert (goods.state, Offer.objects.get().state) == (State.DONE, "ACCEPTED")


def test_a_leader_lets_tasks_go_but_never_money(agent: Person, team_leader: Person) -> None:
    """R204 R207: money that was agreed to is paid, or another plan is made; other tasks end with the must."""
    held, (chore,) = make.given_out(agent, ("reship", 0), ("money", 100))
    why = {"reason": "仓库今天没有货，客户同意不补", "by": team_leader}
    moving.override(complaint=held, step="carry", key="chores", **why)
    with pytest.raises(NotNow, match="chore_to_be_paid"):
        moving.advance(complaint=held, to=Stage.CALL_BACK, by=agent)
    item = OfferItem.objects.get(remedy="money")
    paying.pay(item=item, fen=100, way="现金", receipt="S1", by=agent)
    moved = moving.advance(complaint=held, to=Stage.CALL_BACK, by=agent)
    chore.refresh_from_db()
    assert (moved.ticket.stage, chore.state) == (Stage.CALL_BACK, State.DROPPED)
    assert chore.ticket.closed_at is not None
    assert not Promise.objects.filter(ticket=chore.ticket, state="OPEN").exists()
