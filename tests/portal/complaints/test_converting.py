"""What was sent as a suggestion and is a complaint, as whoever sent it is told (R130, R141)."""

from django.test import Client

from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.complaints import forms
from tests.portal.complaints.test_complaining import FORM, SAID, send
from yinuo.complaints.actions import converting
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.rules import links


def test_a_grave_text_is_a_complaint_whatever_was_pressed(
    desk: Frozen, team_leader: Person, client: Client
) -> None:
    """R130 R132: without a name too it has an owner, the manager is called, the page says so."""
    said = {"kind": "SUGGESTION", "account": "司机昨天酒后开车把人撞伤住院了", "wanted": ""}
    answer = send(client, anonymous="1", **said)
    case = Complaint.objects.select_related("ticket__owner").get()
    assert (case.is_crisis, case.ticket.owner, Suggestion.objects.count()) == (True, team_leader, 0)
    assert Event.objects.filter(kind="complaint.crisis", ticket_id=case.pk).exists()
    for address in (answer["Location"], f"{links.case_path(case.ticket.ref)}/"):
        page = client.get(address).content.decode()
        assert "您写的是“提建议”。这件事要紧，我们按投诉办理。" in page
        assert str(case.ticket.number) in page


def test_a_suggestion_that_became_a_complaint_leads_there(theirs: Client, agent: Person) -> None:
    """Its pictures stand with the complaint; the page of the suggestion says what became of it."""
    said = {**SAID, "kind": "SUGGESTION", "account": "货箱放得太乱，请整理"}
    form = forms.filled(theirs.get(FORM).content.decode(), FORM, "send", **said)
    theirs.post(FORM, {**form, "photos": [pictures.picture()]})
    suggestion = Suggestion.objects.select_related("ticket").get()
    complaint = converting.convert(suggestion=suggestion, by=agent)
    there = f"{links.case_path(complaint.ticket.ref)}/"
    before = theirs.get(f"{links.case_path(suggestion.ticket.ref)}/").content.decode()
    assert "按投诉办理" in before
    assert f'href="{there}"' in before
    assert "/photo/" not in before
    assert "/photo/" in theirs.get(there).content.decode()
