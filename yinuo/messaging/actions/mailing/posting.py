"""The loop's one step: claim, commit, send with no lock held, record.

Killed between sending and recording, the mail is sent again when the claim has passed, under the same
Message-ID, and marked as perhaps sent twice.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from django.db.models import F, QuerySet

from yinuo.core import clock, db, events, secrets
from yinuo.messaging import queries
from yinuo.messaging.actions import reminding
from yinuo.messaging.actions.mailing import queueing
from yinuo.messaging.models import Mail, MailServer
from yinuo.messaging.rules import mails as rules
from yinuo.messaging.senders import mail as smtp
from yinuo.messaging.senders.mail import MailFailure
from yinuo.staff import queries as staff
from yinuo.staff.models import Role

TOGETHER = 8
SEALED_AS = "password"
log = logging.getLogger("yinuo.messaging")


def send_mail_due(now: datetime) -> int:
    """Send some of the e-mails that are due at `now`; returns how many were handled.

    When the server itself is at fault, the others of this step wait as long without being tried. Raises
    django.db.OperationalError when the database does not answer; nothing is lost.
    """
    if not _due(now).exists():
        return 0
    claimed = _claimed(now)
    fault: MailFailure | None = None
    for one in claimed:
        said, failure = ("", fault) if fault else _sent(one)
        fault = failure if failure and failure.is_server else fault
        _record(one, said, failure)
    return len(claimed)


def server_of(row: MailServer) -> smtp.Server:
    """The row as the sender takes it. Raises `core.secrets.Unreadable`."""
    password = secrets.unseal(row.secrets).get(SEALED_AS, "")
    return smtp.Server(row.host, row.port, row.security, row.sender, row.user, password)


def note_result(code: str) -> None:
    """Write down on the server's row that it took a message, or why it did not."""
    now = clock.now()
    if code:
        MailServer.objects.update(last_error=code, last_failed_at=now)
    else:
        MailServer.objects.update(last_sent_at=now)


def hurry() -> None:
    """Let everything that waits for another try be tried at once: the server was changed."""
    waiting = Mail.objects.filter(state=Mail.State.FAILED, wake_at__isnull=False, claimed_until__isnull=True)
    waiting.update(wake_at=clock.now())


def _due(now: datetime) -> "QuerySet[Mail]":
    return Mail.objects.filter(wake_at__lte=now).order_by("wake_at", "id")


def _claimed(now: datetime) -> Sequence[Mail]:
    """Take the next due rows for this worker alone; the claim also pushes them forward, out of the way."""
    until = clock.now() + rules.CLAIM
    with db.transaction():
        ids = list(_due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:TOGETHER])
        rows = Mail.objects.filter(pk__in=ids)
        rows.filter(claimed_until__isnull=False).update(perhaps_twice=True)
        rows.update(claimed_until=until, wake_at=until, attempts=F("attempts") + 1)
        return list(rows.select_related("by").order_by("id"))


def _sent(one: Mail) -> tuple[str, MailFailure | None]:
    """Hand it over: the server's receipt, or why not."""
    row = queries.mail_server()
    if row is None:
        return "", MailFailure("mail_no_server", is_server=True)
    try:
        return smtp.send(server_of(row), _letter(one, row.sender), one.address), None
    except secrets.Unreadable as error:
        return "", MailFailure(error.code, is_server=True)
    except MailFailure as failure:
        return failure.said, failure
    except Exception:
        log.exception("mail %s failed", one.pk)
        return "", MailFailure("mail_error")


def _letter(one: Mail, sender: str) -> EmailMessage:
    attachments = [(one.attachment_name, _content(one.attachment))] if one.attachment else []
    return rules.letter(
        sender=sender,
        to=one.address,
        subject=one.subject,
        text=one.text,
        message_id=one.message_id,
        at=one.queued_at,
        attachments=attachments,
    )


def _content(attachment: str) -> bytes:
    """The file as it is now. Raises MailFailure for one that is outside the folder, gone, or too large."""
    path = queueing.file_of(attachment)
    if path is None:
        raise MailFailure("mail_attachment_outside", permanent=True)
    try:
        if path.stat().st_size > rules.LARGEST_ATTACHMENT:
            raise MailFailure("mail_attachment_large", permanent=True)
        return path.read_bytes()
    except OSError:
        raise MailFailure("mail_attachment_missing", permanent=True) from None


def _record(one: Mail, said: str, failure: MailFailure | None) -> None:
    """Write down what came of it, if this worker still holds the row; an acceptance counts in any case."""
    held = {"claimed_until": one.claimed_until}
    columns: dict[str, Any] = {"claimed_until": None, "receipt": said[: rules.LONGEST_RECEIPT]}
    with db.transaction():
        if failure is None:
            sent = {**columns, "state": Mail.State.SENT, "sent_at": clock.now(), "wake_at": None, "error": ""}
            if Mail.objects.filter(pk=one.pk).exclude(state=Mail.State.SENT).update(**sent):
                events.record("mail.sent", subject=one, data={"mail": one.pk})
        else:
            later = None if failure.permanent else rules.next_attempt(one.attempts, clock.now())
            columns |= {"wake_at": later, "error": failure.code}
            columns |= {"state": Mail.State.FAILED if later else Mail.State.GIVEN_UP}
            columns |= {"perhaps_twice": True} if failure.perhaps_sent else {}
            if Mail.objects.filter(pk=one.pk, **held).update(**columns) and later is None:
                _give_up(one, failure.code)
        if failure is None or failure.is_server:
            note_result(failure.code if failure else "")


def _give_up(one: Mail, code: str) -> None:
    """Say in public that it did not leave: to whoever asked for it, else to the administrators."""
    events.record("mail.given_up", subject=one, data={"mail": one.pk, "error": code})
    asked = [one.by] if one.by and one.by.is_active else []
    line = {"code": "mail.given_up", "ticket": "", "number": "", "label": one.subject, "task": "", "due": ""}
    for person in asked or staff.people(role=Role.ADMINISTRATOR).order_by("pk"):
        reminding.remind(person, line, urgent=True)
