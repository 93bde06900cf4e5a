"""The server by which e-mail leaves: an administrator's work."""

from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from typing import Any
from uuid import uuid4

from yinuo.core import clock, db, events, secrets
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.messaging import may, queries
from yinuo.messaging.actions.mailing import posting, queueing
from yinuo.messaging.models import MailServer
from yinuo.messaging.rules import mails as rules
from yinuo.messaging.senders import mail as smtp
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

SUBJECT = "一诺的测试邮件"
TEXT = "收到这封邮件，说明一诺的邮件服务器设置好了。"
HIGHEST_PORT = 65_535
LONGEST_HOST = 120
LONGEST_SENDER = 200


def change_mail_server(
    *,
    host: str,
    port: int,
    security: str,
    sender: str,
    by: Person | None,
    user: str = "",
    password: str = "",
) -> MailServer:
    """Set up the server or change it. `security` is tls, starttls or none, `sender` who mails are from: an
    address, or 一诺 <desk@example.com>. Without `user` nobody signs in; an empty `password` keeps the old.

    What waits is tried at once. Records mailserver.changed with the names of what changed. Raises
    NotPermitted; Invalid at host, port, security, user, sender.
    """
    staff_may.require(by, may.manage_mail)
    given: dict[str, Any] = {
        "host": host.strip(),
        "port": port,
        "security": security,
        "user": user.strip(),
        "sender": rules.one_line(sender),
    }
    if faults := list(_faults(given)):
        raise Invalid(*faults)
    with db.transaction():
        row = MailServer.objects.select_for_update().order_by("pk").first() or MailServer(pk=1)
        if password or not given["user"]:
            given["secrets"] = secrets.seal({posting.SEALED_AS: password}) if given["user"] else ""
        changed = sorted(name for name, value in given.items() if getattr(row, name) != value)
        if changed:
            _write(row, {name: given[name] for name in changed})
            events.record("mailserver.changed", subject=row, by=by, data={"fields": changed})
    return row


def try_mail(*, to: str, by: Person) -> str:
    """Send a test mail at once, without the outbox; returns the server's receipt in its own words.

    Records mailserver.tried. Raises NotPermitted; Invalid at to; NotNow("mail_no_server"), else NotNow with
    the code of what is wrong and what the server `said`.
    """
    staff_may.require(by, may.manage_mail)
    to = to.strip()
    if not queueing.is_address(to):
        raise Invalid(fault("to", "mail_address_wrong"))
    row = queries.mail_server()
    if row is None:
        raise NotNow("mail_no_server")
    said, code = _tried(row, to)
    with db.transaction():
        posting.note_result(code)
        events.record("mailserver.tried", subject=row, by=by, data={"error": code})
    if code:
        raise NotNow(code, said=said)
    return said


def _write(row: MailServer, columns: Mapping[str, Any]) -> None:
    """Take the new values over; what waits is tried at once, what was wrong before is forgotten."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.version += 1
    row.last_error, row.last_failed_at = "", None
    row.save()
    posting.hurry()


def _tried(row: MailServer, to: str) -> tuple[str, str]:
    """What the server said, and the code of what is wrong; empty when nothing is."""
    letter = rules.letter(
        sender=row.sender,
        to=to,
        subject=SUBJECT,
        text=TEXT,
        message_id=f"<{uuid4().hex}@{rules.domain_of(row.sender)}>",
        at=clock.real_now(),
    )
    try:
        return smtp.send(posting.server_of(row), letter, to)[: rules.LONGEST_RECEIPT], ""
    except secrets.Unreadable as error:
        return "", error.code
    except smtp.MailFailure as failure:
        return failure.said[: rules.LONGEST_RECEIPT], failure.code


def _faults(given: Mapping[str, Any]) -> Iterator[Fault]:
    host = given["host"]
    if not host:
        yield fault("host", "required")
    if len(host) > LONGEST_HOST:
        yield fault("host", "too_long", limit=LONGEST_HOST, length=len(host))
    if any(letter.isspace() or letter in "/@:" for letter in host):
        yield fault("host", "mail_host_wrong")
    if not 0 < given["port"] <= HIGHEST_PORT:
        yield fault("port", "out_of_range", value=given["port"])
    if given["security"] not in MailServer.Security.values:
        yield fault("security", "not_a_choice")
    if not queueing.is_address(parseaddr(given["sender"])[1]) or len(given["sender"]) > LONGEST_SENDER:
        yield fault("sender", "mail_address_wrong")
