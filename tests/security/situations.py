"""The situations in which a permission is asked: somebody of a role, and a thing that stands near or far."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from tests.factories import approvals as approval_rows
from tests.factories import promises as promise_rows
from tests.factories import staff
from tests.factories import tickets as ticket_rows
from yinuo.approvals.models import Approval
from yinuo.complaints.models import Chore, Complaint, Corrective, Statement, Suggestion
from yinuo.inquiries.models import Inquiry
from yinuo.messaging.models import Reminder
from yinuo.orders.models import Order, Source, WebOrder
from yinuo.promises.models import Promise
from yinuo.reports.rules import customers as key_customers
from yinuo.staff.models import Branch, Person, Region, RegionPost, Role, SignIn, Team, Token
from yinuo.tickets.models import Attachment, Channel, Kind, Ticket

HOLDERS = ("own", "given", "team", "region", "any")
_SERVING = (Role.DISPATCHER, Role.DRIVER, Role.MARKET_DEVELOPER)
Subjects = Mapping[str, tuple[Any, ...]]
Near = Mapping[str, Any]


class Asker:
    """Somebody of a role in the day team and the branch, serving its region where the role does."""

    def __init__(self, role: str) -> None:
        branch = Branch.objects.filter(key="suqian").first() or staff.branch()
        region = Region.objects.filter(key="sucheng").first() or staff.region(branch=branch)
        self.person = staff.person(role, team=_team("day"), branch=branch)
        self._near: dict[Any, Subjects] = {}
        if role in _SERVING:
            RegionPost.objects.create(region=region, person=self.person, rank=1)

    def subjects_of(self, predicate: Callable[..., bool]) -> Subjects:
        """What the predicate judges beside the person, by situation; just one where it judges nothing else.

        Raises KeyError for a kind of thing that has no situations yet.
        """
        judged = [parameter.annotation for parameter in inspect.signature(predicate).parameters.values()][1:]
        if not judged:
            return {"": ()}
        kind = judged[0] if len(judged) == 1 else tuple(judged)
        if kind not in self._near:
            made = SITUATIONS[kind](self.person)
            several = len(judged) > 1
            self._near[kind] = {name: subject if several else (subject,) for name, subject in made.items()}
        return self._near[kind]


def _team(key: str) -> Team:
    return Team.objects.filter(key=key).first() or staff.team(key=key, name=key)


def _ticket(asker: Person, holder: str, **columns: Any) -> Ticket:
    """A ticket that reaches the asker in one way only."""
    near = {
        "own": {"owner": asker, "opened_by": asker},
        "given": {"given_to": asker},
        "team": {"team": _team("day")},
        "region": {"region": Region.objects.get(key="sucheng")},
        "any": {},
    }[holder]
    return ticket_rows.ticket(**{"team": _team("night"), **near, **columns})


def _tickets(asker: Person) -> Near:
    return {holder: _ticket(asker, holder) for holder in HOLDERS}


def _orders(asker: Person) -> Near:
    found = {}
    for holder in HOLDERS:
        given = asker if holder == "given" else None
        order = Order.objects.create(
            ticket=_ticket(asker, holder, kind=Kind.ORDER), receiver=given, driver=given
        )
        reviewer = asker if holder == "own" else None
        WebOrder.objects.create(
            order=order, number=order.ticket.ref, placed_at=ticket_rows.OPENED_AT, reviewer=reviewer
        )
        found[holder] = order
    return found


def _inquiries(asker: Person) -> Near:
    return {
        holder: Inquiry.objects.create(
            ticket=_ticket(asker, holder, kind=Kind.INQUIRY, channel=Channel.PHONE), type="STATE"
        )
        for holder in HOLDERS
    }


def _complaints(asker: Person) -> Near:
    """One's own and others', and one that is about the asker themselves: within reach, and barred."""
    other = staff.person(team=_team("night"))
    near = {holder: {} if holder == "own" else {"owner": other} for holder in HOLDERS}
    tickets = {holder: _ticket(asker, holder, kind=Kind.COMPLAINT, **near[holder]) for holder in HOLDERS}
    barred = _ticket(asker, "team", kind=Kind.COMPLAINT, owner=other, barred=asker)
    at = ticket_rows.OPENED_AT
    return {
        name: Complaint.objects.create(ticket=ticket, type="TIME", account="没来", recorded_at=at)
        for name, ticket in {**tickets, "about": barred}.items()
    }


def _suggestions(asker: Person) -> Near:
    return {
        holder: Suggestion(ticket=_ticket(asker, holder, kind=Kind.SUGGESTION), sort="PRAISE", text="好")
        for holder in HOLDERS
    }


def _statements(asker: Person) -> Near:
    """What the asker was asked to say, and what somebody else was."""
    return {"asked": Statement(to=asker), "any": Statement(to=staff.person())}


def _chores(asker: Person) -> Near:
    """Departments' tasks near and far; the case that they are for is far."""
    case = Complaint(ticket=_ticket(asker, "any", kind=Kind.COMPLAINT, owner=staff.person()))
    return {
        holder: Chore(complaint=case, ticket=_ticket(asker, holder, kind=Kind.TASK)) for holder in HOLDERS
    }


