"""What must stay for a dispute, whatever its time and whoever asks."""

from django.db.models import Exists, OuterRef, QuerySet

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.core.events.ledger import Row
from yinuo.core.keeping import may
from yinuo.core.keeping.may import Actor
from yinuo.core.models import Hold

LONGEST_REASON = 200


def hold(subject: Row, *, reason: str, by: Actor | None, ticket: Row | None = None) -> Hold:
    """Keep what is known of a ticket or a customer until somebody lifts it; the same again is the first.

    Records hold.placed, on the `ticket` when it is one. Raises NotPermitted, Invalid at `reason`.
    """
    _require(by)
    words = _reason(reason)
    with db.transaction():
        found = _of(_kind(subject), subject.pk).select_for_update().first()
        if found is not None:
            return found
        made = Hold.objects.create(
            subject_kind=_kind(subject),
            subject_id=subject.pk,
            reason=words,
            by_id=by.pk if by else None,
            at=clock.now(),
        )
        data = {"subject": made.subject_kind, "id": subject.pk}
        events.record("hold.placed", subject=made, ticket=ticket, by=by, data=data)
    return made


def lift(held: Hold, *, by: Actor | None, ticket: Row | None = None) -> Hold:
    """Let it have its time again. Records hold.lifted, once. Raises NotPermitted."""
    _require(by)
    with db.transaction():
        row = Hold.objects.select_for_update().get(pk=held.pk)
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by_id = clock.now(), by.pk if by else None
            row.save(update_fields=["lifted_at", "lifted_by_id"])
            data = {"subject": row.subject_kind, "id": row.subject_id}
            events.record("hold.lifted", subject=row, ticket=ticket, by=by, data=data)
    return row


def holds() -> QuerySet[Hold]:
    """Everything that is held, the newest first."""
    return Hold.objects.filter(lifted_at__isnull=True).order_by("-id")


def is_held(kind: str, pk: int | None) -> Hold | None:
    """The hold of this ticket or customer, if it is held."""
    return None if pk is None else _of(kind, pk).first()


def any_held(kind: str, pk: str) -> Exists:
    """For a query: that the ticket or customer whose id stands in this column is held."""
    return Exists(Hold.objects.filter(subject_kind=kind, subject_id=OuterRef(pk), lifted_at__isnull=True))


def _of(kind: str, pk: int) -> QuerySet[Hold]:
    return Hold.objects.filter(subject_kind=kind, subject_id=pk, lifted_at__isnull=True)


def _kind(subject: Row) -> str:
    return type(subject).__name__.lower()


def _require(by: Actor | None) -> None:
    if by is not None and not may.hold(by):
        raise NotPermitted("not_permitted")


def _reason(said: str) -> str:
    words = " ".join(said.replace("\0", "").split())
    if not words:
        raise Invalid(fault("reason", "required"))
    if len(words) > LONGEST_REASON:
        raise Invalid(fault("reason", "too_long", limit=LONGEST_REASON, length=len(words)))
    return words
