"""Opening a ticket, telling the queue about it, giving it its number."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from yinuo.core import clock, db, events, numbering, refs
from yinuo.core.errors import NotFound, NotNow
from yinuo.customers.models import Customer
from yinuo.playbooks import queries as playbooks
from yinuo.staff.may import require
from yinuo.staff.models import Person, Region, Team
from yinuo.tickets import may, rules
from yinuo.tickets.actions import locking, searching
from yinuo.tickets.models import Ticket

DESCRIBED: Final = frozenset(
    {"headline", "customer", "customer_name", "channel", "region", "given_to", "department", "waybill"}
    | {"waiting_for", "answers"}
)
"""The columns that a kind's own module fills for the queue."""

_SCOPE: Final = frozenset({"region", "given_to"})


def open_ticket(
    *,
    kind: str,
    stage: str,
    channel: str,
    by: Person | None,
    headline: str = "",
    customer: Customer | None = None,
    customer_name: str = "",
    owner: Person | None = None,
    team: Team | None = None,
    region: Region | None = None,
    barred: Person | None = None,
    is_draft: bool = False,
    form_key: str | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Ticket:
    """Open a ticket under the playbook now in force; a `form_key` that was used returns the first ticket.

    The team, unless said, is the owner's, else that of whoever opens it. Records ticket.opened and makes it
    findable, unless it is a draft. Raises NotPermitted, NotNow("form_key_used") where it opened another kind.
    """
    require(by, may.open_ticket)
    shown = _trimmed(headline=headline, customer_name=customer_name or (customer.display if customer else ""))
    row = Ticket(
        kind=kind,
        stage=stage,
        channel=channel,
        customer=customer,
        owner=owner,
        team_id=_team_id(team, owner, by),
        region=region,
        barred=barred,
        is_draft=is_draft,
        form_key=form_key or None,
        answers=dict(answers or {}),
        opened_by=by,
        **shown,
    )
    return _insert(row, by)


def publish_draft(
    ticket: Ticket, *, by: Person | None, texts: Iterable[str] = (), phones: Iterable[str] = ()
) -> Ticket:
    """Put a draft into the queue and make it findable, also by `texts` and `phones` (`index_ticket`).

    Records ticket.opened once; a ticket that is no draft stays as it is. Raises NotPermitted.
    """
    require(by, may.work, ticket)
    with db.transaction():
        locking.lock(ticket)
        if ticket.is_draft:
            locking.put(ticket, is_draft=False, changed_at=clock.now())
            searching.publish(ticket, texts, phones)
            _announce(ticket, by)
    return ticket


def number_it(ticket: Ticket, *, letter: str, instead_of: str = "") -> str:
    """Give the ticket the day's next number of its letter, `yymmdd` + serial (R044); twice gives it once.

    Where it has a number of the letter `instead_of` that one becomes its former number, by which it is still
    found. The serial stays locked until the transaction ends: call it as late as possible in it.
    """
    with db.transaction():
        locking.lock(ticket)
        before = ticket.number or ""
        is_given_up = bool(instead_of) and before.startswith(instead_of)
        if is_given_up:
            locking.put(ticket, former_number=before)
        if not before or is_given_up:
            day = clock.today()
            locking.put(ticket, number=numbering.number(letter, day, numbering.allot(letter or "-", day)))
    return ticket.number or ""


def describe(ticket: Ticket, *, version: int | None = None, **columns: Any) -> Ticket:
    """Write the columns that the queue shows (DESCRIBED); no event, the kind's own action has one.

    With `version`, the one the form was filled from, it also counts the ticket's version up, and raises
    NotNow("stale", yours=…, current=…, columns=what stands there now) when somebody else was faster.
    """
    if unknown := columns.keys() - DESCRIBED:
        raise TypeError(f"not columns of the queue: {', '.join(sorted(unknown))}")
    changed = {name: value for name, value in _trimmed(**columns).items() if getattr(ticket, name) != value}
    if not changed and version is None:
        return ticket
    with db.transaction():
        if version is not None:
            _next_version(ticket, version)
        locking.put(ticket, **changed, changed_at=clock.now())
        if changed.keys() & _SCOPE:
            searching.follow_scope(ticket)
    return ticket


def _insert(row: Ticket, by: Person | None) -> Ticket:
    """Store it under the playbook in force; a live ticket is found and announced at once."""
    row.ref, row.playbook_version_id = refs.new(), _playbook_version()
    row.opened_at = row.changed_at = clock.now()
    with db.transaction():
        ticket, is_new = db.insert_once(row, "form_key")
        if ticket.kind != row.kind:
            raise NotNow("form_key_used")
        if is_new:
            locking.adopt([ticket])
        if is_new and not ticket.is_draft:
            searching.index_ticket(ticket)
            _announce(ticket, by)
    return ticket


def _next_version(ticket: Ticket, version: int) -> None:
    """Count the version up, unless another form did so since this one was filled."""
    locking.lock(ticket)
    if ticket.version == version:
        locking.put(ticket, version=version + 1)
        return
    current = Ticket.objects.filter(pk=ticket.pk).values("version", *DESCRIBED).get()
    raise NotNow("stale", yours=version, current=current.pop("version"), columns=current)


def _announce(ticket: Ticket, by: Person | None) -> None:
    events.record("ticket.opened", subject=ticket, ticket=ticket, by=by, data={"kind": ticket.kind})


def _playbook_version() -> int | None:
    """The version in force; none before the first publication, when a task can already be noted."""
    try:
        return playbooks.published().version_id
    except NotFound:
        return None


def _team_id(team: Team | None, owner: Person | None, by: Person | None) -> int | None:
    if team:
        return team.pk
    return (owner.team_id if owner else None) or (by.team_id if by else None)


def _trimmed(**columns: Any) -> dict[str, Any]:
    """Texts made for display, cut to their columns."""
    return {
        name: rules.clean(value)[: rules.LONGEST_SHOWN[name]] if name in rules.LONGEST_SHOWN else value
        for name, value in columns.items()
    }
