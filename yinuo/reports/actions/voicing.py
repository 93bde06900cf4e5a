"""Keeping the facts of complaints, suggestions, praise and displeasure, in the deed's transaction.

Who complains again is found in the facts themselves, by customer, type and day: what was a repetition stays
one when the people are forgotten. A fact that changes in these marks later ones anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from yinuo.complaints.models import Complaint, Grumble, Suggestion
from yinuo.core import db
from yinuo.core.events import Deed
from yinuo.core.models import Event
from yinuo.promises.models import Promise
from yinuo.reports.models import ComplaintFact
from yinuo.reports.queries import voiced
from yinuo.reports.rules import deriving, voices
from yinuo.reports.rules.deriving import Due
from yinuo.tickets.models import Kind

REPEAT_DAYS: Final = 30
"""Within so many days the same customer complains again of the same type (B10)."""
KINDS: Final = (Kind.COMPLAINT, Kind.SUGGESTION)
_FACT: Final = tuple(one.attname for one in ComplaintFact._meta.concrete_fields if not one.primary_key)
_SUBJECT: Final = ("customer_id", "type", "day")
_DUE: Final = ("ticket_id", *Due._fields[:-1], "late_is_objective")
_FOUND: Final = db.Prepared[ComplaintFact](
    lambda *ids: ComplaintFact.objects.filter(ticket__id__in=ids, grumble_id=0)
)
_COMPLAINTS: Final = db.Prepared[Complaint](
    lambda *ids: (
        Complaint.objects.filter(ticket__id__in=ids).select_related("ticket", "about").order_by("ticket_id")
    )
)
_SUGGESTIONS: Final = db.Prepared[Suggestion](
    lambda *ids: (
        Suggestion.objects.filter(ticket__id__in=ids).select_related("ticket", "about").order_by("ticket_id")
    )
)
_DEEDS: Final = db.Prepared[tuple[Any, ...]](
    lambda *ids: (
        Event.objects.filter(ticket_id__in=ids, kind__in=voices.KINDS)
        .order_by("id")
        .values_list("ticket_id", "kind", "at", "data")
    )
)
_ROUNDS: Final = db.Prepared[tuple[Any, ...]](
    lambda *ids: (
        Promise.objects.filter(ticket__id__in=ids, key=voices.ACKNOWLEDGED).order_by("id").values_list(*_DUE)
    )
)
Subject = tuple[int, str, date]
"""Who complained of what, and when."""


class _Marked(set[int]):
    """The complaints and suggestions of a unit of work whose facts are to be kept at its end."""

    is_called = False


def note_voice(deed: Deed) -> None:
    """Wired to whatever may change a fact: it is kept once, at the end of the unit of work."""
    ticket = deed.ticket
    if ticket is None or ticket.kind not in KINDS:
        return
    if deed.kind.startswith("promise.") and deed.subject.key != voices.ACKNOWLEDGED:
        return
    marked = db.of_unit(_Marked)
    marked.add(ticket.pk)
    if not marked.is_called:
        marked.is_called = db.before_commit(lambda: _keep_marked(marked))


def note_grumble(deed: Deed) -> None:
    """Wired to a displeasure that is noted, or becomes a complaint."""
    keep_grumbles(deed.subject.pk)


def keep_voices(*ticket_ids: int) -> None:
    """Make the facts of these complaints and suggestions what their rows say; done again it changes nothing.

    Must be called in a transaction that holds the tickets' rows.
    """
    found = {one.ticket_id: one for one in _FOUND.all(*ticket_ids)}
    for fact in (*_complaints(ticket_ids), *_suggestions(ticket_ids)):
        before = found.get(fact.ticket_id)
        _hold_on(fact, before)
        fact.is_repeat = _is_repeat(fact)
        _store(fact, before)
        subjects = {_subject(one) for one in (fact, before) if one is not None}
        if before is None or len(subjects) > 1:
            for later in _mark_later(fact, subjects):
                if (other := found.get(later.ticket_id)) is not None:
                    other.is_repeat = later.is_repeat


def keep_grumbles(*ids: int) -> None:
    """Make the facts of these displeasures what their rows say; done again it changes nothing."""
    found = {one.grumble_id: one for one in ComplaintFact.objects.filter(grumble_id__in=ids)}
    for grumble in Grumble.objects.filter(pk__in=ids).select_related("ticket", "by").order_by("pk"):
        before = found.get(grumble.pk)
        fact = voiced.of_grumble(grumble)
        if before is not None:
            fact.team_id = before.team_id
        _store(fact, before)


def _keep_marked(marked: _Marked) -> None:
    ids = sorted(marked)
    marked.clear()
    marked.is_called = False
    keep_voices(*ids)


def _complaints(ticket_ids: Iterable[int]) -> list[ComplaintFact]:
    """What the rows of these complaints say, but for repetitions."""
    complaints = _COMPLAINTS.all(*ticket_ids)
    if not complaints:
        return []
    ids = [one.pk for one in complaints]
    deeds: dict[int, list[voices.Deed]] = defaultdict(list)
    for ticket_id, kind, at, data in _DEEDS.all(*ids):
        deeds[ticket_id or 0].append(voices.Deed(kind, at, data.get("outcome", "")))
    acks: dict[int, str] = {}
    for ticket_id, *due in _ROUNDS.all(*ids):  # of a round that was taken back the next one tells
        acks[ticket_id] = acks.get(ticket_id) or deriving.judge(Due(*due)).timing
    paid, asked, rated = voiced.paid(ids), voiced.asked(ids), voiced.rated(ids)
    return [
        voiced.of_complaint(
            one, deeds[one.pk], acks.get(one.pk, ""),
            paid.get(one.pk, 0), asked.get(one.pk), rated.get(one.pk, ()),
        )
        for one in complaints
    ]  # fmt: skip


def _suggestions(ticket_ids: Iterable[int]) -> list[ComplaintFact]:
    return [voiced.of_suggestion(one) for one in _SUGGESTIONS.all(*ticket_ids)]


def _hold_on(fact: ComplaintFact, before: ComplaintFact | None) -> None:
    """Who it was stays known as a number when the person is forgotten."""
    if before is not None and not fact.customer_id:
        fact.customer_id = before.customer_id


def _subject(fact: ComplaintFact) -> Subject:
    return fact.customer_id, fact.type, fact.day


def _is_repeat(fact: ComplaintFact) -> bool:
    if fact.sort != ComplaintFact.Sort.COMPLAINT or not fact.customer_id:
        return False
    since = fact.day - timedelta(days=REPEAT_DAYS)
    earlier = _of_subject(_subject(fact)).filter(day__gte=since, day__lte=fact.day)
    return earlier.filter(ticket__lt=fact.ticket_id).exists()


def _mark_later(fact: ComplaintFact, subjects: Iterable[Subject]) -> Iterator[ComplaintFact]:
    """Write whether the complaints after this one repeat it, or what it was taken for; those that changed."""
    if fact.sort != ComplaintFact.Sort.COMPLAINT:
        return
    about = Q()
    for customer, type_, day in subjects:
        if customer:
            until = day + timedelta(days=REPEAT_DAYS)
            about |= Q(customer_id=customer, type=type_, day__gte=day, day__lte=until)
    if not about:
        return
    later = ComplaintFact.objects.filter(about, sort=ComplaintFact.Sort.COMPLAINT, ticket__gt=fact.ticket_id)
    for one in later:
        if one.is_repeat is not (repeats := _is_repeat(one)):
            one.is_repeat = repeats
            db.update(one, "is_repeat")
            yield one


def _of_subject(subject: Subject) -> "QuerySet[ComplaintFact]":
    customer, type_, _day = subject
    return ComplaintFact.objects.filter(
        sort=ComplaintFact.Sort.COMPLAINT, customer_id=customer, customer_id__gt=0, type=type_
    )


def _store(fact: ComplaintFact, before: ComplaintFact | None) -> None:
    """Write it where it is new or another."""
    if before is None:
        db.insert(fact)
        return
    fact.pk = before.pk
    if changed := [name for name in _FACT if getattr(fact, name) != getattr(before, name)]:
        db.update(fact, *changed)
