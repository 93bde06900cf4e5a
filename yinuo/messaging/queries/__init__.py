"""Reads: who a part in a ticket is, what stands in the outbox, what waits to be read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.db.models import Min, Model

from yinuo.core import clock, db
from yinuo.core.errors import NotFound
from yinuo.messaging import rules
from yinuo.messaging.models import Notice, PretendMessage, Reminder
from yinuo.messaging.queries.incoming import Meant as Meant
from yinuo.messaging.queries.incoming import Slip as Slip
from yinuo.messaging.queries.incoming import address_of as address_of
from yinuo.messaging.queries.incoming import heard as heard
from yinuo.messaging.queries.incoming import meant as meant
from yinuo.messaging.queries.incoming import provide_slips as provide_slips
from yinuo.messaging.queries.incoming import replies_due as replies_due
from yinuo.messaging.queries.incoming import some_heard as some_heard
from yinuo.messaging.queries.incoming import who_has as who_has
from yinuo.messaging.queries.incoming import who_refused as who_refused
from yinuo.messaging.queries.log import all_gateways as all_gateways
from yinuo.messaging.queries.log import gateway_names as gateway_names
from yinuo.messaging.queries.log import inbox as inbox
from yinuo.messaging.queries.log import outbox as outbox
from yinuo.messaging.queries.log import stranger as stranger
from yinuo.messaging.queries.mails import is_failing as is_failing
from yinuo.messaging.queries.mails import mail_server as mail_server
from yinuo.messaging.queries.mails import mails as mails
from yinuo.messaging.queries.robots import Hearing as Hearing
from yinuo.messaging.queries.robots import forget_robots as forget_robots
from yinuo.messaging.queries.robots import hearing as hearing
from yinuo.messaging.queries.robots import last_lines as last_lines
from yinuo.messaging.queries.robots import link as link
from yinuo.messaging.queries.robots import provide_path as provide_path
from yinuo.messaging.queries.robots import robot as robot
from yinuo.messaging.queries.robots import robots as robots
from yinuo.messaging.queries.robots import speaking as speaking
from yinuo.playbooks.rules import schema
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import paging

playbook_of = tickets.playbook_of
COUNT_LIMIT: Final = 100
Row = TypeVar("Row", bound=Model)


_readers: dict[str, rules.Reader] = {}
_wanted: list[Callable[[Notice], bool]] = []


def provide_reader(word: str, reader: rules.Reader) -> None:
    """Let `reader` check the notices of which the playbook says `reads_as: word`."""
    _readers[word] = reader


def provide_wanted(is_still_wanted: Callable[[Notice], bool]) -> None:
    """Let it say of a message whether what it speaks of still stands; a slip that was replaced does not."""
    _wanted[:] = [is_still_wanted]


def is_wanted(notice: Notice) -> bool:
    """Whether it would still be right to send this message."""
    return all(is_still_wanted(notice) for is_still_wanted in _wanted)


def filled(
    template: schema.Notice,
    values: Mapping[str, Any],
    over_limit: rules.OverLimit | None = None,
    leave_out: Collection[str] = (),
) -> rules.Composed:
    """A notice as it would leave now: signed by the company, checked by its reader; see `rules.compose`."""
    return rules.compose(
        rules.refusable(template) if template.commercial else template,
        values,
        over_limit,
        leave_out=leave_out,
        signature=signature() if template.channel == "sms" else "",
        reader=_readers.get(template.reads_as or ""),
    )


def signature() -> str:
    """What stands in front of every SMS that leaves, 【启程货运】; empty for none."""
    return rules.signature(staff.company().sms_signature)


def compose(
    playbook: schema.Playbook,
    key: str,
    facts: tickets.Facts,
    *,
    variables: Mapping[str, str] | None = None,
    over_limit: rules.OverLimit | None = None,
    leave_out: Collection[str] = (),
) -> rules.Composed:
    """The notice `key` with the facts of a ticket filled in, as it would leave; see `rules.compose`.

    `variables` go before the facts. Raises NotFound("notice_unknown") for a key the playbook does not have.
    """
    values = tickets.Layers(variables or {}, facts.values)
    return filled(notice_of(playbook, key), values, over_limit, leave_out)


def notice_of(playbook: schema.Playbook | None, key: str) -> schema.Notice:
    """The notice `key`; raises NotFound("notice_unknown")."""
    found = next((item for item in playbook.notices if item.key == key), None) if playbook else None
    if found is None:
        raise NotFound("notice_unknown", key=key)
    return found


def recipient(ticket: Ticket, role: str, facts: tickets.Facts) -> tickets.Contact | None:
    """Who `role` (receiver, driver, customer, manager …) is for this ticket; None when there is nobody."""
    if contact := facts.contacts.get(role):
        return contact
    people = people_of(ticket, role, facts)
    return tickets.Contact(people[0].pk, people[0].name, people[0].phone) if people else None


def people_of(
    ticket: Ticket, role: str, facts: tickets.Facts, assignee: Person | None = None
) -> list[Person]:
    """Our own people in a role for this ticket, the first choice first; those available now if any is.

    owner and assignee stand in for each other; a team without a leader is looked after by the managers. Whom
    the ticket is about hears nothing of it in any of these roles, only what is addressed to them by name.
    """
    if role in ("owner", "assignee"):
        first, second = (ticket.owner, assignee) if role == "owner" else (assignee, ticket.owner)
        keepers = _others(ticket, [one for one in (first, second) if one])
        return keepers[:1] or people_of(ticket, "team_leader", facts)
    if role == "team_leader":
        leaders = staff.leaders(ticket.team_id) if ticket.team_id else staff.people(role=Role.TEAM_LEADER)
        return _present(_others(ticket, leaders)) or people_of(ticket, "manager", facts)
    if role == "manager":
        return _present(_of_branch(_others(ticket, staff.people(role=Role.MANAGER)), ticket))
    if contact := facts.contacts.get(role):
        return list(Person.objects.filter(pk=contact.person_id, is_active=True)) if contact.person_id else []
    posted = (
        staff.posted(ticket.region_id, Role.DISPATCHER) if role == "dispatcher" and ticket.region_id else []
    )
    return _present(_others(ticket, posted))


def deciders_of(ticket: Ticket, role: str, facts: tickets.Facts) -> list[Person]:
    """The people who may answer an approval asked of `role` (a Role value)."""
    return people_of(ticket, role.lower(), facts) or people_of(ticket, "manager", facts)


def _others(ticket: Ticket, people: Iterable[Person]) -> list[Person]:
    """These people without the one whom the ticket is about."""
    return [person for person in people if person.pk != ticket.barred_id]


def _present(people: Iterable[Person]) -> list[Person]:
    """Those who are available now; all of them when nobody is, so that nothing is told to no one."""
    everyone, now = list(people), clock.now()
    return [person for person in everyone if staff.is_available(person, now)] or everyone


def _of_branch(people: Iterable[Person], ticket: Ticket) -> list[Person]:
    """The people of the ticket's branch and those of none; everybody when that leaves nobody."""
    everyone = list(people)
    branch = ticket.region.branch_id if ticket.region else None
    return [person for person in everyone if person.branch_id in (branch, None)] or everyone


