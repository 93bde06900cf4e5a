"""Other complaints of perhaps the same matter (R129): of the same order, the same people, in like words.

Every source is read by an index and gives at most so many rows; the words are found by the full-text index
of all tickets, on both databases, and compared here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import QuerySet

from yinuo.complaints.models import Complaint, Outcome
from yinuo.complaints.rules.likeness import ALIKE, NEAR, WORD, likeness, pieces
from yinuo.core import clock
from yinuo.core.db.fulltext import Query
from yinuo.core.text import bigrams
from yinuo.staff.models import Person
from yinuo.tickets.models import SearchText, Ticket, reach_of
from yinuo.tickets.rules import SEARCH, scope_marks

ORDER: Final = "order"
PHONE: Final = "phone"
RESPONDENT: Final = "respondent"
TEXT: Final = "text"
_WEIGHTS: Final = {ORDER: 4.0, PHONE: 3.0, RESPONDENT: 1.0}
_LIKE: Final = 3.0
"""What one of the same words weighs; less of them, less."""
_OF_EACH: Final = 20
_PIECES: Final = 4
_JOINED: Final = ("ticket__owner", "ticket__customer", "about", "respondent")


@dataclass(frozen=True)
class Candidate:
    """A complaint that may be of the same matter: why (order, phone, respondent, text), how likely."""

    complaint: Complaint
    why: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Sought:
    """What the others are compared with; `but` is the complaint itself, if it is one already."""

    account: str = ""
    about_id: int | None = None
    phone: str = ""
    respondent_id: int | None = None
    but: int | None = None


@dataclass
class _Found:
    """One complaint and what led to it."""

    complaint: Complaint
    why: list[str] = field(default_factory=list)


def alike(complaint: Complaint, person: Person, *, size: int = 10) -> list[Candidate]:
    """The complaints that may be of the same matter as this one, as far as `person` sees, likeliest first."""
    sought = Sought(
        account=complaint.account,
        about_id=complaint.about_id,
        phone=complaint.contact_phone,
        respondent_id=complaint.respondent_id,
        but=complaint.pk,
    )
    return candidates(sought, person, size=size)


def candidates(sought: Sought, person: Person, *, size: int = 10) -> list[Candidate]:
    """The same before anything is registered, from what is known so far.

    Of the same order at any time, of the same people within 30 days; merged ones are left out, as the one
    they were merged into is found. At most 20 rows of each sign; the number of statements is fixed.
    """
    found: dict[int, _Found] = {}
    for why, rows in _by_signs(sought):
        _note(found, why, rows[:_OF_EACH])
    known = _worded(_spoken_alike(sought.account, person))
    for row in known:
        found.setdefault(row.pk, _Found(row))
    seen = set(Ticket.objects.visible_to(person).filter(pk__in=found).values_list("pk", flat=True))
    ranked = [_candidate(one, sought) for pk, one in found.items() if pk in seen and pk != sought.but]
    ranked = [one for one in ranked if one.why]
    return sorted(ranked, key=lambda one: (-one.score, -one.complaint.pk))[:size]


def _by_signs(sought: Sought) -> list[tuple[str, QuerySet[Complaint]]]:
    """The newest of the same order, phone and respondent, each by its own index."""
    rows = _open_rows().order_by("-ticket_id")
    near = rows.filter(ticket__opened_at__gte=clock.now() - NEAR)
    signs = []
    if sought.about_id is not None:
        signs.append((ORDER, rows.filter(about_id=sought.about_id)))
    if sought.phone:
        signs.append((PHONE, near.filter(contact_phone=sought.phone)))
    if sought.respondent_id is not None:
        signs.append((RESPONDENT, near.filter(respondent_id=sought.respondent_id)))
    return signs


def _open_rows() -> QuerySet[Complaint]:
    return Complaint.objects.exclude(outcome=Outcome.MERGED).select_related(*_JOINED)


def _spoken_alike(account: str, person: Person) -> set[int]:
    """The newest complaints that hold one of the text's most telling pieces; by the index alone."""
    scope = scope_marks(reach_of(person))
    kind = () if scope else (SEARCH.mark("kind", SearchText.Kind.TICKET),)
    subjects: set[int] = set()
    for piece in pieces(account, _PIECES):
        phrases = tuple(tuple(group) for text in (WORD, piece) for group in bigrams.query_terms(text))
        found = SEARCH.newest(Query(phrases, (), kind, scope), columns=("id", "subject_id"), limit=_OF_EACH)
        subjects.update(int(subject) for _, subject in found)
    return subjects


def _worded(subjects: Iterable[int]) -> Iterable[Complaint]:
    pks = sorted(subjects, reverse=True)
    return _open_rows().filter(pk__in=pks) if pks else ()


def _note(found: dict[int, _Found], why: str, rows: Iterable[Complaint]) -> None:
    for row in rows:
        found.setdefault(row.pk, _Found(row)).why.append(why)


def _candidate(found: _Found, sought: Sought) -> Candidate:
    like = likeness(sought.account, found.complaint.account) if sought.account else 0.0
    why = (*found.why, *((TEXT,) if like >= ALIKE else ()))
    return Candidate(found.complaint, why, sum(_WEIGHTS[sign] for sign in found.why) + _LIKE * like)
