"""Other complaints of perhaps the same matter (R129): of the same order, the same people, in like words.

Every source is read by an index and gives at most so many rows; the words are found by the full-text index
of all tickets, on both databases, and compared here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from yinuo.complaints.models import Complaint, Outcome
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.likeness import ALIKE, NEAR, WORD, likeness, pieces
from yinuo.core import clock, db
from yinuo.core.db.fulltext import Query
from yinuo.core.text import bigrams
from yinuo.staff.models import Person
from yinuo.tickets.models import Link, SearchText, Ticket, reach_of
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


def likeliest(complaint: Complaint, person: Person) -> Candidate | None:
    """The one that whoever opens the case is told of; None where it has ended or is joined with one already.

    That both are about the same respondent says too little by itself, nor does an earlier case of the same
    customer that has ended.
    """
    if complaint.ticket.closed_at is not None or linked(complaint, person):
        return None
    return next((one for one in alike(complaint, person) if _is_telling(one)), None)


def _is_telling(one: Candidate) -> bool:
    is_open = one.complaint.ticket.closed_at is None
    return ORDER in one.why or TEXT in one.why or (PHONE in one.why and is_open)


def candidates(sought: Sought, person: Person, *, size: int = 10) -> list[Candidate]:
    """The same before anything is registered, from what is known so far.

    Of the same order at any time, of the same people within 30 days; those that were merged into another are
    left out. At most 20 rows of each sign; the number of statements does not grow with the rows.
    """
    why: dict[int, list[str]] = {pk: [] for pk in _spoken_alike(sought.account, person)}
    since = clock.now() - NEAR
    for sign, rows in _by_signs(sought):
        for pk, recorded_at in rows.values_list("pk", "recorded_at")[:_OF_EACH]:
            if sign == ORDER or recorded_at >= since:
                why.setdefault(pk, []).append(sign)
    why.pop(sought.but or 0, None)
    ranked = [_candidate(row, why[row.pk], sought) for row in _seen(why, person)]
    ranked = [one for one in ranked if one.why]
    return sorted(ranked, key=lambda one: (-one.score, -one.complaint.pk))[:size]


_LINKED: Final = db.Prepared[tuple[int, int]](
    lambda one, other: Link.objects.filter(
        Q(ticket_id=one) | Q(other_id=other), kind=stages.ALIKE
    ).values_list("ticket_id", "other_id")
)


def linked(complaint: Complaint, person: Person) -> list[Complaint]:
    """The complaints that were joined with this one and stay of their own, as far as `person` sees them."""
    pairs = _LINKED.all(complaint.pk, complaint.pk)
    ids = {one for pair in pairs for one in pair} - {complaint.pk}
    return sorted(_seen(ids, person), key=lambda one: one.pk) if ids else []


def _by_signs(sought: Sought) -> list[tuple[str, QuerySet[Complaint]]]:
    """The newest of the same order, phone and respondent, each by its own index; how old they are is asked of
    these few, or all of somebody who was complained about long ago would be read.
    """
    rows = Complaint.objects.order_by("-ticket_id")
    signs = []
    if sought.about_id is not None:
        signs.append((ORDER, rows.filter(about_id=sought.about_id)))
    if sought.phone:
        # SQLite uses the index of the phones that are there only where the query names its condition.
        signs.append((PHONE, rows.filter(contact_phone=sought.phone).exclude(contact_phone="")))
    if sought.respondent_id is not None:
        signs.append((RESPONDENT, rows.filter(respondent_id=sought.respondent_id)))
    return signs


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


def _seen(pks: Iterable[int], person: Person) -> list[Complaint]:
    """Those of them that this person may see and that were not merged into another."""
    visible = Ticket.objects.visible_to(person).filter(pk__in=list(pks)).values_list("pk", flat=True)
    rows = Complaint.objects.filter(pk__in=list(visible)).exclude(outcome=Outcome.MERGED)
    return list(rows.select_related("ticket__owner"))


def _candidate(complaint: Complaint, signs: Sequence[str], sought: Sought) -> Candidate:
    like = likeness(sought.account, complaint.account) if sought.account else 0.0
    why = (*signs, *((TEXT,) if like >= ALIKE else ()))
    return Candidate(complaint, why, sum(_WEIGHTS[sign] for sign in signs) + _LIKE * like)
