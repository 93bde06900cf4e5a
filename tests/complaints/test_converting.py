"""What was sent as a suggestion and is a complaint: at once where it is grave, else by one key (R130)."""

from typing import Any

import pytest

from tests.factories import complaints as make
from tests.factories import orders
from tests.frozen import Frozen
from yinuo.complaints.actions import converting, registering, suggesting
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.core.errors import NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person
from yinuo.tickets.models import Link

GRAVE = "司机昨天酒后开车把人撞伤住院了"


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook()


def kinds(case: Complaint | Suggestion) -> list[str]:
    """What was recorded of it, in order."""
    return list(Event.objects.filter(ticket_id=case.pk).order_by("id").values_list("kind", flat=True))


def sent(by: Person | None = None, **said: Any) -> Complaint | Suggestion:
    """A grave text sent as a suggestion through the pages, or written down by somebody."""
    given = {"sort": "SUGGESTION", "text": GRAVE, "channel": "WEB", **said}
    return suggesting.make(by=by, **given)


def test_a_grave_text_is_a_complaint_whatever_it_was_sent_as(team_leader: Person) -> None:
    case = sent(guest=Guest(ref="x"), is_anonymous=True, form_key="once")
    assert isinstance(case, Complaint)
    ticket = make.ticket(case)
    assert ticket.number.startswith("C")
    assert (case.severity, case.is_crisis, ticket.owner) == (4, True, team_leader)
    assert {"complaint.registered", "complaint.crisis"} <= set(kinds(case))
    line = Event.objects.get(kind="complaint.registered")
    assert line.data["sent_as"] == "SUGGESTION"
    assert {"酒后", "撞伤"} <= set(line.detail.values["read"])
    assert sent(guest=Guest(ref="x"), is_anonymous=True, form_key="once") == case
    assert not Suggestion.objects.exists()


def test_whom_the_words_name_neither_owns_nor_sees_it(agent: Person, team_leader: Person) -> None:
    order = orders.confirmed(agent)
    case = sent(guest=Guest(ref=order.ticket.ref), about=order.ticket, named=agent.name)
    assert isinstance(case, Complaint)
    assert (case.respondent, make.ticket(case).owner) == (agent, team_leader)
    with pytest.raises(NotFound):
        loading.complaint(agent, case.ticket.ref)


def test_an_agent_who_read_the_warning_decides_and_nobody_else(agent: Person, colleague: Person) -> None:
    assert isinstance(sent(agent), Complaint)
    assert isinstance(sent(agent, is_decided=True), Suggestion)
    assert isinstance(sent(None, guest=Guest(ref="x"), is_decided=True), Complaint)
    assert isinstance(sent(colleague, is_decided=True), Complaint)
    assert isinstance(sent(agent, text="建议司机不要酒后开车"), Suggestion)
    assert isinstance(sent(agent, channel="HOTLINE"), Complaint)


def test_praise_stays_praise(team_leader: Person) -> None:
    """Whoever tells what a driver did for the injured is not taken for a complainant."""
    said = sent(guest=Guest(ref="x"), sort="PRAISE", text="司机路上看见有人被撞伤住院，垫了钱，表扬")
    assert isinstance(said, Suggestion)


def test_a_suggestion_becomes_a_complaint_with_all_that_is_known(agent: Person, driver: Person) -> None:
    order = orders.confirmed(agent)
    said = {"contact_phone": make.PHONE, "contact_name": "王先生"}
    told = {"text": "司机多收了我五十元", "about": order.ticket, "about_person": driver}
    suggestion = make.suggested(agent, **said, **told)
    complaint = converting.convert(suggestion=suggestion, by=agent)
    taken = (complaint.account, complaint.contact_phone, complaint.contact_name, complaint.about_id)
    assert taken == (told["text"], make.PHONE, "王先生", order.pk)
    assert (complaint.respondent, make.ticket(complaint).owner) == (driver, agent)
    assert complaint.proposed["sent_as"] == "SUGGESTION"
    ended = make.ticket(suggestion)
    assert (ended.stage, ended.barred) == ("CLOSED", driver)
    assert ended.closed_at is not None
    assert {"suggestion.became", "suggestion.closed"} <= set(kinds(suggestion))
    assert "promise.cancelled" in kinds(suggestion)
    assert Link.objects.filter(ticket=complaint.pk, other=suggestion.pk, kind="became").count() == 1


def test_done_twice_it_is_once(agent: Person, mate: Person) -> None:
    suggestion = make.suggested(agent)
    first = converting.convert(suggestion=suggestion, by=agent)
    assert converting.convert(suggestion=suggestion, by=mate) == first
    assert Complaint.objects.count() == 1
    assert kinds(suggestion).count("suggestion.became") == 1


def test_what_is_over_stays_a_suggestion(agent: Person) -> None:
    suggestion = make.suggested(agent)
    suggesting.thank(suggestion=suggestion, by=agent)
    suggesting.close(suggestion=suggestion, by=agent)
    with pytest.raises(NotNow, match="suggestion_not_in_stage"):
        converting.convert(suggestion=suggestion, by=agent)
    assert not Complaint.objects.exists()


def test_strangers_convert_nothing(agent: Person, outsider: Person, driver: Person, auditor: Person) -> None:
    suggestion = make.suggested(agent)
    for by in (outsider, driver, auditor):
        with pytest.raises(NotPermitted):
            converting.convert(suggestion=suggestion, by=by)
    assert not Complaint.objects.exists()


def test_who_handles_it_and_is_meant_hands_it_on(agent: Person, team_leader: Person) -> None:
    suggestion = make.suggested(agent, text="张三态度恶劣骂人", about_person=agent)
    complaint = converting.convert(suggestion=suggestion, by=agent)
    assert make.ticket(complaint).owner == team_leader
    for case, find in ((complaint, loading.complaint), (suggestion, loading.suggestion)):
        with pytest.raises(NotFound):
            find(agent, case.ticket.ref)


def test_a_form_key_never_makes_a_second_case(agent: Person) -> None:
    first = registering.register(channel="PHONE", by=agent, account="多收了钱", form_key="key")
    assert sent(agent, text="可以早点开门", form_key="key") == first
