"""What notices, phrases and conditions may say about a ticket, whatever its kind.

The module of a kind provides what only it knows; `yinuo.wiring` registers it at start-up.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from yinuo.core import clock, db, phones
from yinuo.customers.models import Customer
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import links


@dataclass(frozen=True)
class Contact:
    """Someone a notice can be sent to; `person_id` is None for people outside the company."""

    person_id: int | None
    name: str
    phone: str


@dataclass(frozen=True)
class Facts:
    """`values` are the variables of notices and the fields of conditions, `contacts` people by their part."""

    values: Mapping[str, Any] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)


OWNER: Final = "owner"
TEAM_LEADER: Final = "team_leader"


class Parts(Mapping[str, Any]):
    """Values of which each part is worked out when one of its names is asked for, or all are listed.

    A part is known by what stands before the dot of its names: `order` has order.weight; the empty one has
    the names without a dot.
    """

    def __init__(self, parts: Mapping[str, Callable[[], Mapping[str, Any]]]) -> None:
        self._parts = parts
        self._known: dict[str, Mapping[str, Any]] = {}

    def _part(self, area: str) -> Mapping[str, Any]:
        if area not in self._known:
            self._known[area] = self._parts[area]()
        return self._known[area]

    def __getitem__(self, name: str) -> Any:
        return self._part(name.partition(".")[0] if "." in name else "")[name]

    def __iter__(self) -> Iterator[str]:
        return (name for area in self._parts for name in self._part(area))

    def __len__(self) -> int:
        return sum(len(self._part(area)) for area in self._parts)


class Layers(Mapping[str, Any]):
    """Several mappings as one: the first that has a name gives its value."""

    def __init__(self, *layers: Mapping[str, Any]) -> None:
        self._layers = layers

    def __getitem__(self, name: str) -> Any:
        for layer in self._layers:
            try:
                return layer[name]
            except KeyError:
                continue
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(name for layer in self._layers for name in layer))

    def __len__(self) -> int:
        return len(list(iter(self)))


Provider = Callable[[Ticket], Facts]
_providers: dict[str, Provider] = {}


def provide(kind: str, provider: Provider) -> None:
    """Let `provider` add what it knows about tickets of `kind`."""
    _providers[kind] = provider


class _WorkedOut(dict[int, Facts]):
    """What is known for this page, by ticket."""


def facts(ticket: Ticket) -> Facts:
    """What is known now: owner, team leader and company from here, all else from the ticket's own kind."""
    worked_out = db.of_reading(_WorkedOut)
    if ticket.pk not in worked_out:
        known = _providers[ticket.kind](ticket) if ticket.kind in _providers else Facts()
        ours = Parts({"": lambda: _values(ticket)})
        worked_out[ticket.pk] = Facts(Layers(known.values, ours), _Contacts(ticket, known.contacts))
    return worked_out[ticket.pk]


def contact(person: Person) -> Contact:
    """One of our own people as someone to send a notice to."""
    return Contact(person.pk, person.name, person.phone)


def track_link(ticket: Ticket) -> str:
    """The short address under which the customer follows this ticket, for messages that leave the desk;
    empty while the company has not said under which site the desk is reached (R004, R115).
    """
    site = staff.company().site.rstrip("/")
    return f"{site}{links.track_path(ticket.ref)}" if site else ""


def case_link(ticket: Ticket) -> str:
    """The short address under which the complainant follows the case; empty like `track_link`."""
    site = staff.company().site.rstrip("/")
    return f"{site}{links.case_path(ticket.ref)}" if site else ""


def fields_of(ticket: Ticket) -> dict[str, Any]:
    """The fields of the ticket that a condition may name, for its kind's own facts."""
    return {
        "ticket.kind": ticket.kind.lower(),
        "ticket.stage": ticket.stage.lower(),
        "ticket.channel": ticket.channel.lower(),
        "ticket.region": ticket.region.key if ticket.region else None,
        "ticket.branch": ticket.region.branch.key if ticket.region else None,
        "ticket.team": team.key if (team := staff.team(ticket.team_id)) else None,
        "ticket.has_owner": ticket.owner_id is not None,
    }


def fields_of_event(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of what just happened that a condition may name."""
    way = data.get("way")
    return {
        "event.kind": kind,
        "event.reason": data.get("reason"),
        "event.way": way.lower() if isinstance(way, str) else None,
    }


def customer_fields_of(ticket: Ticket, phone: str) -> dict[str, Any]:
    """The fields of its customer that a condition may name; `phone` is where a text message would go."""
    customer = ticket.customer
    return {
        "customer.is_key": customer is not None and customer.level == Customer.Level.KEY,
        "customer.is_new": customer is None or customer.created_at >= ticket.opened_at,
        "customer.has_mobile": phones.is_mobile(phone),
    }


def short_moment(at: datetime | None) -> str:
    """A moment as a text message says it: 16:00 today, 11月23日16:00 on another day; empty for none."""
    if at is None:
        return ""
    local = clock.local(at)
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local.month}月{local.day}日{local:%H:%M}"


def _values(ticket: Ticket) -> dict[str, Any]:
    company = staff.company()
    return {
        "serial": ticket.number or "",
        "waybill": ticket.waybill,
        "customer": ticket.customer_name,
        "agent": ticket.owner.staff_number if ticket.owner else "",
        "agent_name": ticket.owner.name if ticket.owner else "",
        "company": company.short_name or company.name,
        "hotline": company.hotline,
    }


class _Contacts(Mapping[str, Contact]):
    """What the kind knows, then owner and team leader; each is read when somebody asks for one."""

    def __init__(self, ticket: Ticket, known: Mapping[str, Contact]) -> None:
        self._ticket, self._known = ticket, known
        self._ours: dict[str, Contact] = {}

    def __getitem__(self, part: str) -> Contact:
        if part in self._known:
            return self._known[part]
        if part not in self._ours and (person := self._person(part)):
            self._ours[part] = contact(person)
        return self._ours[part]

    def _person(self, part: str) -> Person | None:
        if part == OWNER:
            return self._ticket.owner
        if part == TEAM_LEADER and self._ticket.team_id:
            return next(iter(staff.leaders(self._ticket.team_id)), None)
        return None

    def __iter__(self) -> Iterator[str]:
        for part in (OWNER, TEAM_LEADER):
            self.get(part)
        return iter({**self._ours, **self._known})

    def __len__(self) -> int:
        return len(list(iter(self)))
