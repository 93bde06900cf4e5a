"""A complaint comes in, by whichever door (R123–R153): it has a number and an owner from its first minute."""

from collections.abc import Mapping
from typing import Any, Final, Unpack

from yinuo.complaints import may
from yinuo.complaints.actions import accepting, calming, details, holding
from yinuo.complaints.models import Complaint, Feeling, Severity, Type
from yinuo.complaints.queries import loading, proposing, responsible
from yinuo.complaints.queries.missing import is_about_somebody
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.headlines import headline
from yinuo.complaints.rules.likeness import WORD
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db, events, throttling
from yinuo.core.errors import NotFound, NotNow, fault
from yinuo.customers.rules import Guest
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Kind, Ticket

_ACCOUNT: Final = "account"
_WANTED: Final = "wanted"
_HEARD: Final = "heard"
_ALWAYS: Final = ("type", "severity")
"""What every complaint has, so that the proposal stands where an agent said nothing."""


def register(
    *,
    channel: str,
    by: Person | None,
    owner: Person | None = None,
    guest: Guest | None = None,
    mood: int | None = None,
    form_key: str | None = None,
    sent_as: str = "",
    **said: Unpack[details.Details],
) -> Complaint:
    """Open a complaint with its C number and its owner; a used `form_key` returns the first.

    `owner`, unless said, is the first responsible (`queries.responsible`). What the desk reads from account
    and wish is kept in `proposed`; it gives the first values where a guest or a colleague who handles no
    complaints wrote it down, and type and severity where an agent decided none. Severity 4 is a crisis. Whom
    it is about is kept from the ticket, also where only words say it and they name one person who works here.
    `mood`, as an agent heard it, begins the line of moods; what a guest or such a colleague wrote is read for
    it. It stands on the order it is about (R129, ticket.complained). A guest's verified number is the
    contact's, unless they wish to stay anonymous, and is acknowledged at once; `sent_as` is kept for reports.

    Records complaint.registered {type, severity, channel, sent_as}, complaint.crisis {severity}. Raises
    NotPermitted; NotFound for an order they may not see; Invalid: required, too_long, not_a_choice, what
    `core.phones` says of the number, complaint_anonymous_contact, complaint_value_wrong,
    complaint_official_due_far; NotNow: cannot_own, complaint_owner_is_respondent,
    complaint_nobody_responsible; TooMany("too_often") for the eleventh of a guest in an hour.
    """
    about = said.get("about")
    permit(by, guest, about)
    if form_key and (first := _already(form_key, guest)):
        return first
    columns = _read({**said, **verified(said, guest), "mood": mood}, channel, is_light=_is_light(by))
    if guest is not None:
        count(guest, columns["contact_phone"])
    columns["proposed"] |= {"sent_as": sent_as} if sent_as else {}
    with db.transaction():
        ticket = _open(columns, channel, by, owner, form_key)
        if form_key and (first := loading.found(ticket.pk)):
            return first
        return _begin(ticket, columns, by, guest, mood)


def count(guest: Guest, phone: str) -> None:
    """Count one complaint or suggestion of a guest. Raises TooMany when they sent too many.

    Of whom nothing is known the page counts by address.
    """
    if name := guest.phone or guest.ref or phone:
        throttling.spend((stages.COMPLAINTS, throttling.who("guest", name)))


def tell_order(ticket: Ticket, about: Ticket | None, verb: str, by: Person | None, **data: Any) -> None:
    """What was said of an order stands on it (R129): joined (by the desk where the person may not), told."""
    if about is None:
        return
    tickets.link(ticket, other=about, kind=stages.LINK, by=_joining(by, ticket, about))
    events.record(f"ticket.{verb}", subject=about, ticket=about, by=by, data=data)


def part_order(ticket: Ticket, about: Ticket | None, verb: str, by: Person | None, **data: Any) -> None:
    """It was another order after all: no longer joined, and the wrong one's timeline says so."""
    if about is not None:
        tickets.unlink(ticket, other=about, kind=stages.LINK, by=_joining(by, ticket, about), is_kept=True)
        events.record(f"ticket.{verb}", subject=about, ticket=about, by=by, data=data)


def _joining(by: Person | None, ticket: Ticket, about: Ticket) -> Person | None:
    return by if by is None or tickets_may.link(by, (ticket, about)) else None


def permit(by: Person | None, guest: Guest | None, about: Ticket | None) -> None:
    """Raises NotPermitted, and NotFound for an order that they may not see."""
    require(by, may.register)
    if about is None:
        return
    hidden = guest is not None and not may.guest_complains_about(guest, about)
    if hidden or (by is not None and not tickets_may.see(by, about)):
        raise NotFound("not_found")


def _already(form_key: str, guest: Guest | None) -> Complaint | None:
    """What this very form opened before; nothing of what this guest may not read."""
    found = loading.of_form(form_key)
    is_theirs = guest is None or (found is not None and (found.by_ref or may.guest_sees(guest, found)))
    return found if is_theirs else None


def verified(said: Mapping[str, Any], guest: Guest | None) -> dict[str, Any]:
    """The number that a guest has proved to be theirs, unless they wish to stay anonymous."""
    if guest is None:
        return {}
    by_phone = bool(guest.phone) and not said.get("is_anonymous")
    return {"by_ref": not by_phone} | ({"contact_phone": guest.phone} if by_phone else {})