def _attachments(asker: Person) -> Near:
    """A photo of one's own on a ticket that one was given, and others' on tickets near and far."""
    added = {"added": Attachment(ticket=_ticket(asker, "given"), by=asker)}
    return {**added, **{holder: Attachment(ticket=_ticket(asker, holder)) for holder in HOLDERS}}


def _promises(asker: Person) -> Near:
    """A word of the asker's own, and what a rule opened on tickets near and far."""
    at = ticket_rows.OPENED_AT
    open_ = partial(promise_rows.promise, opened_at=at, due_at=at + timedelta(hours=1))
    word = open_(_ticket(asker, "any"), key="word", is_spoken=True, assignee=asker)
    return {"word": word, **{holder: open_(_ticket(asker, holder)) for holder in HOLDERS}}


def _approvals(asker: Person) -> Near:
    """What the asker asked, and what others asked of the team leader."""
    other = staff.person()
    asked = {"own": approval_rows.approval(_ticket(asker, "own"), asker)}
    near = {holder: approval_rows.approval(_ticket(asker, holder), other) for holder in HOLDERS[2:]}
    return {**asked, **near}


def _people(asker: Person) -> Near:
    return {
        "self": asker,
        "team": staff.person(team=_team("day")),
        "drivers": staff.person(Role.DRIVER, branch=asker.branch),
        "any": staff.person(team=_team("night")),
    }


def _of_people(make: Callable[[Person], Any]) -> Callable[[Person], Near]:
    return lambda asker: {"own": make(asker), "any": make(staff.person())}


def _of_owners(asker: Person) -> Near:
    return {"own": Corrective(owner=asker), "any": Corrective(owner=staff.person())}


def _schedules(asker: Person) -> Near:
    """A schedule as it is judged: the id of its owner, and its report."""
    return {
        "own": (asker.pk, "slips"),
        "customers": (asker.pk, key_customers.KEY),
        "any": (staff.person().pk, "slips"),
    }


SITUATIONS: Mapping[Any, Callable[[Person], Near]] = {
    Ticket: _tickets,
    Iterable[Ticket]: lambda asker: {holder: (ticket,) for holder, ticket in _tickets(asker).items()},
    Order: _orders,
    Inquiry: _inquiries,
    Complaint: _complaints,
    Suggestion: _suggestions,
    Statement: _statements,
    Chore: _chores,
    Corrective: _of_owners,
    Attachment: _attachments,
    Promise: _promises,
    Approval: _approvals,
    Person: _people,
    str: lambda asker: {"figures": "slips", "customers": key_customers.KEY},
    Source: lambda asker: {"phone": Source.PHONE, "locators": Source.DEVICE},
    (int, str): _schedules,
    SignIn: _of_people(lambda holder: SignIn(person=holder)),
    Token: _of_people(lambda holder: Token(person=holder)),
    Reminder: _of_people(lambda holder: Reminder(person=holder)),
}
