"""A suggestion or praise comes in: recorded, thanked, passed on, answered when acted on (R130, R415)."""

from typing import Any, Final, TypedDict, Unpack

from yinuo.complaints import may
from yinuo.complaints.actions import details, holding, registering
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.queries.proposing import is_grave, propose
from yinuo.complaints.rules.headlines import headline
from yinuo.complaints.rules.stages import SUGGESTION_LETTER, SUGGESTION_MOVES, Sorted
from yinuo.complaints.rules.texts import LONGEST_FINDING
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.customers.rules import Guest
from yinuo.staff import queries as staff
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.rules import check_text, clean
from yinuo.tickets.rules.texts import text_fault

LONGEST_TEXT: Final = 2000


class Sent(TypedDict, total=False):
    """What is told besides the words; what is left out is empty. `named` is whom the words are about, a line
    of its own after the text.
    """

    about: Ticket | None
    about_person: Person | None
    contact_name: str
    contact_phone: str
    is_anonymous: bool
    named: str


def make(
    *,
    sort: str,
    text: str,
    channel: str,
    by: Person | None,
    guest: Guest | None = None,
    form_key: str | None = None,
    is_decided: bool = False,
    **said: Unpack[Sent],
) -> Suggestion | Complaint:
    """Record a suggestion or praise with its S number; a used `form_key` returns the first.

    A suggestion that reads as a complaint of severity 4 is registered as one at once, so that somebody is
    responsible and the manager is called; unless an agent `is_decided` that it is none. Who works at the desk
    owns what they took down; what else comes in waits in the team of the order, or the desk's. It stands on
    the order it is about (ticket.suggested). Records suggestion.made {sort}, or what registering records.
    Raises NotPermitted; NotFound for an order they may not see; Invalid as a complaint's; TooMany; NotNow.
    """
    about = said.get("about")
    registering.permit(by, guest, about)
    if form_key and (first := _already(form_key, guest)):
        return first
    whole = "\n".join(part for part in (text, said.get("named", "")) if clean(part))
    columns = _read(sort, whole, channel, {**said, **registering.verified(said, guest)})
    is_open = sort == Suggestion.Sort.SUGGESTION and not (is_decided and by is not None and may.own(by))
    if is_open and is_grave(propose(columns["text"])):
        told, way = _told(text, said), registrable(channel)
        return registering.register(channel=way, by=by, guest=guest, form_key=form_key, sent_as=sort, **told)
    if guest is not None:
        registering.count(guest, columns["contact_phone"])
    with db.transaction():
        ticket = _open(columns, channel, about, by, form_key)
        if form_key and (kept := loading.suggestions().filter(pk=ticket.pk).first()):
            return kept
        columns |= {"about": about, "about_person": said.get("about_person")}
        suggestion = Suggestion(ticket=ticket, **columns)
        _begin(suggestion, by)
    return suggestion


def _told(text: str, said: Sent) -> details.Details:
    """The same, as a complaint has it."""
    return {
        "account": text,
        "about": said.get("about"),
        "respondent": said.get("about_person"),
        "respondent_name": said.get("named", ""),
        "contact_name": said.get("contact_name", ""),
        "contact_phone": said.get("contact_phone", ""),
        "is_anonymous": said.get("is_anonymous", False),
    }


def registrable(channel: str) -> str:
    """The way by which it is registered as a complaint: a transfer has papers that this lacks."""
    return channel if channel not in (Channel.HOTLINE, Channel.OFFICIAL) else Channel.MESSAGE


def thank(*, suggestion: Suggestion, by: Person | None) -> Suggestion:
    """Thank for it; a second time changes nothing. Records suggestion.thanked.

    Raises NotPermitted, NotNow("suggestion_not_in_stage").
    """
    require(by, may.handle_suggestion, suggestion)
    with db.transaction():
        held = _hold(suggestion, by)
        if held.thanked_at is None:
            _move(held, Sorted.THANKED, by)
            _put(held, thanked_at=clock.now())
            holding.record_suggestion("thanked", held, by=by)
    return held


def pass_on(*, suggestion: Suggestion, department: str, by: Person | None) -> Suggestion:
    """Pass it on in time to the department it concerns (R130); to the same one again changes nothing.

    Records suggestion.passed_on {department}. Raises NotPermitted; Invalid("not_a_choice") for a department
    the playbook does not have; NotNow("suggestion_not_in_stage") before the thanks.
    """
    require(by, may.handle_suggestion, suggestion)
    with db.transaction():
        held = _hold(suggestion, by)
        if held.department == department and department:
            return held
        playbook = tickets_queries.playbook_of(held.ticket)
        if department not in {one.key for one in (playbook.departments if playbook else ())}:
            raise Invalid(fault("department", "not_a_choice"))
        _move(held, Sorted.PASSED_ON, by)
        _put(held, department=department, passed_at=clock.now())
        tickets.describe(held.ticket, department=department)
        holding.record_suggestion("passed_on", held, by=by, department=department)
    return held