def _read(said: Mapping[str, Any], channel: str, *, is_light: bool) -> dict[str, Any]:
    """The columns of the new row. Raises Invalid with everything that is wrong."""
    columns, faults = details.told(said, channel)
    decided, wrong = details.decided(said)
    faults += wrong
    if said.get("mood") is not None and said["mood"] not in Feeling.values:
        faults.append(fault("mood", "not_a_choice"))
    if channel not in Channel.values:
        faults.append(fault("channel", "not_a_choice"))
    details.check(faults)
    proposed = proposing.propose(columns["account"], columns["wanted"])
    meant = columns["respondent"] or responsible.meant(columns["respondent_name"], columns["about"])
    return {
        **columns,
        "respondent": meant,
        **_first_values(decided, proposed, is_light=is_light),
        "proposed": proposed,
        "by_ref": said.get("by_ref", False),
    }


def _first_values(
    decided: Mapping[str, Any], proposed: Mapping[str, Any], *, is_light: bool
) -> dict[str, Any]:
    """What a person decided wins; the proposal stands for the rest."""
    taken = details.CHOICES if is_light else _ALWAYS
    values: dict[str, Any] = {"type": Type.OTHER, "severity": Severity.SMALL, "is_crisis": False}
    values |= {name: proposed[name] for name in {*taken, *_ALWAYS} if name in proposed}
    values |= decided
    values["is_crisis"] = values["is_crisis"] or values["severity"] == Severity.CRISIS
    return values


def _open(
    columns: Mapping[str, Any], channel: str, by: Person | None, owner: Person | None, form_key: str | None
) -> Ticket:
    about = columns["about"]
    customer = details.customer(columns, by)
    return tickets.open_ticket(
        kind=Kind.COMPLAINT,
        stage=Stage.ACCEPT,
        channel=channel,
        by=by,
        headline=headline(str(Type(columns["type"]).label), columns["account"]),
        customer=customer,
        customer_name=details.shown_name(customer, columns["contact_name"]),
        owner=_owner(owner, by, columns),
        region=about.region if about else None,
        barred=columns["respondent"],
        form_key=form_key,
    )


def _owner(owner: Person | None, by: Person | None, columns: Mapping[str, Any]) -> Person:
    """Whose it is. Raises NotNow.

    Where a customer complains of somebody's manner and nobody can tell whose, it may be the order's owner's.
    """
    respondent = columns["respondent"]
    if owner is None:
        is_attitude = Type.ATTITUDE in (columns["type"], columns["proposed"].get("type"))
        return responsible.first_responsible(
            by=by,
            about=columns["about"],
            respondent=respondent,
            words=columns["respondent_name"],
            is_doubted=is_attitude and respondent is None and _is_light(by),
        )
    if respondent is not None and owner.pk == respondent.pk:
        raise NotNow("complaint_owner_is_respondent", name=owner.name)
    if not may.own(owner):
        raise NotNow("cannot_own", name=owner.name)
    return owner


def _begin(
    ticket: Ticket, columns: Mapping[str, Any], by: Person | None, guest: Guest | None, mood: int | None
) -> Complaint:
    """Write the row beside its ticket, and all that goes with a new complaint; its number last."""
    complaint = Complaint(ticket=ticket, recorded_by=by, recorded_at=clock.now(), **columns)
    db.insert(complaint)
    index(complaint)
    data = {"type": complaint.type, "severity": complaint.severity, "channel": ticket.channel}
    detail: dict[str, Any] = {"text": complaint.account, "wanted": complaint.wanted}
    if sent_as := complaint.proposed.get("sent_as"):
        data["sent_as"] = sent_as
        detail["read"] = proposing.words(complaint.proposed, "kind", "severity")
    holding.record("registered", complaint, by=by, detail=detail, **data)
    if complaint.is_crisis:
        holding.record("crisis", complaint, by=by, severity=complaint.severity)
    tell_order(ticket, complaint.about, "complained", by, complaint=complaint.pk, type=complaint.type)
    tick(complaint, by)
    if not is_about_somebody(complaint):
        holding.tick(complaint, _HEARD, by=_seeing(complaint, by))
    if guest is not None:
        accepting.note_acknowledged(complaint, None)
    if mood is not None:
        calming.write(complaint, mood, by=by, is_read=False)
    elif (read := complaint.proposed.get("mood")) and _is_light(by):
        calming.write(complaint, read, by=None, is_read=True)
    tickets.number_it(ticket, letter=stages.LETTER)
    return complaint


def index(complaint: Complaint) -> None:
    """Let searches find it by account, wish and contact."""
    phones = [complaint.contact_phone] if complaint.contact_phone else []
    tickets.index_ticket(complaint.ticket, texts=(WORD, *details.texts(complaint)), phones=phones)


def tick(complaint: Complaint, by: Person | None) -> None:
    """Tick what is known by what was told: the facts, and the remedy asked for.

    Whoever took it down for somebody else to handle does not see the case; the desk itself ticks then.
    """
    keys = [_ACCOUNT, *([_WANTED] if complaint.wanted else [])]
    holding.tick(complaint, *keys, by=_seeing(complaint, by))


def _is_light(by: Person | None) -> bool:
    """Whether it was written down by a guest, or by a colleague who handles no complaints."""
    return by is None or not may.own(by)


def _seeing(complaint: Complaint, by: Person | None) -> Person | None:
    return by if by is not None and tickets_may.work(by, complaint.ticket) else None
