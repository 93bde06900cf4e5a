"""A grumble counts, and becomes a complaint by one key (R148)."""

from typing import Any

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import grumbling
from yinuo.complaints.models import Complaint, Grumble
from yinuo.core.errors import Invalid, NotFound, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def test_a_grumble_is_noted_once(agent: Person) -> None:
    order = orders.confirmed(agent)
    grumble = make.grumbled(agent, ticket=order.ticket, phone="138 0000 6621", form_key="once")
    assert make.grumbled(agent, ticket=order.ticket, form_key="once") == grumble
    assert (grumble.phone, grumble.by, grumble.ticket) == (make.PHONE, agent, order.ticket)
    event = Event.objects.get(kind="grumble.noted")
    assert (event.ticket_id, event.subject_id, event.data) == (order.pk, grumble.pk, {})
    assert not Complaint.objects.exists()


def test_it_becomes_a_complaint_once(agent: Person, mate: Person) -> None:
    order = orders.confirmed(agent)
    grumble = make.grumbled(agent, ticket=order.ticket)
    complaint = grumbling.raise_grumble(grumble=grumble, by=mate, wanted="以后准点")
    assert grumbling.raise_grumble(grumble=grumble, by=agent) == complaint
    assert (complaint.account, complaint.wanted) == ("每次都要催才来", "以后准点")
    assert (complaint.about, complaint.contact_phone) == (order.ticket, make.PHONE)
    assert complaint.ticket.owner == mate
    assert Grumble.objects.get().became == complaint
    assert Event.objects.get(kind="grumble.became").data == {"complaint": complaint.pk}


def test_no_form_of_a_customer_takes_its_place(agent: Person, team_leader: Person) -> None:
    """Whatever key somebody outside writes into their form, it is another case."""
    grumble = make.grumbled(agent)
    planted = [f"grumble-{grumble.pk}", str(grumble.pk)]
    cases = [make.registered(None, guest=Guest(), is_anonymous=True, form_key=key) for key in planted]
    assert grumbling.raise_grumble(grumble=grumble, by=agent) not in cases


def test_the_customer_of_the_order_complains(agent: Person) -> None:
    order = orders.confirmed(agent)
    grumble = make.grumbled(agent, ticket=order.ticket, phone="")
    complaint = grumbling.raise_grumble(grumble=grumble, by=agent, account="提货又晚了", type="TIME")
    assert (complaint.contact_phone, complaint.account, complaint.type) == (make.PHONE, "提货又晚了", "TIME")


@pytest.mark.parametrize(
    ("said", "code"),
    [({"text": " "}, "required"), ({"text": "怨" * 301}, "too_long"), ({"phone": "1"}, "phone_too_short")],
)
def test_what_is_wrong_is_said(agent: Person, said: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        make.grumbled(agent, **said)


def test_strangers_note_and_raise_nothing(agent: Person, outsider: Person, driver: Person) -> None:
    order = orders.confirmed(agent)
    grumble = make.grumbled(agent, ticket=order.ticket)
    with pytest.raises(NotFound):
        make.grumbled(outsider, ticket=order.ticket)
    with pytest.raises(NotFound):
        grumbling.raise_grumble(grumble=grumble, by=outsider)
    with pytest.raises(NotPermitted):
        make.grumbled(driver)
    with pytest.raises(NotPermitted):
        grumbling.raise_grumble(grumble=grumble, by=driver)
    assert Grumble.objects.get().became is None
