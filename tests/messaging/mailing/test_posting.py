"""E-mail leaves, is tried again, or is given up in public."""

import signal
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests import ledger
from tests.frozen import Frozen
from tests.messaging.killed import Worker
from tests.messaging.mailing.conftest import use
from tests.servers import smtp
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Mail, MailServer, Reminder
from yinuo.messaging.rules import mails as rules
from yinuo.staff.models import Person

TO = "boss@example.com"
pytestmark = pytest.mark.django_db


def queued(by: Person | None = None, **values: str) -> Mail:
    given = {"to": TO, "subject": "十一月提货及时率", "text": "详见附件。"} | values
    return actions.mail(by=by, **given)


def send() -> int:
    return actions.send_mail_due(clock.now())


def test_a_mail_leaves(server: MailServer, post: smtp.Post, manager: Person, frozen: Frozen) -> None:
    """R332: queued with the act, sent by the worker, the server's receipt kept in its own words."""
    mail = queued(manager)
    assert not post.taken
    assert send() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.wake_at, mail.receipt) == ("SENT", frozen.at, None, smtp.RECEIPT)
    (message,) = post.taken
    assert post.recipients == [TO]
    assert (message["Subject"], message["Message-ID"]) == ("十一月提货及时率", mail.message_id)
    assert message["From"] == "一诺 <desk@example.com>"
    assert message.get_content().strip() == "详见附件。"
    assert ledger.kinds()[-2:] == ["mail.queued", "mail.sent"]
    assert TO not in str(list(Event.objects.values_list("data", flat=True)))
    assert send() == 0
    server.refresh_from_db()
    assert server.last_sent_at == frozen.at


def test_a_mail_with_a_file(server: MailServer, post: smtp.Post, folder: Path, frozen: Frozen) -> None:
    """The file is read when it leaves, and keeps its Chinese name."""
    (folder / "files").mkdir()
    queued(attachment="files/report.xlsx", attachment_name="提货及时率 十一月.xlsx")
    (folder / "files" / "report.xlsx").write_bytes(b"\x00sheet")
    send()
    (part,) = post.taken[0].iter_attachments()
    assert isinstance(part, EmailMessage)
    assert (part.get_filename(), part.get_content()) == ("提货及时率 十一月.xlsx", b"\x00sheet")


@pytest.mark.parametrize("way", ["../secret.txt", "/etc/hostname", "files/../../secret.txt"])
def test_no_file_from_outside_the_folder(server: MailServer, folder: Path, way: str) -> None:
    (folder.parent / "secret.txt").write_text("telling")
    with pytest.raises(Invalid, match="mail_attachment_outside"):
        queued(attachment=way)


def test_a_link_that_leads_out_later_is_not_followed(
    server: MailServer, post: smtp.Post, folder: Path, frozen: Frozen
) -> None:
    mail = queued(attachment="report.xlsx")
    (folder.parent / "secret.txt").write_text("telling")
    (folder / "report.xlsx").symlink_to(folder.parent / "secret.txt")
    send()
    mail.refresh_from_db()
    assert (mail.state, mail.error, post.taken) == ("GIVEN_UP", "mail_attachment_outside", [])


