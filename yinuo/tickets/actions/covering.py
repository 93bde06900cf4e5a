"""Blacking out parts of a picture: a new version for everybody, and who still looks at the original."""

from collections.abc import Sequence
from typing import Final

from yinuo.core import db, documents, events, uploads
from yinuo.core.errors import Invalid, NotFound, NotNow, fault
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may
from yinuo.tickets.actions import attaching, locking, noting
from yinuo.tickets.models import Attachment
from yinuo.tickets.queries.attachments import is_covered, versions

MOST_BOXES: Final = 40


def cover(
    attachment: Attachment,
    *,
    boxes: Sequence[uploads.Box],
    by: Person,
    seen: int | None = None,
    form_key: str | None = None,
) -> Attachment:
    """Make a version of a picture with these parts black, under its own hash; the original stays unchanged.

    `boxes` are in pixels of the picture. From then on everybody is shown the new version; covered again, the
    parts are added to it or, given the original, taken anew. `seen` is the id of the newest version that
    `by` knows: nobody uncovers unseen what somebody else covers meanwhile. A used `form_key` returns the
    first. Records ticket.photo_covered {purpose, original, boxes}. Raises NotPermitted; Invalid:
    boxes_missing, too_many_boxes {most}, box_outside; NotFound for a file that is gone; NotNow:
    cover_only_pictures, covered_meanwhile and what `attach` raises.
    """
    require(by, may.cover, attachment.ticket)
    if attachment.kind == documents.PDF:
        raise NotNow("cover_only_pictures")
    _check(attachment, boxes)
    made = uploads.covered(_content(attachment), boxes)  # slow, so before the lock
    root = attachment.original_id or attachment.pk
    with db.transaction():
        locking.lock(attachment.ticket)
        if first := attaching.already(attachment.ticket, form_key):
            return first
        if seen is not None and any(one.pk > seen for one in versions(attachment)):
            raise NotNow("covered_meanwhile")
        return attaching.put(
            attachment.ticket,
            made,
            purpose=attachment.purpose,
            by=by,
            name=attachment.name,
            form_key=form_key,
            event="ticket.photo_covered",
            original=root,
            told={"original": root, "boxes": [list(one) for one in boxes]},
        )


def see_original(attachment: Attachment, *, by: Person) -> None:
    """Look at a version that another stands for: only who may see personal data, which is on record.

    Does nothing for what is shown to everybody. Records ticket.original_seen each time, and the first time of
    a day ticket.personal_seen. Raises NotPermitted.
    """
    if not is_covered(attachment):
        return
    require(by, may.reveal, attachment.ticket)
    with db.transaction():
        noting.see_personal(attachment.ticket, by=by)
        events.record("ticket.original_seen", subject=attachment, ticket=attachment.ticket, by=by)


def _check(attachment: Attachment, boxes: Sequence[uploads.Box]) -> None:
    if not boxes:
        raise Invalid(fault("boxes", "boxes_missing"))
    if len(boxes) > MOST_BOXES:
        raise Invalid(fault("boxes", "too_many_boxes", most=MOST_BOXES))
    wide, high = attachment.width or 0, attachment.height or 0
    for number, one in enumerate(boxes, start=1):
        is_inside = 0 <= one.left < wide and 0 <= one.top < high and one.width > 0 and one.height > 0
        if not is_inside:
            raise Invalid(fault("boxes", "box_outside", number=number, width=wide, height=high))


def _content(attachment: Attachment) -> bytes:
    if attachment.removed_at is not None:
        raise NotFound("not_found")
    try:
        return uploads.path_of(attachment.sha256).read_bytes()
    except FileNotFoundError:
        raise NotFound("not_found") from None
