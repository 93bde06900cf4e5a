"""Praise by the freight manual (R130, R240): who praises is thanked for it, whom it is for hears of it."""

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from yinuo.complaints.actions import suggesting
from yinuo.complaints.models import Suggestion
from yinuo.complaints.queries.responsible import leader_of
from yinuo.messaging.models import Notice, Reminder
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("desk")
TEXT = f"王先生说王师傅帮他搬到三楼，电话{make.PHONE}，请表扬他。"


def praise(by: Person, person: Person | None, about: Ticket | None = None) -> Suggestion:
    """王先生 praises somebody; thanked and passed on."""
    who = {"contact_name": "王先生", "contact_phone": make.PHONE}
    made = make.suggested(by, sort="PRAISE", text=TEXT, about_person=person, about=about, **who)
    suggesting.thank(suggestion=made, by=by)
    suggesting.pass_on(suggestion=made, department="drivers", by=by)
    return made


def messages(of: Suggestion) -> dict[str, Notice]:
    """What was sent, by its key."""
    return {one.key: one for one in Notice.objects.filter(ticket_id=of.pk)}


def reminded(person: Person) -> list[str]:
    """What this person was shown at the desk of praise."""
    rows = Reminder.objects.filter(person=person)
    return [line["label"] for row in rows for line in row.lines if line["code"] == "suggestion.passed_on"]


def test_the_customer_is_thanked_for_praise_in_its_own_words(agent: Person, driver: Person) -> None:
    sent = messages(praise(agent, driver))
    assert "suggestion_received" not in sent
    assert "您的表扬S" in sent["praise_received"].text
    assert "转告他本人和他的领导" in sent["praise_received"].text
    who = {"contact_name": "王先生", "contact_phone": make.PHONE}
    other = make.suggested(agent, **who)
    suggesting.thank(suggestion=other, by=agent)
    assert set(messages(other)) == {"suggestion_received"}


def test_the_answer_speaks_of_praise_too(agent: Person, driver: Person) -> None:
    made = praise(agent, driver)
    suggesting.answer(suggestion=made, result="已在早会上表扬", is_acted_on=True, by=agent)
    sent = messages(made)
    assert "suggestion_answered" not in sent
    assert "已在早会上表扬" in sent["praise_answered"].text


def test_a_driver_and_who_leads_them_hear_of_it_without_the_customer(
    agent: Person, driver: Person, dispatcher: Person
) -> None:
    """By SMS, and the dispatcher at the desk; nothing that tells who the customer is."""
    order = orders.confirmed(agent)
    sent = messages(praise(agent, driver, order.ticket))["praise_told_driver"]
    assert (sent.to_person_id, sent.address) == (driver.pk, driver.phone)
    assert str(order.ticket.number) in sent.text
    (shown,) = reminded(dispatcher)
    for said in (sent.text, shown):
        assert "帮他搬到三楼" in said
        assert "客户" in said
        assert [part for part in ("王先生", make.PHONE) if part in said] == []


def test_a_colleague_hears_of_it_at_the_desk(agent: Person, mate: Person, team_leader: Person) -> None:
    made = praise(agent, mate)
    assert "praise_told_driver" not in messages(made)
    assert reminded(mate) == reminded(team_leader) != []
    assert mate.name in reminded(mate)[0]


def test_who_has_left_or_was_not_named_hears_nothing(agent: Person, driver: Person) -> None:
    Person.objects.filter(pk=driver.pk).update(is_active=False)
    driver.refresh_from_db()
    for person in (driver, None):
        assert set(messages(praise(agent, person))) == {"praise_received"}
    assert reminded(driver) == []


def test_a_suggestion_is_told_to_nobody(agent: Person, mate: Person) -> None:
    made = make.suggested(agent, about_person=mate)
    suggesting.thank(suggestion=made, by=agent)
    suggesting.pass_on(suggestion=made, department="drivers", by=agent)
    assert (reminded(mate), messages(made)) == ([], {})


def test_who_leads_whom(
    agent: Person, team_leader: Person, manager: Person, driver: Person, dispatcher: Person
) -> None:
    """A leader of the team, a dispatcher of the branch, else a manager; nobody leads themselves."""
    assert (leader_of(agent), leader_of(team_leader)) == (team_leader, manager)
    assert leader_of(driver) == dispatcher
    Person.objects.filter(pk=dispatcher.pk).update(is_active=False)
    assert (leader_of(driver), leader_of(manager)) == (manager, None)
