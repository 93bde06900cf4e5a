"""What was learned, to be looked up before the same happens again (R220)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinuo.complaints.models import Lesson
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id

LOOKED_THROUGH: Final = 2000
"""In how many of the newest lessons words are looked for."""


@dataclass(frozen=True)
class Sought:
    """How the lessons are narrowed; what is empty narrows nothing."""

    type: str = ""
    cause: str = ""
    words: str = ""


def lessons(person: Person, sought: Sought, cursor: str | None = None) -> Page[Lesson]:
    """One page of the lessons of cases within reach, the newest case first. Words are looked for in the
    newest 2,000 that fit otherwise. Raises Invalid("cursor_wrong").
    """
    rows, below = _narrowed(person, sought).order_by("-complaint"), read_id(cursor)
    if sought.words:
        last = rows.values_list("pk", flat=True)[LOOKED_THROUGH : LOOKED_THROUGH + 1]
        rows = rows.filter(_has(sought.words), pk__gt=next(iter(last), 0))
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(rows.select_related("owner", "complaint__ticket")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(shown, str(shown[-1].pk) if len(found) > PAGE_SIZE else None)


def _narrowed(person: Person, sought: Sought) -> QuerySet[Lesson]:
    said: Mapping[str, Any] = {"complaint__type": sought.type, "complaint__cause": sought.cause}
    seen = Ticket.objects.visible_to(person).filter(pk=OuterRef("pk"))
    return Lesson.objects.filter(Exists(seen), **{name: value for name, value in said.items() if value})


def _has(words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= Q(cause__icontains=word) | Q(change__icontains=word)
    return found
