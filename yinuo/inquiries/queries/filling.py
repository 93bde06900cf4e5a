"""Answers that come filled (R108, R113): the manual's sentence with today's values, ready to say or send.

What the values are, only the orders know: `yinuo.wiring` says whom to ask for which type.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yinuo.core.errors import NotFound
from yinuo.inquiries.models import Inquiry, Type
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema, texts
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket

PREFIX: Final = "told_"
"""The phrases of the playbook that tell a result: told_on_way, told_price …"""


@dataclass(frozen=True)
class Told:
    """What is known for an answer: which sentence fits (`situation`), its values, what they were made of.

    `missing` are the fields that have still to be asked before anything can be said.
    """

    situation: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A filled answer: the text to say, what it was made of, what has still to be asked, and its clause."""

    text: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    clause: str = ""


Answerer = Callable[[Ticket | None, Mapping[str, str]], Told]
"""What is known about a ticket, or, before anything was sent, by what the caller says of places and goods."""

_answerers: dict[str, Answerer] = {}
_about: list[Callable[[Ticket], Mapping[str, str]]] = []


def provide_answers(type: str, answerer: Answerer) -> None:
    """Let `answerer` say what is known for questions of a type (the wiring, at start-up)."""
    _answerers[type] = answerer


def provide_values(values: Callable[[Ticket], Mapping[str, str]]) -> None:
    """Let it say what phrases may name of an order that is asked about."""
    _about[:] = [values]


def values_about(about: Ticket | None) -> Mapping[str, str]:
    """The variables of phrases about the order asked about; none without one."""
    found: dict[str, str] = {}
    if about is not None:
        for values in _about:
            found |= values(about)
    return found


def filled(type: str, about: Ticket | None, typed: Mapping[str, str] | None = None) -> Filled:
    """The answer to a question of this type, as far as the tables and the timeline know it.

    `typed` is what the caller says where no order is asked about: pickup_address, delivery_address, weight,
    volume, pieces. Without text where the manual has no sentence for it, or something must still be asked.
    """
    if type not in Type.values or type not in _answerers:
        return Filled()
    told = _answerers[type](about, typed or {})
    phrase = _phrase(f"{PREFIX}{told.situation}") if told.situation else None
    if phrase is None:
        return Filled(missing=told.missing)
    text = texts.fill(phrase.text, told.values)
    clause = " ".join((phrase.clause, *phrase.requirements)).strip()
    return Filled(text, {**told.figures, "situation": told.situation}, told.missing, clause)


def filled_for(inquiry: Inquiry, person: Person) -> Filled:
    """The filled answer to a question that stands; nothing of an order that this person may not see."""
    about = inquiry.about
    is_seen = about is None or tickets_may.see(person, about)
    return filled(inquiry.type, about) if is_seen else Filled()


def said(key: str, values: Mapping[str, str]) -> str:
    """A phrase of the playbook in force with its values; empty where the manual has none."""
    phrase = _phrase(key)
    return texts.fill(phrase.text, values) if phrase else ""


def _phrase(key: str) -> schema.Phrase | None:
    try:
        return playbooks.current().phrase(key)
    except (NotFound, KeyError):
        return None
