"""Reads about announcements: what stands now for whom, the desk's own list, and answers that are kept."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.core.text import bigrams
from yinuo.knowledge import may
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person
from yinuo.tickets.queries import paging
from yinuo.tickets.rules import read_cursor, write_cursor

CUSTOMERS: Final = Announcement.Audience.CUSTOMERS
STAFF: Final = Announcement.Audience.STAFF
MOST_READ: Final = 300
"""So many kept answers of a topic are compared with a question, the newest."""
ALIKE: Final = 1 / 3
"""The part of a kept question's pairs of characters that another question shares with it to be like it."""


def current(
    audience: str, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> paging.Page[Announcement]:
    """What stands now for CUSTOMERS or STAFF (R024): pinned ones lead the first page, then the newest.

    One page at a time, in one or two statements. Raises Invalid("cursor_wrong").
    """
    rows = _news(audience, clock.now())
    pinned = [] if cursor else list(rows.filter(is_pinned=True).order_by("-published_at", "-id")[:size])
    page = _page(rows.filter(is_pinned=False), cursor, size)
    return paging.Page([*pinned, *page.rows], page.next_cursor)


def newest(audience: str, size: int = 3) -> list[Announcement]:
    """The few that a start page names, pinned ones first, in one statement."""
    rows = _news(audience, clock.now())
    return list(rows.order_by("-is_pinned", "-published_at", "-id")[:size])


def announcement(audience: str, ref: str) -> Announcement:
    """One that stands now for this audience. Raises NotFound."""
    return _found(_news(audience, clock.now()).filter(ref=ref))


def answers(cursor: str | None = None, *, size: int = paging.PAGE_SIZE) -> paging.Page[Announcement]:
    """The answers that are kept for our people (R117), the newest first. Raises Invalid("cursor_wrong")."""
    return _page(_standing(STAFF, clock.now()).exclude(topic=""), cursor, size)


def alike(topic: str, question: str, most: int = 3) -> list[Announcement]:
    """Kept answers to questions like this one, the likest first (R117): of the same topic, and sharing a
    third of the characters' pairs of the kept question. One statement.
    """
    asked = _pairs(question)
    if not (topic and asked):
        return []
    rows = _standing(STAFF, clock.now()).filter(topic=topic).order_by("-published_at", "-id")[:MOST_READ]
    found = [(_share(_pairs(one.title), asked), one) for one in rows]
    like = [pair for pair in found if pair[0] >= ALIKE]
    return [one for _, one in sorted(like, key=lambda pair: -pair[0])[:most]]


def _pairs(text: str) -> set[str]:
    return {term for term in bigrams.index_terms(text).split() if len(term) > 1}


def _share(kept: set[str], asked: set[str]) -> float:
    return len(kept & asked) / len(kept) if kept else 0.0


def all_of(person: Person, cursor: str | None = None) -> paging.Page[Announcement]:
    """Everything that was ever announced, and what will be, the newest first; nothing for others."""
    rows = Announcement.objects.all() if may.read_all(person) else Announcement.objects.none()
    return _page(rows, cursor, paging.PAGE_SIZE)


def of_ref(person: Person, ref: str) -> Announcement:
    """One that this person may read. Raises NotFound."""
    rows = Announcement.objects.filter(published_at__isnull=False)
    seen = rows if may.read_all(person) else _standing(STAFF, clock.now())
    return _found(seen.filter(ref=ref))


def state(one: Announcement, now: datetime) -> str:
    """How it stands: LATER, NOW or OVER."""
    if one.published_at is None or one.published_at > now:
        return "LATER"
    return "OVER" if one.until is not None and one.until <= now else "NOW"


def _news(audience: str, now: datetime) -> QuerySet[Announcement]:
    return _standing(audience, now).filter(topic="")


def _standing(audience: str, now: datetime) -> QuerySet[Announcement]:
    said = Q(audience__in=(Announcement.Audience.ALL, audience))
    lasts = Q(until__isnull=True) | Q(until__gt=now)
    return Announcement.objects.filter(said, lasts, published_at__lte=now)


def _page(rows: QuerySet[Announcement], cursor: str | None, size: int) -> paging.Page[Announcement]:
    rows = rows.filter(published_at__isnull=False).order_by("-published_at", "-id")
    if cursor:
        at, pk = read_cursor(cursor)
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, id__lt=pk))
    page = list(rows[: size + 1])
    last = page[size - 1] if len(page) > size else None
    following = write_cursor(last.published_at, last.pk) if last and last.published_at else None
    return paging.Page(page[:size], following)


def _found(rows: QuerySet[Announcement]) -> Announcement:
    found = rows.select_related("by").first()
    if found is None:
        raise NotFound("not_found")
    return found
