"""Whoever complained on the page and asks to be erased is forgotten with what they wrote (PIPL 47)."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from tests.factories import complaints as make
from tests.factories import staff as people
from tests.frozen import Frozen
from tests.portal.complaints import cases, forms
from tests.portal.complaints.test_complaining import SAID, send
from tests.portal.following.conftest import STRANGER
from yinuo.complaints.actions import suggesting
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.customers import actions as customers
from yinuo.customers.models import Customer
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

Known = Callable[[str], Client]
NAME = "欧阳雪峰"


@pytest.fixture
def stranger(desk: Frozen, agent: Person, known: Known) -> Client:
    """The browser of somebody of whom the desk knows nothing, and whose number is proved."""
    cases.playbook()
    assert not Customer.objects.filter(phones__digits=STRANGER).exists()
    return known(STRANGER)


def rings(agent: Person) -> Customer:
    """The same person calls the desk."""
    return customers.know(phone=STRANGER, by=agent)


def erase(customer: Customer, by: Person) -> str:
    """The manager's page, sent; what it says where it refuses, nothing where they are erased."""
    browser = Client()
    browser.force_login(by)
    answer = browser.post(f"/customers/{customer.ref}/erasure/", {"checked": "called_back"})
    return "" if answer.status_code == 302 else str(answer.content.decode())


def said_of(complaint: Complaint) -> tuple[str, ...]:
    """What the register says of who complained, and of what."""
    kept = make.again(complaint)
    return (kept.contact_phone, kept.contact_name, kept.account, kept.wanted, kept.ticket.customer_name)


def test_a_first_complaint_is_forgotten_with_who_wrote_it(
    stranger: Client, agent: Person, manager: Person
) -> None:
    """R047: complained, taken back, rung, erased; while it is open nobody is erased."""
    send(stranger, contact_name=NAME)
    case = Complaint.objects.get()
    assert said_of(case)[:3] == (STRANGER, NAME, SAID["account"])
    customer = rings(agent)
    assert make.again(case).ticket.customer == customer
    assert str(case.ticket.number) in erase(customer, manager)
    assert said_of(case)[0] == STRANGER
    taken_back = forms.press(stranger, f"{cases.base(case)}/withdraw/", reason="solved")
    assert taken_back.status_code == 302
    assert erase(customer, manager) == ""
    assert said_of(case) == ("", "", "", "", "")
    assert not Customer.objects.filter(phones__digits=STRANGER).exists()


def test_a_first_suggestion_too(stranger: Client, agent: Person, manager: Person) -> None:
    send(stranger, kind="SUGGESTION", contact_name=NAME)
    suggestion = Suggestion.objects.get()
    suggesting.thank(suggestion=suggestion, by=agent)
    suggesting.close(suggestion=suggestion, by=agent)
    assert erase(rings(agent), manager) == ""
    suggestion.refresh_from_db()
    assert (suggestion.contact_phone, suggestion.contact_name, suggestion.text) == ("", "", "")


def test_what_a_colleague_took_down_is_found_too(desk: Frozen, agent: Person, manager: Person) -> None:
    """R334: a colleague makes nobody a customer; the desk does, and the erasure waits for the case."""
    make.playbook()
    case = make.registered(people.person(Role.COLLEAGUE), contact_phone=STRANGER, contact_name=NAME)
    customer = rings(agent)
    assert make.ticket(case).customer == customer
    assert str(make.ticket(case).number) in erase(customer, manager)


def test_what_was_sent_before_is_found_by_its_number(
    stranger: Client, agent: Person, manager: Person
) -> None:
    """Cases that stand without their customer get them; what is anonymous, forgotten or a stranger's not."""
    for kind in ("TIME", "SUGGESTION"):
        send(stranger, kind=kind)
    send(stranger, anonymous="1")
    other = make.registered(agent, contact_phone="13955550000")
    forgotten = make.registered(agent, contact_phone=STRANGER)
    Ticket.objects.update(customer=None)
    Ticket.objects.filter(pk=forgotten.pk).update(forgotten_at=forgotten.recorded_at)
    Customer.objects.filter(phones__digits="13955550000").delete()
    customer = rings(agent)
    migration = import_module("yinuo.complaints.migrations.0006_known_complainants")
    migration.know_complainants(apps, None)
    theirs = set(Ticket.objects.filter(customer=customer).values_list("kind", flat=True))
    assert (theirs, Ticket.objects.filter(customer=customer).count()) == ({"COMPLAINT", "SUGGESTION"}, 2)
    left = set(Ticket.objects.filter(customer=None).values_list("pk", flat=True))
    anonymous = Complaint.objects.get(is_anonymous=True)
    assert left == {anonymous.pk, other.pk, forgotten.pk}