def answer(*, suggestion: Suggestion, result: str, is_acted_on: bool, by: Person | None) -> Suggestion:
    """Tell who suggested it what came of it; the same again changes nothing.

    Records suggestion.answered {acted_on}. Raises NotPermitted; Invalid: required, too_long;
    NotNow("suggestion_not_in_stage").
    """
    require(by, may.handle_suggestion, suggestion)
    words = check_text("result", result, LONGEST_FINDING)
    with db.transaction():
        held = _hold(suggestion, by)
        if (held.result, held.is_acted_on) == (words, is_acted_on):
            return held
        _move(held, Sorted.ANSWERED, by)
        _put(held, result=words, is_acted_on=is_acted_on, answered_at=clock.now())
        holding.record_suggestion("answered", held, by=by, detail={"text": words}, acted_on=is_acted_on)
    return held


def close(*, suggestion: Suggestion, by: Person | None) -> Suggestion:
    """It is over, once whoever sent it was thanked; closed again it stays. Records suggestion.closed.

    Raises NotPermitted, NotNow("suggestion_not_thanked").
    """
    require(by, may.handle_suggestion, suggestion)
    with db.transaction():
        held = _hold(suggestion, by)
        if held.ticket.closed_at is not None:
            return held
        if held.thanked_at is None:
            raise NotNow("suggestion_not_thanked")
        _move(held, Sorted.CLOSED, by, closes=True)
        holding.record_suggestion("closed", held, by=by)
    return held


def _read(sort: str, text: str, channel: str, contact: dict[str, Any]) -> dict[str, Any]:
    """What was typed, cleaned. Raises Invalid with everything that is wrong."""
    columns, faults = details.contact(contact)
    columns |= {"sort": sort, "text": clean(text)}
    if wrong := text_fault("text", columns["text"], LONGEST_TEXT):
        faults.append(wrong)
    choices: dict[str, tuple[str, list[str]]] = {
        "sort": (sort, Suggestion.Sort.values),
        "channel": (channel, Channel.values),
    }
    faults += [fault(name, "not_a_choice") for name, (said, known) in choices.items() if said not in known]
    if faults:
        raise Invalid(*faults)
    return {**columns, "by_ref": contact.get("by_ref", False)}


def _open(
    columns: dict[str, Any], channel: str, about: Ticket | None, by: Person | None, form_key: str | None
) -> Ticket:
    owner = by if by is not None and may.own(by) else None
    team = None if owner else (about.team if about else None) or staff.desk_team()
    customer = details.customer({**columns, "contact_company": ""}, by)
    return tickets.open_ticket(
        kind=Kind.SUGGESTION,
        stage=Sorted.OPEN,
        channel=channel,
        by=by,
        headline=headline(str(Suggestion.Sort(columns["sort"]).label), columns["text"]),
        customer=customer,
        customer_name=details.shown_name(customer, columns["contact_name"]),
        owner=owner,
        team=team,
        region=about.region if about else None,
        form_key=form_key,
    )


def _begin(suggestion: Suggestion, by: Person | None) -> None:
    """Write the row beside its ticket, let searches find it, tell the order, give it its number."""
    ticket, phone = suggestion.ticket, suggestion.contact_phone
    db.insert(suggestion)
    texts = (suggestion.text, suggestion.contact_name)
    tickets.index_ticket(ticket, texts=texts, phones=[phone] if phone else [])
    holding.record_suggestion(
        "made", suggestion, by=by, detail={"text": suggestion.text}, sort=suggestion.sort
    )
    data = {"suggestion": suggestion.pk, "sort": suggestion.sort}
    registering.tell_order(ticket, suggestion.about, "suggested", by, **data)
    tickets.number_it(ticket, letter=SUGGESTION_LETTER)


def _already(form_key: str, guest: Guest | None) -> Suggestion | Complaint | None:
    """What this very form opened before; nothing of what this guest may not read."""
    found: Suggestion | Complaint | None
    found = loading.suggestions().filter(ticket__form_key=form_key).first() or loading.of_form(form_key)
    is_theirs = guest is None or (found is not None and (found.by_ref or may.guest_sees(guest, found)))
    return found if is_theirs else None


def _hold(suggestion: Suggestion, by: Person | None) -> Suggestion:
    """The row held; what is nobody's belongs to whoever looks after it first."""
    held = holding.hold_suggestion(suggestion)
    ticket = held.ticket
    is_free = ticket.owner_id is None and ticket.closed_at is None
    if by is not None and is_free and tickets_may.take(by, ticket):
        tickets.take(ticket, by=by)
    return held


def _move(held: Suggestion, to: Sorted, by: Person | None, *, closes: bool = False) -> None:
    stage = Sorted(held.ticket.stage)
    if to not in SUGGESTION_MOVES[stage]:
        raise NotNow("suggestion_not_in_stage", stage=stage.label)
    tickets.leave_stage(held.ticket, to=to, by=by, closes=closes, moves=SUGGESTION_MOVES)


def _put(held: Suggestion, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=list(columns))
