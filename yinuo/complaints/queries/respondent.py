"""What whoever is asked for a statement may read of a case: what is asked, by when, of which order.

Never the case itself, and of the complainant nothing unless the case says that they may be told (`may_tell`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.queries import files
from yinuo.complaints.rules import links
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Attachment, Ticket


@dataclass(frozen=True)
class Request:
    """One request for a statement, as the person asked reads it.

    `order_number` and `waybill` are of the order that it is about, empty without one. `complainant` and
    `complainant_phone` are empty unless they may be told. `is_open`: it can still be answered; afterwards
    nothing is told of the complainant any more. `evidence` came with what was said, `passed` are the files of
    the case that were passed on to them while it is open; both only where one request is read.
    """

    statement: Statement
    asks: str
    due_at: datetime
    order_number: str
    waybill: str
    is_open: bool
    said: str = ""
    complainant: str = ""
    complainant_phone: str = ""
    evidence: tuple[Attachment, ...] = ()
    passed: tuple[Attachment, ...] = ()


def requests(person: Person) -> list[Request]:
    """What this person is still asked to say, the nearest first; nothing of closed cases."""
    waiting = _rows().filter(
        to=person, state=Statement.State.ASKED, complaint__ticket__closed_at__isnull=True
    )
    return [_request(row) for row in waiting.order_by("due_at", "id")] if person.is_active else []


def request(person: Person, statement_id: int) -> Request:
    """The request with this id, if this person is asked. Raises NotFound."""
    row = _rows().filter(pk=statement_id, to=person).first() if person.is_active else None
    if row is None:
        raise NotFound("not_found")
    return _with_files(row)


def by_slug(slug: str) -> Request:
    """The request that the holder of this link may answer. Raises NotFound."""
    pk = links.statement_id_of(slug)
    row = _rows().filter(pk=pk, complaint__ticket__forgotten_at__isnull=True).first() if pk else None
    if row is None:
        raise NotFound("not_found")
    return _with_files(row)


def link(statement: Statement) -> str:
    """The address to send to whoever has no account; empty while the company has not named its site."""
    site = staff.company().site.rstrip("/")
    return f"{site}{links.statement_path(statement.pk)}" if site else ""


def told(complaint: Complaint, text: str) -> str:
    """The words without the complainant's name, address and numbers, unless they may be told."""
    return text if complaint.may_tell else _hidden(complaint, text)


def _rows() -> QuerySet[Statement]:
    return Statement.objects.select_related("complaint__ticket", "complaint__about", "to")


def _with_files(row: Statement) -> Request:
    return replace(_request(row), evidence=tuple(files.given(row)), passed=tuple(files.for_asked(row)))


def _request(row: Statement) -> Request:
    case = row.complaint
    may_tell = case.may_tell and row.is_open
    return Request(
        statement=row,
        asks=row.asks if may_tell else _hidden(case, row.asks),
        due_at=row.due_at,
        order_number=(case.about.number or "") if case.about else "",
        waybill=case.about.waybill if case.about else "",
        is_open=row.is_open,
        said=row.said,
        complainant=case.contact_name if may_tell else "",
        complainant_phone=case.contact_phone if may_tell else "",
    )


def _hidden(complaint: Complaint, text: str) -> str:
    if len(complaint.contact_address) > 1:
        text = text.replace(complaint.contact_address, mask.HIDDEN)
    names = (complaint.contact_name, complaint.contact_company, complaint.ticket.customer_name)
    return nameless(complaint.ticket, text, names, complaint.contact_phone)


def nameless(ticket: Ticket, text: str, names: Iterable[str], phone: str) -> str:
    """Words without these names of the customer and this number; other numbers in them are masked."""
    for name in names:
        text = text.replace(name, customer_word(ticket)) if len(name) > 1 else text
    return mask.mask_phones(mask.hide_phone(text, phone))


def customer_word(ticket: Ticket) -> str:
    """What the manual of this ticket calls a customer."""
    playbook = tickets.playbook_of(ticket)
    return playbook.settings.customer_word if playbook else "客户"