def notice(person: Person, pk: int) -> Notice:
    """One message on a ticket that this person may see. Raises NotFound."""
    rows = Notice.objects.select_related("ticket", "to_person", "by")
    found = rows.filter(pk=pk, ticket__in=Ticket.objects.visible_to(person)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def of_ticket(ticket: Ticket) -> list[Notice]:
    """Every message of a ticket, newest first."""
    return list(ticket.notices.select_related("to_person", "by").order_by("-id"))


def some_of_ticket(ticket: Ticket, ids: Iterable[int]) -> list[Notice]:
    """The messages of a ticket with these ids; no statement for none."""
    wanted = sorted(ids)
    return _SOME.all(ticket.pk, *wanted) if wanted else []


_SOME = db.Prepared[Notice](lambda ticket, *ids: Notice.objects.filter(ticket_id=ticket, pk__in=ids))


def pretend_inbox(address: str, *, size: int = paging.PAGE_SIZE) -> list[PretendMessage]:
    """What arrived on the in-page telephone of this number, newest first."""
    return list(PretendMessage.objects.filter(address=address).order_by("-id")[: paging.sized(size)])


def reminders(
    person: Person, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> paging.Page[Reminder]:
    """A person's reminders, newest first."""
    last, size = paging.read_id(cursor), paging.sized(size)
    return _page(_reminders(size + 1).all(person.pk, last or paging.NEWEST), size)


@lru_cache
def _reminders(limit: int) -> db.Prepared[Reminder]:
    return db.Prepared(
        lambda person, below: Reminder.objects.filter(person_id=person, pk__lt=below).order_by("-pk")[:limit]
    )


def unread_count(person: Person) -> int:
    """How many reminders this person has not read; counting stops at 100 (shown as 99+)."""
    return len(_UNREAD.all(person.pk))


_UNREAD = db.Prepared[int](
    lambda person: Reminder.objects.filter(person_id=person, read_at__isnull=True).values_list(
        "pk", flat=True
    )[:COUNT_LIMIT]
)


def oldest_waiting_age(now: datetime) -> timedelta:
    """How long the oldest unsent message has been waiting at `now`, advertising apart; zero for none."""
    unsent = Notice.objects.filter(
        is_commercial=False, wake_at__isnull=False, state__in=(Notice.State.QUEUED, Notice.State.FAILED)
    )
    oldest = unsent.aggregate(at=Min("queued_at"))["at"]
    return max(now - oldest, timedelta(0)) if oldest else timedelta(0)


def _page(found: list[Row], size: int) -> paging.Page[Row]:
    return paging.Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)
