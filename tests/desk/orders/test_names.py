"""Whose name stands in a dialog, and for whom: in full for whoever works on the ticket, on record (R047)."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import orders as make
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
NAMES = {"shipper_name": "欧阳建国", "consignee_name": "司马雪峰"}


def more_at_the_door(agent: Person) -> Order:
    """18 pieces where 15 were ordered: the customer is asked."""
    return actions.pick_up(order=make.dispatched(agent, **NAMES), by=agent, pieces=18)


def out(agent: Person) -> Order:
    """On the way to the door."""
    return actions.go_out(order=make.collected(agent, **NAMES), by=agent)


def dispatched(agent: Person) -> Order:
    """Its slip has left."""
    return make.dispatched(agent, **NAMES)


Build = Callable[[Person], Order]
DIALOGS = [
    ("order-cancellation", (), dispatched, "asked_by", "欧阳建国"),
    ("order-voiding", (), dispatched, "asked_by", "欧阳建国"),
    ("order-delivery", (), out, "signed_by", "司马雪峰"),
    ("order-recount-refusal", (), more_at_the_door, "refused_by", "欧阳建国"),
    ("order-message", ("customer",), dispatched, "", "欧阳建国"),
]
EACH = pytest.mark.parametrize(("name", "more", "build", "field", "known"), DIALOGS)


def seen(order: Order) -> list[int | None]:
    """Who looked at the full data, as written down."""
    rows = Event.objects.filter(kind="ticket.personal_seen", ticket_id=order.pk)
    return list(rows.order_by("id").values_list("actor_id", flat=True))


def opened(client, name: str, order: Order, more: tuple[str, ...]):
    return client.get(reverse(name, args=[order.ticket.ref, *more]), headers=browsing.DIALOG)


@EACH
def test_the_owner_sees_the_name_and_it_is_written_down(
    desk, agent, browse, name: str, more: tuple[str, ...], build: Build, field: str, known: str
) -> None:
    """R047: the name of the customer or consignee stands there already, once on record."""
    order = build(agent)
    client = browse(agent)
    assert seen(order) == []
    for _ in range(2):
        answer = opened(client, name, order, more)
        assert known in parts.text(answer)
        assert not field or browsing.form(answer, "").values[field].startswith(known)
    assert seen(order) == [agent.pk]


@EACH
def test_others_write_the_name_themselves(
    desk, agent, team_leader, mate, browse, name, more, build: Build, field: str, known: str
) -> None:
    """R047: who leads or helps out may do it, and is not shown the name; nothing is written down."""
    order = build(agent)
    for person in (team_leader, mate):
        answer = opened(browse(person), name, order, more)
        assert answer.status_code == 200
        assert known not in parts.text(answer)
        assert not field or browsing.form(answer, "").values[field] == ""
    assert seen(order) == []


@EACH
def test_strangers_and_readers_get_no_dialog(
    desk, agent, outsider, auditor, browse, name, more, build: Build, field: str, known: str
) -> None:
    """R340: not even the masked name; an auditor reads, and writes to nobody."""
    order = build(agent)
    for person, status in ((outsider, 404), (auditor, 403)):
        answer = opened(browse(person), name, order, more)
        assert answer.status_code == status
        assert known not in parts.text(answer)


@EACH
def test_who_asked_for_the_data_has_it_here_too(
    desk, agent, team_leader, browse, name, more, build: Build, field: str, known: str
) -> None:
    """R047: revealed on the ticket, which is on record, the name stands in its dialogs as well."""
    order = build(agent)
    client = browse(team_leader)
    client.post(reverse("ticket-reveal", args=[order.ticket.ref]))
    assert known in parts.text(opened(client, name, order, more))
    assert seen(order) == [team_leader.pk]


def test_a_customer_without_the_full_name_is_still_recognised(desk, agent, team_leader, browse) -> None:
    """R047: whom a message goes to is masked, not hidden; a colleague is named."""
    order = dispatched(agent)
    client = browse(team_leader)
    assert "欧阳**" in parts.text(opened(client, "order-message", order, ("customer",)))
    assert "王强" in parts.text(opened(client, "order-message", order, ("driver",)))
    assert seen(order) == []


def test_only_who_may_write_finds_the_button(desk, agent, market_developer, browse) -> None:
    """R093: in the follow-ups a button that would be refused is not drawn."""
    order = dispatched(agent)
    address = reverse("order-message", args=[order.ticket.ref, "receiver"])
    assert address in parts.text(browse(agent).get("/orders/tracking/"))
    page = parts.text(browse(market_developer).get("/orders/tracking/"))
    assert order.ticket.number in page
    assert address not in page
    assert browse(market_developer).get(address).status_code == 403
