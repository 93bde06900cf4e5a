"""What the queue remembers: the nearest promise of a ticket, a person's own filters."""

from datetime import datetime

from yinuo.core import clock, db, events
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.staff.models import Person
from yinuo.tickets.actions import locking
from yinuo.tickets.models import NEVER, SavedFilter
from yinuo.tickets.rules import LONGEST_FILTER_NAME, LONGEST_SHOWN, MOST_FILTERS, Filters, check_text


def set_next_due(
    ticket_id: int, *, due_at: datetime | None, due_from: datetime | None, label: str, waiting_for: str
) -> bool:
    """Tell the queue the ticket's nearest promise; without one it stands last. Says whether anything changed.

    Called by promises inside their own transaction; no event, the promise's event says it.
    """
    columns = {
        "next_due_at": due_at or NEVER,
        "next_due_from": due_from if due_at else None,
        "next_due_label": label[: LONGEST_SHOWN["next_due_label"]],
        "waiting_for": waiting_for[: LONGEST_SHOWN["waiting_for"]],
    }
    with db.transaction():
        for ticket in locking.hold(ticket_id):
            if any(getattr(ticket, name) != value for name, value in columns.items()):
                locking.put(ticket, **columns, changed_at=clock.now())
                return True
    return False


def save_filter(*, name: str, filters: Filters, view: str, by: Person) -> SavedFilter:
    """Keep a view with its filters under a name; the same name again replaces it.

    Records filter.saved. Raises Invalid("required", "too_long"), NotNow("too_many_filters", most=20).
    """
    name = check_text("name", name, LONGEST_FILTER_NAME)
    query = "&".join(part for part in (f"view={view}", filters.write()) if part)
    with db.transaction():
        kept = by.saved_filters.filter(name=name).first()
        if kept is None and by.saved_filters.count() >= MOST_FILTERS:
            raise NotNow("too_many_filters", most=MOST_FILTERS)
        if kept and kept.query == query:
            return kept
        kept, _ = SavedFilter.objects.update_or_create(person=by, name=name, defaults={"query": query})
        events.record("filter.saved", subject=kept, by=by)
    return kept


def delete_filter(saved: SavedFilter, *, by: Person) -> None:
    """Forget one of one's own filters; one that is gone already is no fault. Records filter.deleted.

    Raises NotPermitted for somebody else's.
    """
    if saved.person_id != by.pk:
        raise NotPermitted("not_permitted")
    with db.transaction():
        gone, _ = SavedFilter.objects.filter(pk=saved.pk).delete()
        if gone:
            events.record("filter.deleted", subject=saved, by=by)
