"""The register is set right, and a person decides what kind of complaint it is (R124–R151)."""

from collections.abc import Mapping
from typing import Any, Final, Unpack

from yinuo.complaints.actions import chores, details, holding, registering
from yinuo.complaints.models import Complaint, Severity, Type
from yinuo.complaints.rules.headlines import headline
from yinuo.core import db
from yinuo.core.errors import NotFound, NotNow, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket

CLASSIFIED: Final = "classified"
_ROWS: Final = ("about", "respondent")


def change_details(
    *, complaint: Complaint, version: int, by: Person | None, **said: Unpack[details.Told]
) -> Complaint:
    """Write the whole register anew, as a form has it that was filled from `version` of the ticket.

    Who recorded it, when, and by which channel it came stay as they were (R136). Another respondent is kept
    from the ticket instead, and has to be heard (`settling.follow`). Nothing new changes nothing. Records
    complaint.details_changed {fields} with what was and is; of another order ticket.uncomplained {complaint}
    on the former, ticket.complained on the one it is about. Raises NotPermitted; NotFound for an order they
    may not see; Invalid as `registering.register`; NotNow: stale {yours, current, values},
    complaint_not_in_stage for a closed one, cannot_bar_owner.
    """
    holding.permit(complaint, by)
    columns, faults = details.told(said, complaint.ticket.channel, complaint.official_due_at)
    details.check(faults)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        changed = {name: value for name, value in columns.items() if _differs(held, name, value)}
        if not changed:
            return held
        if version != held.ticket.version:
            raise stale(held, version)
        _write(held, changed, by)
    return held


def classify(
    *, complaint: Complaint, by: Person | None, seen: int | None = None, **said: Unpack[details.Decided]
) -> Complaint:
    """Decide what kind of complaint it is; what is left out stays, an empty word takes a value away.

    Severity 4 is a crisis, whatever the flag says. The same again changes nothing. `seen` is the last
    complaint.classified that `by` has read. Records complaint.classified {field: new…}, and complaint.crisis
    {severity} when the flag rises. Raises NotPermitted; Invalid("not_a_choice", "required"); NotNow: stale,
    complaint_not_in_stage for a closed one.
    """
    holding.permit(complaint, by)
    columns, faults = details.decided(said)
    if said.get("type") == "":
        faults.append(fault("type", "required"))
    details.check(faults)
    columns |= {field: "" for field in details.CHOICES if said.get(field) == ""}
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        if columns.get("severity", held.severity) == Severity.CRISIS:
            columns["is_crisis"] = True
        if any(getattr(held, name) != value for name, value in columns.items()):
            holding.require_seen(held, CLASSIFIED, seen)
            decide(held, columns, by)
    return held


def stale(held: Complaint, version: int) -> NotNow:
    """The refusal of a form filled from an older version; carries what stands there now."""
    values = {name: getattr(held, name) for name in details.FIELDS if name not in _ROWS}
    values |= {f"{name}_id": getattr(held, f"{name}_id") for name in _ROWS}
    return NotNow("stale", yours=version, current=held.ticket.version, values=values)


def _differs(held: Complaint, name: str, value: Any) -> bool:
    if name in _ROWS:
        return bool(getattr(held, f"{name}_id") != getattr(value, "pk", None))
    return bool(getattr(held, name) != value)


def _write(held: Complaint, changed: dict[str, Any], by: Person | None) -> None:
    was, former = {name: _shown(getattr(held, name)) for name in changed}, held.about
    if "about" in changed:
        _require_seen(changed["about"], by)
    if "respondent" in changed:
        tickets.bar(held.ticket, changed["respondent"])
        chores.keep_from(held, changed["respondent"])
    holding.put(held, **changed)
    _follow(held, changed, by)
    if "about" in changed:
        _move_to(held, former, by)
    registering.tick(held, by)
    detail = {"was": was, "is": {name: _shown(value) for name, value in changed.items()}}
    holding.record("details_changed", held, by=by, detail=detail, fields=sorted(changed))


def _follow(held: Complaint, changed: Mapping[str, Any], by: Person | None) -> None:
    """The ticket shows and is found by what the register says now."""
    customer, name = held.ticket.customer, held.ticket.customer_name
    if changed.keys() & {"contact_phone", "contact_name", "contact_company", "is_anonymous"}:
        columns = {field: getattr(held, field) for field in details.FIELDS}
        customer = details.customer(columns, by)
        name = details.shown_name(customer, held.contact_name)
    about = changed.get("about")
    tickets.describe(
        held.ticket,
        version=held.ticket.version,
        headline=_headline(held),
        customer=customer,
        customer_name=name,
        region=about.region if about is not None else held.ticket.region,
    )
    registering.index(held)


def _move_to(held: Complaint, former: Ticket | None, by: Person | None) -> None:
    """The order that was not meant says so, the one that is meant says that it is complained of (R129)."""
    registering.part_order(held.ticket, former, "uncomplained", by, complaint=held.pk)
    data = {"complaint": held.pk, "type": held.type}
    registering.tell_order(held.ticket, held.about, "complained", by, **data)


def _require_seen(about: Ticket | None, by: Person | None) -> None:
    if about is not None and by is not None and not tickets_may.see(by, about):
        raise NotFound("not_found")


def decide(held: Complaint, columns: Mapping[str, Any], by: Person | None) -> None:
    """Write what of the class of a held complaint is decided otherwise.

    Records complaint.classified {field: new…}, and complaint.crisis {severity} where it is a crisis now.
    """
    changed = {name: value for name, value in columns.items() if getattr(held, name) != value}
    holding.put(held, **changed)
    if "type" in changed:
        tickets.describe(held.ticket, headline=_headline(held))
        registering.index(held)
    holding.record(CLASSIFIED, held, by=by, **changed)
    if changed.get("is_crisis"):
        holding.record("crisis", held, by=by, severity=held.severity)


def _headline(held: Complaint) -> str:
    return headline(str(Type(held.type).label), held.account)


def _shown(value: Any) -> Any:
    """A value as an event keeps it: rows by their id, moments as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return getattr(value, "pk", value)
