"""Putting an e-mail into the outbox."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.messaging import may, queries
from yinuo.messaging.models import Mail
from yinuo.messaging.rules import mails as rules
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person


def mail(
    *, to: str, subject: str, text: str, by: Person | None, attachment: str = "", attachment_name: str = ""
) -> Mail:
    """Queue an e-mail to one address; the worker sends it after the commit.

    `attachment` is the path of a file inside the desk's folder (`DATA_DIR`), relative to it; it is read when
    the mail leaves, and sent under `attachment_name`.

    Records mail.queued. Raises NotPermitted; Invalid at to, subject, text, attachment.
    """
    staff_may.require(by, may.send_mail)
    to, subject = to.strip(), rules.one_line(subject)
    if faults := list(_faults(to, subject, text, attachment)):
        raise Invalid(*faults)
    server = queries.mail_server()
    now = clock.now()
    with db.transaction():
        made = Mail.objects.create(
            address=to,
            subject=subject,
            text=text,
            attachment=attachment,
            attachment_name=rules.one_line(attachment_name) or Path(attachment).name,
            message_id=f"<{uuid4().hex}@{rules.domain_of(server.sender if server else '')}>",
            queued_at=now,
            wake_at=now,
            by=by,
        )
        events.record("mail.queued", subject=made, by=by, data={"mail": made.pk})
    return made


def is_address(text: str) -> bool:
    """Whether this is an e-mail address that every server understands."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isascii()


def file_of(attachment: str) -> Path | None:
    """The file inside the desk's folder; None for a path that leads out of it, by whatever way."""
    folder = Path(settings.DATA_DIR).resolve()
    path = (folder / attachment).resolve()
    return path if path.is_relative_to(folder) else None


def _faults(to: str, subject: str, text: str, attachment: str) -> Iterator[Fault]:
    if not is_address(to):
        yield fault("to", "mail_address_wrong")
    if not subject:
        yield fault("subject", "required")
    if len(subject) > rules.LONGEST_SUBJECT:
        yield fault("subject", "too_long", limit=rules.LONGEST_SUBJECT, length=len(subject))
    if not text.strip():
        yield fault("text", "required")
    if attachment and file_of(attachment) is None:
        yield fault("attachment", "mail_attachment_outside")
