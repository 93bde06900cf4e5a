"""The script beside the work: the step's goal, what must be done, what to say with today's values, what not to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yinuo.core import clock
from yinuo.core.calendar import holidays
from yinuo.playbooks.rules import schema, texts
from yinuo.promises import queries as promises
from yinuo.staff.models import Person
from yinuo.tickets import queries
from yinuo.tickets.models import Ticket

SATURDAY = 6


@dataclass(frozen=True)
class Sentence:
    """A phrase ready to be said: its pieces (what was filled in is marked), its whole text, its clause."""

    key: str
    when: str
    pieces: list[texts.Piece]
    text: str
    clause: str
    requirements: str


def context(ticket: Ticket, facts: queries.Facts, person: Person) -> dict[str, Any]:
    """The script of the ticket's stage; empty where the manual says nothing about it."""
    playbook = promises.playbook_of(ticket)
    steps = queries.steps(ticket)
    if playbook is None or not steps:
        return {"steps": [], "sentences": [], "avoid": []}
    values = spoken(facts.values, person)
    day = kind_of_day(clock.today())
    sentences = [sentence(playbook.phrase(key), values) for step in steps for key in step.say]
    return {
        "steps": steps,
        "musts": queries.musts(ticket),
        "sentences": [one for one in sentences if day in playbook.phrase(one.key).days],
        "avoid": [word for step in steps for word in step.avoid],
        "playbook_name": playbook.name,
    }


def kind_of_day(day: date) -> str:
    """workday, weekend or holiday, by the official calendar: closings differ by it (R244)."""
    official = holidays.official_day(day)
    if official is not None and official.kind == holidays.DayKind.HOLIDAY:
        return "holiday"
    if official is not None and official.kind == holidays.DayKind.MAKEUP:
        return "workday"
    return "weekend" if day.isoweekday() >= SATURDAY else "workday"


def spoken(values: Mapping[str, Any], person: Person) -> dict[str, str]:
    """Values as they are said: texts only, and the agent is who sits here."""
    said = {name: value for name, value in values.items() if isinstance(value, str)}
    return {**said, "agent": person.staff_number, "agent_name": person.name}


def sentence(phrase: schema.Phrase, values: Mapping[str, str]) -> Sentence:
    """A phrase with today's values; what is not known yet stands as ××, as in the manual."""
    known = {name: values.get(name) or "××" for name in phrase.variables}
    pieces = texts.pieces(phrase.text, known)
    return Sentence(
        key=phrase.key,
        when=phrase.when,
        pieces=pieces,
        text="".join(piece.text for piece in pieces),
        clause=phrase.clause,
        requirements=" ".join(phrase.requirements),
    )
