"""@ in a note at the desk: a chip, a reminder, colleagues offered; nobody who does not see the ticket."""

from typing import Any

import pytest

from tests.desk.complaints.walking import page
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person
from yinuo.tickets.models import Note, Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def note(client: Any, ticket: Ticket, text: str) -> Any:
    """Send the page's own form."""
    form = {"text": text, "form_key": "k1"}
    return client.post(f"/desk/{ticket.ref}/notes/", form, headers=parts.DIALOG)


def test_whoever_is_meant_is_reminded_and_shown_as_a_chip(
    agent: Person, team_leader: Person, browse: Any
) -> None:
    case, client = make.registered(agent), browse(agent)
    Reminder.objects.all().delete()
    text = f"@{team_leader.staff_number} <b>请看</b> @{agent.staff_number}"
    for _ in range(2):
        assert note(client, case.ticket, text).status_code == 204
    told = Reminder.objects.get()
    (line,) = told.lines
    assert (told.person, line["code"], line["label"]) == (team_leader, "ticket.noted", agent.name)
    words = f"@{team_leader.name} {team_leader.staff_number}"
    for shown in (page(client, case), parts.text(client.get(f"/desk/{case.ticket.ref}/"))):
        assert f'<span class="chip chip--info">{words}</span> &lt;b&gt;请看' in shown
    assert "内部备注" in parts.text(browse(team_leader).get("/desk/"))


def test_whom_the_case_is_about_is_neither_meant_nor_told(agent: Person, mate: Person, browse: Any) -> None:
    case, client = make.registered(agent, respondent=mate), browse(agent)
    Reminder.objects.all().delete()
    refused = note(client, case.ticket, f"@{mate.staff_number} 是你吗")
    assert refused.status_code == 422
    assert f"{mate.name}看不到这件工单，不能 @" in parts.text(refused)
    assert not Note.objects.exists()
    assert not Reminder.objects.exists()


def test_colleagues_are_offered_to_whoever_writes(
    agent: Person, team_leader: Person, mate: Person, auditor: Person, driver: Person, browse: Any
) -> None:
    case = make.registered(agent, respondent=mate)
    address = f"/desk/{case.ticket.ref}/colleagues/"
    shown = parts.text(browse(agent).get(address, {"q": ""}))
    assert f'data-value="@{team_leader.name} {team_leader.staff_number}"' in shown
    assert mate.name not in shown
    assert "<html" not in shown
    named = parts.text(browse(agent).get(address, {"q": team_leader.name}))
    assert named.count('role="option"') == 1
    assert browse(auditor).get(address).status_code == 403
    for outside in (mate, driver):
        assert browse(outside).get(address).status_code == 404
