"""Suggestions and praise: recorded, thanked, passed on, answered when acted on (R130)."""

from typing import Any

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import suggesting
from yinuo.complaints.models import Suggestion
from yinuo.complaints.queries import loading
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, TooMany
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Link


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def told(suggestion: Suggestion) -> list[tuple[str, dict[str, Any]]]:
    """What was recorded of it, in order."""
    rows = Event.objects.filter(ticket_id=suggestion.pk, kind__startswith="suggestion.").order_by("id")
    return [(row.kind.removeprefix("suggestion."), row.data) for row in rows]


def test_from_the_first_word_to_the_last(agent: Person) -> None:
    suggestion = make.suggested(agent, contact_phone=make.PHONE, contact_name="王先生")
    ticket = make.ticket(suggestion)
    assert (ticket.number, ticket.stage, ticket.owner) == ("S261120001", "OPEN", agent)
    assert ticket.headline == "建议 回单能不能默认拍照上传"
    assert suggesting.thank(suggestion=suggestion, by=agent).thanked_at == clock.now()
    suggesting.pass_on(suggestion=suggestion, department="warehouse", by=agent)
    suggesting.answer(suggestion=suggestion, result="下月起默认上传", is_acted_on=True, by=agent)
    closed = suggesting.close(suggestion=suggestion, by=agent)
    assert (closed.department, closed.result, closed.is_acted_on) == ("warehouse", "下月起默认上传", True)
    assert (closed.ticket.stage, closed.ticket.department) == ("CLOSED", "warehouse")
    assert closed.ticket.closed_at == clock.now()
    assert told(suggestion) == [
        ("made", {"sort": "SUGGESTION"}),
        ("thanked", {}),
        ("passed_on", {"department": "warehouse"}),
        ("answered", {"acted_on": True}),
        ("closed", {}),
    ]


def test_said_twice_it_is_done_once(agent: Person) -> None:
    suggestion = make.suggested(agent, form_key="once")
    assert make.suggested(agent, form_key="once") == suggestion
    for _ in range(2):
        suggesting.thank(suggestion=suggestion, by=agent)
        suggesting.pass_on(suggestion=suggestion, department="warehouse", by=agent)
    for _ in range(2):
        suggesting.answer(suggestion=suggestion, result="不采纳", is_acted_on=False, by=agent)
    for _ in range(2):
        suggesting.close(suggestion=suggestion, by=agent)
    assert len(told(suggestion)) == 5


def test_praise_of_a_driver_stands_on_the_order(agent: Person, driver: Person) -> None:
    order = orders.confirmed(agent)
    praise = make.suggested(agent, sort="PRAISE", text="师傅真好", about=order.ticket, about_person=driver)
    assert praise.about_person == driver
    line = Event.objects.get(kind="ticket.suggested")
    assert (line.ticket_id, line.data) == (order.pk, {"suggestion": praise.pk, "sort": "PRAISE"})
    assert Link.objects.filter(ticket=praise.pk, other=order.pk).exists()
    assert praise.ticket in [hit.ticket for hit in tickets.search(agent, "师傅真好").rows]


def test_what_comes_by_the_pages_waits_for_the_team(agent: Person) -> None:
    guest = Guest(phone=make.PHONE)
    suggestion = make.suggested(None, guest=guest, channel="WEB")
    assert (suggestion.ticket.owner, suggestion.ticket.team) == (None, agent.team)
    assert loading.of_guest(guest, suggestion.ticket.ref) == suggestion
    suggesting.thank(suggestion=suggestion, by=agent)
    assert make.ticket(suggestion).owner == agent
    unknown = make.suggested(None, guest=guest, channel="WEB", is_anonymous=True)
    assert (unknown.contact_phone, unknown.by_ref, unknown.ticket.customer) == ("", True, None)
    for _ in range(8):
        make.suggested(None, guest=guest, channel="WEB")
    with pytest.raises(TooMany):
        make.suggested(None, guest=guest, channel="WEB")


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"text": ""}, "text", "required"),
        ({"text": "好" * 2001}, "text", "too_long"),
        ({"sort": "WISH"}, "sort", "not_a_choice"),
        ({"channel": "PIGEON"}, "channel", "not_a_choice"),
        ({"contact_name": "王" * 41}, "contact_name", "too_long"),
        ({"contact_phone": "12"}, "contact_phone", None),
        ({"is_anonymous": True, "contact_name": "王"}, "contact_name", "complaint_anonymous_contact"),
    ],
)
def test_what_is_wrong_is_said(agent: Person, said: dict[str, Any], field: str, code: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        make.suggested(agent, **said)
    assert refused.value.field == field
    assert code in (None, refused.value.code)


def test_each_step_in_its_turn(agent: Person) -> None:
    suggestion = make.suggested(agent)
    with pytest.raises(NotNow, match="suggestion_not_in_stage"):
        suggesting.pass_on(suggestion=suggestion, department="warehouse", by=agent)
    with pytest.raises(NotNow, match="suggestion_not_in_stage"):
        suggesting.answer(suggestion=suggestion, result="好", is_acted_on=True, by=agent)
    with pytest.raises(NotNow, match="suggestion_not_thanked"):
        suggesting.close(suggestion=suggestion, by=agent)
    suggesting.thank(suggestion=suggestion, by=agent)
    with pytest.raises(Invalid, match="not_a_choice"):
        suggesting.pass_on(suggestion=suggestion, department="moon", by=agent)
    with pytest.raises(Invalid, match="required"):
        suggesting.answer(suggestion=suggestion, result=" ", is_acted_on=True, by=agent)


def test_strangers_do_nothing(agent: Person, outsider: Person, driver: Person, auditor: Person) -> None:
    suggestion, order = make.suggested(agent), orders.confirmed(agent)
    for by in (outsider, driver, auditor):
        with pytest.raises(NotPermitted):
            suggesting.thank(suggestion=suggestion, by=by)
        with pytest.raises(NotPermitted):
            suggesting.pass_on(suggestion=suggestion, department="warehouse", by=by)
        with pytest.raises(NotPermitted):
            suggesting.answer(suggestion=suggestion, result="好", is_acted_on=True, by=by)
        with pytest.raises(NotPermitted):
            suggesting.close(suggestion=suggestion, by=by)
    with pytest.raises(NotPermitted):
        make.suggested(auditor)
    with pytest.raises(NotFound):
        make.suggested(outsider, about=order.ticket)
