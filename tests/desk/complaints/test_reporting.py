"""The light form of any colleague (R334, R349)."""

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
REPORT = "/complaints/report/"
REGION = {"HX-Request": "true", "HX-Target": "div#report"}
SAID = {"account": "客户在前台说司机没来，要退运费", "contact_name": "王先生", "contact_phone": "13800006621"}


def send(client, **typed):
    form = browsing.form(client.get(REPORT), "report-form")
    return client.post(form.action, form.filled(**typed), headers=REGION)


def test_a_colleague_passes_it_on_and_learns_number_and_owner(colleague, team_leader, browse) -> None:
    client = browse(colleague)
    done = send(client, **SAID)
    complaint = Complaint.objects.get()
    assert (complaint.recorded_by, complaint.ticket.owner) == (colleague, team_leader)
    assert complaint.ticket.channel == "VISIT"
    page = parts.text(client.get(done["HX-Redirect"]))
    assert complaint.ticket.number in page
    assert str(team_leader) in page
    assert f'href="/complaints/{complaint.ticket.ref}/"' not in page


def test_it_stands_whole_and_as_a_part(colleague, browse) -> None:
    client = browse(colleague)
    assert b"<html" in client.get(REPORT).content
    assert parts.text(client.get(REPORT, headers=REGION)).lstrip().startswith('<div id="report">')


def test_sent_twice_it_is_one(colleague, browse) -> None:
    client = browse(colleague)
    form = browsing.form(client.get(REPORT), "report-form")
    for _ in range(2):
        assert client.post(form.action, form.filled(**SAID)).status_code == 302
    assert Complaint.objects.count() == 1


def test_what_is_wrong_stands_at_its_field(colleague, browse) -> None:
    refused = send(browse(colleague), account="", contact_phone="12")
    assert refused.status_code == 422
    assert "id_account-err" in parts.text(refused)
    refused = send(browse(colleague), **{**SAID, "contact_phone": "12"})
    assert "id_contact_phone-err" in parts.text(refused)
    assert SAID["account"] in parts.text(refused)
    assert not Complaint.objects.exists()


def test_what_others_wrote_down_is_not_shown(agent, colleague, mate, browse) -> None:
    ref = make.registered(agent).ticket.ref
    assert browse(agent).get(f"{REPORT}{ref}/").status_code == 200
    for person in (colleague, mate):
        assert browse(person).get(f"{REPORT}{ref}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("AGENT", 200), ("COLLEAGUE", 200), ("MARKET_DEVELOPER", 200), ("ADMINISTRATOR", 200),
     ("AUDITOR", 403), ("DRIVER", 403)],
)  # fmt: skip
def test_every_role_can_raise_one(everybody, browse, role, status) -> None:
    """R349."""
    assert browse(everybody[role]).get(REPORT).status_code == status
