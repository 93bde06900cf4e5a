"""The script beside the work: the goal, what must be done, what to say with today's values, what not to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.safestring import SafeString

from yinuo.core import clock
from yinuo.core.calendar import holidays
from yinuo.core.text import mask
from yinuo.playbooks.rules import schema, texts
from yinuo.promises import queries as promises
from yinuo.staff.models import Person, Role
from yinuo.tickets import may, queries
from yinuo.tickets.models import Ticket
from yinuo.ui.tags import markup

SATURDAY: Final = 6
GAP: Final = "××"
NAMES: Final = ("shipper", "consignee", "customer")
NUMBERS: Final = ("shipper_phone", "consignee_phone", "pickup_phone", "delivery_phone")


@dataclass(frozen=True)
class Sentence:
    """A phrase ready to be said: `shown` with what was filled in marked, its whole text, its clause."""

    key: str
    when: str
    shown: SafeString
    text: str
    clause: str


def context(ticket: Ticket, facts: queries.Facts, person: Person, *, in_full: bool) -> dict[str, Any]:
    """The script of the ticket's stage; empty where the manual says nothing about it, and for drivers: it is
    what the desk says to them.
    """
    playbook = promises.playbook_of(ticket)
    is_for = ticket.closed_at is None and person.role != Role.DRIVER
    steps = queries.steps(ticket) if is_for else ()
    if playbook is None or not steps:
        return {"steps": [], "musts": [], "phrases": [], "avoid": []}
    values = spoken(facts.values, person, in_full=in_full)
    day = kind_of_day(clock.today())
    said = [playbook.phrase(key) for step in steps for key in step.say]
    return {
        "steps": steps,
        "musts": queries.musts(ticket),
        "may_tick": may.work(person, ticket),
        "phrases": [sentence(phrase, values) for phrase in said if day in phrase.days],
        "avoid": [word for step in steps for word in step.avoid],
    }


def kind_of_day(day: date) -> str:
    """workday, weekend or holiday, by the official calendar: closings differ by it (R244)."""
    official = holidays.official_day(day)
    if official is not None and official.kind == holidays.DayKind.HOLIDAY:
        return "holiday"
    if official is not None and official.kind == holidays.DayKind.MAKEUP:
        return "workday"
    return "weekend" if day.isoweekday() >= SATURDAY else "workday"


def spoken(values: Mapping[str, Any], person: Person, *, in_full: bool) -> dict[str, str]:
    """Values as they are said: texts only, the agent is who sits here, personal data only `in_full`."""
    said = {name: value for name, value in values.items() if isinstance(value, str)}
    if not in_full:
        said |= {name: mask.mask_name(said[name]) for name in NAMES if said.get(name)}
        said |= {name: mask.mask_phone(said[name]) for name in NUMBERS if said.get(name)}
    return {**said, "agent": person.staff_number, "agent_name": person.name}


def sentence(phrase: schema.Phrase, values: Mapping[str, str]) -> Sentence:
    """A phrase with today's values; what is not known yet stands as ××, as in the manual."""
    pieces = [
        texts.Piece(GAP, piece.variable) if piece.is_gap else piece
        for piece in texts.pieces(phrase.text, values)
    ]
    return Sentence(
        key=phrase.key,
        when=phrase.when,
        shown=SafeString(
            "".join(markup.drawn("<mark>{}</mark>" if one.variable else "{}", one.text) for one in pieces)
        ),
        text="".join(piece.text for piece in pieces),
        clause=" ".join((phrase.clause, *phrase.requirements)).strip(),
    )
