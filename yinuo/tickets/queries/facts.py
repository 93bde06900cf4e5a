"""What notices, phrases and conditions may say about a ticket, whatever its kind.

The module of a kind provides what only it knows; `yinuo.wiring` registers it at start-up.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


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


TEAM_LEADER: Final = "team_leader"
Provider = Callable[[Ticket], Facts]
_providers: dict[str, Provider] = {}


def provide(kind: str, provider: Provider) -> None:
    """Let `provider` add what it knows about tickets of `kind`."""
    _providers[kind] = provider


def facts(ticket: Ticket) -> Facts:
    """What is known now: owner, team leader and company from here, all else from the ticket's own kind."""
    known = _providers[ticket.kind](ticket) if ticket.kind in _providers else Facts()
    return Facts({**_values(ticket), **known.values}, _Contacts(ticket, known.contacts))


def contact(person: Person) -> Contact:
    """One of our own people as someone to send a notice to."""
    return Contact(person.pk, person.name, person.phone)


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
    """What the kind knows, then owner and team leader; the leader is read when somebody asks for one."""

    def __init__(self, ticket: Ticket, known: Mapping[str, Contact]) -> None:
        self._ticket = ticket
        self._known = {"owner": contact(ticket.owner)} if ticket.owner else {}
        self._known |= known

    def __getitem__(self, part: str) -> Contact:
        if part == TEAM_LEADER and part not in self._known and self._ticket.team_id:
            for leader in staff.leaders(self._ticket.team_id)[:1]:
                self._known[part] = contact(leader)
        return self._known[part]

    def __iter__(self) -> Iterator[str]:
        self.get(TEAM_LEADER)
        return iter(self._known)

    def __len__(self) -> int:
        return len(list(iter(self)))