def test_a_file_that_is_gone_or_too_large(
    server: MailServer, folder: Path, frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, large = queued(attachment="gone.pdf"), queued(attachment="large.pdf")
    (folder / "large.pdf").write_bytes(b"12345")
    monkeypatch.setattr(rules, "LARGEST_ATTACHMENT", 4)
    send()
    for mail, error in ((gone, "mail_attachment_missing"), (large, "mail_attachment_large")):
        mail.refresh_from_db()
        assert (mail.state, mail.error) == ("GIVEN_UP", error)


def test_a_refused_recipient_is_final(
    server: MailServer, post: smtp.Post, manager: Person, frozen: Frozen
) -> None:
    """5xx: nobody tries again; whoever asked for it is reminded; the next mail leaves in the same step."""
    post.rcpt[TO] = "550 5.1.1 No such user here"
    lost, fine = queued(manager), queued(to="other@example.com")
    assert send() == 2
    lost.refresh_from_db()
    fine.refresh_from_db()
    assert (lost.state, lost.error, lost.wake_at) == ("GIVEN_UP", "mail_recipient_refused", None)
    assert lost.receipt == "550 5.1.1 No such user here"
    assert fine.state == "SENT"
    reminder = Reminder.objects.get()
    assert (reminder.person, reminder.lines[0]["label"]) == (manager, "十一月提货及时率")
    assert Event.objects.get(kind="mail.given_up").data == {
        "mail": lost.pk,
        "error": "mail_recipient_refused",
    }


def test_a_busy_server_is_tried_again(server: MailServer, post: smtp.Post, frozen: Frozen) -> None:
    """4xx: later, under the same Message-ID, with growing waits."""
    post.data = ["451 4.3.0 Try again later", "452 4.2.2 Full"]
    mail = queued()
    for wait in rules.BACK_OFF[:2]:
        assert send() == 1
        mail.refresh_from_db()
        assert (mail.state, mail.error, mail.wake_at) == ("FAILED", "mail_busy", frozen.at + wait)
        frozen.to(frozen.at + wait)
    assert send() == 1
    mail.refresh_from_db()
    assert mail.state == "SENT"
    assert [message["Message-ID"] for message in post.taken] == [mail.message_id]
    assert not mail.perhaps_twice


def test_given_up_after_hours(
    server: MailServer, post: smtp.Post, administrator: Person, frozen: Frozen
) -> None:
    """Nobody asked for it: the administrators are reminded."""
    post.data = ["451 later"] * 20
    mail = queued()
    while mail.wake_at:
        frozen.to(mail.wake_at)
        send()
        mail.refresh_from_db()
    assert mail.attempts == len(rules.BACK_OFF) + 1
    assert mail.state == "GIVEN_UP"
    assert Reminder.objects.get().person == administrator


def test_a_line_that_breaks_after_the_words(server: MailServer, post: smtp.Post, frozen: Frozen) -> None:
    """Nobody knows whether it was taken: sent again under the same Message-ID, and marked."""
    post.hangs_up = True
    mail = queued()
    send()
    mail.refresh_from_db()
    assert (mail.state, mail.error, mail.perhaps_twice) == ("FAILED", "mail_dropped", True)
    frozen.move(minutes=1)
    send()
    mail.refresh_from_db()
    assert mail.state == "SENT"
    assert {message["Message-ID"] for message in post.taken} == {mail.message_id}
    assert len(post.taken) == 2


@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_recording(server: MailServer, post: smtp.Post, frozen: Frozen) -> None:
    """R063: the claim passes, the mail is sent again under its Message-ID, and marked."""
    mail = queued()
    worker = Worker("send_mail_due")
    post.while_taking = worker.kill
    assert worker.ended() == -signal.SIGKILL
    post.while_taking = lambda: None
    mail.refresh_from_db()
    assert (len(post.taken), mail.state) == (1, "QUEUED")
    assert mail.claimed_until is not None
    frozen.to(mail.claimed_until)
    assert send() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.perhaps_twice, mail.attempts) == ("SENT", True, 2)
    assert {message["Message-ID"] for message in post.taken} == {mail.message_id}


def test_without_a_server_mail_waits(company: object, frozen: Frozen, post: smtp.Post) -> None:
    """What was queued before anybody set a server up leaves as soon as one is."""
    mail = queued()
    send()
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("FAILED", "mail_no_server")
    use(post)
    assert send() == 1
    mail.refresh_from_db()
    assert mail.state == "SENT"


def test_a_server_that_is_down_is_asked_once(company: object, frozen: Frozen) -> None:
    """The others of the step wait as long without being tried."""
    with smtp.running() as post:
        use(post)
    for _ in range(3):
        queued()
    assert send() == 3
    assert set(Mail.objects.values_list("state", "error")) == {("FAILED", "mail_down")}
    server = queries.mail_server()
    assert server is not None
    assert (server.last_error, server.last_failed_at) == ("mail_down", frozen.at)


def test_who_may_send_mail(server: MailServer, agent: Person, auditor: Person, team_leader: Person) -> None:
    """R333."""
    for by in (agent, auditor):
        with pytest.raises(NotPermitted):
            queued(by)
    assert queued(team_leader).by == team_leader


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to": "nobody"}, "to"),
        ({"to": "a@b.com, c@d.com"}, "to"),
        ({"to": "王@example.com"}, "to"),
        ({"to": "a@example.com\nBcc: c@d.com"}, "to"),
        ({"subject": " "}, "subject"),
        ({"subject": "字" * 201}, "subject"),
        ({"text": " "}, "text"),
    ],
)
def test_what_cannot_be_sent(server: MailServer, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as found:
        queued(**wrong)
    assert [fault.field for fault in found.value.faults] == [field]
    assert not Mail.objects.exists()


def test_a_subject_cannot_add_headers(server: MailServer, post: smtp.Post, frozen: Frozen) -> None:
    queued(subject="报表\r\nBcc: thief@example.com", attachment_name="")
    send()
    assert post.taken[0]["Bcc"] is None
    assert post.recipients == [TO]
