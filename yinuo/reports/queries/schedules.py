"""Reports that are sent by themselves: the list, one of them, its log."""

from django.db.models import F, Prefetch, QuerySet

from yinuo.core.errors import NotFound
from yinuo.reports import may
from yinuo.reports.models import Delivery, Recipient, Run, Schedule
from yinuo.staff.models import Person
from yinuo.tickets.queries import paging


def schedules(person: Person) -> QuerySet[Schedule]:
    """Those that this person may look at, what comes next first: all for who sees all, else one's own."""
    rows = Schedule.objects.select_related("owner__team").order_by(F("next_at").asc(nulls_last=True), "id")
    rows = rows.prefetch_related(Prefetch("recipients", Recipient.objects.select_related("person")))
    return rows if may.see_all(person) else rows.filter(owner=person)


def schedule(person: Person, ref: str) -> Schedule:
    """One of them. Raises NotFound("not_found")."""
    found = schedules(person).filter(ref=ref).first()
    if found is None:
        raise NotFound("not_found")
    return found


def runs(schedule: Schedule, cursor: str | None = None) -> paging.Page[Run]:
    """Its runs with their deliveries, the newest first."""
    rows = Run.objects.filter(schedule=schedule).select_related("job", "asked_by").order_by("-pk")
    sent = Delivery.objects.select_related("person", "mail").order_by("pk")
    rows = rows.prefetch_related(Prefetch("deliveries", sent))
    last, size = paging.read_id(cursor), paging.PAGE_SIZE
    found = list((rows.filter(pk__lt=last) if last else rows)[: size + 1])
    return paging.Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def run_of(person: Person, ref: str, pk: int) -> Run:
    """One run of a schedule that this person may look at. Raises NotFound("not_found")."""
    found = Run.objects.filter(schedule=schedule(person, ref), pk=pk).select_related("job").first()
    if found is None:
        raise NotFound("not_found")
    return found


def readers() -> QuerySet[Person]:
    """Our own people to whom a report can be sent."""
    return Person.objects.filter(is_active=True).exclude(email="").order_by("staff_number")
