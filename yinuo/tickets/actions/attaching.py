"""Files of a ticket: added, removed, and their bytes deleted when nobody has them any more.

Removing is a change of the row, and from then on nobody is shown the file. The worker deletes it
(`discard_files`): the row keeps its hash until that is done, so a killed process leaves nothing behind.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from yinuo.core import clock, db, documents, events, keeping, uploads
from yinuo.core.errors import Invalid, NotFound, NotNow, fault
from yinuo.core.text.keepable import keepable
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may
from yinuo.tickets.models import Attachment, Ticket
from yinuo.tickets.rules.texts import clean

PAPERS: Final = ("statement", "photo", "scan", "inspection")
"""What may come as a PDF too: evidence with a statement, and what the desk adds to a case."""
PURPOSES: Final = (
    "goods", "pickup", "delivery", "signature", "exception", "receipt", "question", "complaint", "agreement",
    *PAPERS,
)  # fmt: skip
MOST: Final = 40
LONGEST_NAME: Final = 100


def attach(
    ticket: Ticket,
    *,
    purpose: str,
    file: uploads.Upload,
    by: Person | None,
    name: str = "",
    form_key: str | None = None,
) -> Attachment:
    """Add a picture to a ticket, of PAPERS a PDF too; a `form_key` that was used returns the first.

    `purpose` is one of PURPOSES, `name` what the file was called (kept to be read, never used as a path). For
    a customer (`by` None) the face has asked whether the ticket is theirs. Records ticket.photo_added
    {purpose} with the attachment as its subject. Raises NotPermitted, Invalid("not_a_choice") and what
    `uploads.picture` or `documents.document` raises, NotNow: too_many_photos {most}, ticket_forgotten.
    """
    require(by, may.work, ticket)
    if purpose not in PURPOSES:
        raise Invalid(fault("purpose", "not_a_choice"))
    if first := already(ticket, form_key):
        return first
    read = documents.document if purpose in PAPERS else uploads.picture
    made = read(file)  # slow, so before the lock
    return put(ticket, made, purpose=purpose, by=by, name=name, form_key=form_key)


def already(ticket: Ticket, form_key: str | None) -> Attachment | None:
    """What this very form put beside the ticket before."""
    return Attachment.objects.filter(form_key=form_key, ticket=ticket).first() if form_key else None


def put(
    ticket: Ticket,
    made: uploads.Picture | documents.Paper,
    *,
    purpose: str,
    by: Person | None,
    name: str = "",
    form_key: str | None = None,
    original: int | None = None,
    event: str = "ticket.photo_added",
    told: Mapping[str, Any] | None = None,
) -> Attachment:
    """Put a file that was made already beside the ticket; the action it is part of has asked who may.

    `original` is the id of what it was made of. Records `event` {purpose} and what else is `told`. Raises
    NotFound for a `form_key` of another ticket, NotNow: too_many_photos {most}, ticket_closed.
    """
    with db.transaction():
        _require_room(ticket)
        list(Attachment.objects.select_for_update().filter(sha256=made.sha256))  # nobody discards it now
        uploads.keep(made)
        more: dict[str, Any] = {"purpose": purpose, "by": by, "name": name, "original_id": original}
        row = _row(made, ticket=ticket, form_key=form_key, **more)
        written, is_new = db.insert_once(row, "form_key")
        if is_new:
            data = {"purpose": purpose, **(told or {})}
            events.record(event, subject=written, ticket=ticket, by=by, data=data)
    if written.ticket_id != ticket.pk:
        raise NotFound("not_found")
    return written


def remove_attachment(attachment: Attachment, *, by: Person | None) -> Attachment:
    """Take a file off its ticket: that it was there stays. Removed again it stays removed.

    Records ticket.photo_removed {purpose}. Raises NotPermitted.
    """
    require(by, may.remove_attachment, attachment)
    with db.transaction():
        row = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if row.removed_at is not None:
            return row
        _remove([row.pk])
        events.record(
            "ticket.photo_removed", subject=row, ticket=row.ticket, by=by, data={"purpose": row.purpose}
        )
        row.refresh_from_db()
    return row


def hand_files_on(ticket: Ticket, *, to: Ticket) -> None:
    """What was handed in on a ticket belongs to the one that it became; part of that action's transaction."""
    Attachment.objects.filter(ticket=ticket).update(ticket=to)


def forget_files(ticket_id: int) -> None:
    """Take all files off a ticket that is forgotten, and their names; part of that action's transaction."""
    _remove(list(Attachment.objects.filter(ticket_id=ticket_id).values_list("pk", flat=True)))


def attachments_to_forget(before: datetime) -> QuerySet[Attachment]:
    """Files added before a moment, but for tickets that are under way or held."""
    old = Attachment.objects.filter(removed_at__isnull=True, at__lt=before, ticket__closed_at__isnull=False)
    held = keeping.any_held("ticket", "ticket_id"), keeping.any_held("customer", "ticket__customer_id")
    return old.exclude(held[0]).exclude(held[1]).order_by("at", "id")


def forget_attachments(ids: Sequence[int]) -> None:
    """Take files off their tickets because their time is over."""
    with db.transaction():
        _remove(ids)


def discard_files(now: datetime, limit: int = 50) -> int:
    """One step of the worker: delete what was removed and still lies on the disk; returns how many rows.

    `now` is not looked at: what was removed goes at once.
    """
    going = Attachment.objects.filter(removed_at__isnull=False).exclude(sha256="")
    ids = list(going.order_by("pk").values_list("pk", flat=True)[:limit])
    for pk in ids:
        _discard(pk)
    return len(ids)


def _row(
    made: uploads.Picture | documents.Paper, *, name: str, form_key: str | None, **more: Any
) -> Attachment:
    return Attachment(
        kind=made.kind,
        name=keepable(clean(name))[-LONGEST_NAME:],
        sha256=made.sha256,
        size=len(made.content),
        width=made.width,
        height=made.height,
        door=events.door.get(),
        at=clock.now(),
        form_key=form_key or None,
        **more,
    )


def _require_room(ticket: Ticket) -> None:
    if Ticket.objects.filter(pk=ticket.pk, forgotten_at__isnull=False).exists():
        raise NotNow("ticket_closed")
    if Attachment.objects.filter(ticket=ticket, removed_at__isnull=True).count() >= MOST:
        raise NotNow("too_many_photos", most=MOST)


def _remove(ids: Sequence[int]) -> None:
    rows = Attachment.objects.filter(pk__in=ids)
    rows.filter(removed_at__isnull=True).update(removed_at=clock.now())
    rows.update(name="", form_key=None)


def _discard(pk: int) -> None:
    """Delete the file of a removed row unless another row still has it. Two who do so wait for each other,
    and for whoever adds the same picture again.
    """
    with db.transaction():
        row = Attachment.objects.filter(pk=pk, removed_at__isnull=False).exclude(sha256="").first()
        if row is None:
            return
        list(Attachment.objects.select_for_update().filter(sha256=row.sha256))
        same = Attachment.objects.filter(sha256=row.sha256, removed_at__isnull=True)
        if not same.exists():
            uploads.discard(row.sha256)
        Attachment.objects.filter(pk=pk).update(sha256="")
