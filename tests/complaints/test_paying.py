"""Money goes to the customer to the fen, once, with the number by which it is found."""

import pytest

from tests.complaints import carried as make
from yinuo.complaints.actions import carrying, paying
from yinuo.complaints.models import Chore, Complaint, Offer, OfferItem, Payment
from yinuo.complaints.rules.stages import Stage
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.staff.models import Company, Person

pytestmark = pytest.mark.usefixtures("frozen", "_connected")


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def item_of(held: Complaint, remedy: str) -> OfferItem:
    return OfferItem.objects.get(offer__complaint=held, remedy=remedy)


def test_paid_to_the_fen_and_on_to_the_call_back(agent: Person) -> None:
    held, given = make.given_out(agent, ("money", 12050))
    assert given == []
    item = item_of(held, "money")
    with pytest.raises(Invalid) as wrong:
        paying.pay(item=item, fen=12000, way=" ", receipt="", by=agent)
    assert {(one.field, one.code) for one in wrong.value.faults} == {
        ("fen", "pay_not_exact"),
        ("way", "required"),
        ("receipt", "required"),
    }
    assert wrong.value.params["amount"] == "120.50"
    paid = paying.pay(item=item, fen=12050, way="银行转账", receipt="HD2026112001", by=agent)
    assert paying.pay(item=item, fen=12050, way="银行转账", receipt="HD2026112001", by=agent).at == paid.at
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK
    assert make.recorded(held, "paid", "carried_out") == [
        ("paid", {"item": item.pk, "fen": 12050}),
        ("carried_out", {}),
    ]


def test_the_second_hears_who_was_first(agent: Person, mate: Person) -> None:
    held, _ = make.given_out(agent, ("money", 100))
    item = item_of(held, "money")
    paying.pay(item=item, fen=100, way="现金", receipt="S1", by=agent)
    with pytest.raises(NotNow) as refused:
        paying.pay(item=item, fen=100, way="现金", receipt="S1", by=mate)
    assert (refused.value.code, refused.value.params["by"]) == ("already_paid", "李敏")
    assert Payment.objects.count() == 1


def test_the_department_that_pays_has_done_its_task(agent: Person, colleague: Person) -> None:
    held, (chore,) = make.given_out(agent, ("refund", 4400))
    chore.ticket.given_to = colleague
    chore.ticket.save()
    chore = Chore.objects.get(pk=chore.pk)
    with pytest.raises(NotNow) as refused:
        carrying.done(chore=chore, proof="已退", by=colleague)
    assert refused.value.code == "chore_to_be_paid"
    paying.pay(item=item_of(held, "refund"), fen=4400, way="微信", receipt="W77", by=colleague)
    chore.refresh_from_db()
    assert (chore.state, chore.proof, chore.done_by) == (Chore.State.DONE, "微信 W77", colleague)
    with pytest.raises(NotNow) as paid:
        carrying.return_chore(chore=chore, why="再付一次", by=agent)
    assert paid.value.code == "chore_was_paid"
    carrying.check(chore=chore, by=agent)
    assert make.again(held.pk).ticket.stage == Stage.CALL_BACK


def test_who_only_sees_a_task_of_money_neither_takes_nor_pays_it(
    agent: Person, administrator: Person, market_developer: Person
) -> None:
    """Roles that the manual does not name pay only what was given to them by name."""
    held, (chore,) = make.given_out(agent, ("refund", 4400))
    item = item_of(held, "refund")
    for other in (administrator, market_developer):
        with pytest.raises(NotPermitted):
            carrying.receive(chore=chore, by=other)
        with pytest.raises(NotPermitted):
            paying.pay(item=item, fen=4400, way="现金", receipt="W1", by=other)
    assert not Payment.objects.exists()
    chore.ticket.given_to = administrator
    chore.ticket.save()
    paying.pay(item=item, fen=4400, way="现金", receipt="W1", by=administrator)
    assert Payment.objects.get().by == administrator


def test_money_that_was_agreed_to_is_not_dropped(agent: Person) -> None:
    _, (chore,) = make.given_out(agent, ("refund", 4400))
    with pytest.raises(NotNow) as refused:
        carrying.drop(chore=chore, reason="unneeded", by=agent)
    assert refused.value.code == "chore_to_be_paid"


def test_only_what_the_customer_agreed_to_is_paid(agent: Person) -> None:
    held, _ = make.given_out(agent, ("money", 100), ("reship", 0))
    draft = make.offer(held, ("money", 900), state=Offer.State.REPLACED)
    for item in (draft.items.get(), item_of(held, "reship")):
        with pytest.raises(NotNow) as refused:
            paying.pay(item=item, fen=item.amount, way="现金", receipt="S1", by=agent)
        assert refused.value.code == "pay_not_agreed"
    assert not Payment.objects.exists()


def test_a_colleague_without_the_task_and_the_respondent_pay_nothing(
    agent: Person, colleague: Person, mate: Person
) -> None:
    held, _ = make.given_out(agent, ("refund", 100), respondent=mate)
    for person in (colleague, mate):
        with pytest.raises(NotPermitted):
            paying.pay(item=item_of(held, "refund"), fen=100, way="现金", receipt="S1", by=person)
