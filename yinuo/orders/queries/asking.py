"""The elements of an order as the playbook asks for them: which are asked now, how an answer looks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yinuo.core import clock, phones
from yinuo.core.calendar import queries as hours
from yinuo.orders.models import Order
from yinuo.orders.queries import facts
from yinuo.orders.rules import wording
from yinuo.orders.rules.reading import Field, Setting, people
from yinuo.orders.rules.reading.fields import COLUMNS
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.staff import queries as staff
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

KIND = "order"
_UNKNOWN = dict.fromkeys(vocabulary.fields("element"))


def playbook_of(ticket: Ticket) -> schema.Playbook:
    """The playbook the ticket was opened under, else the one in force. Raises NotFound("no_playbook")."""
    if ticket.playbook_version_id:
        return playbooks.version(ticket.playbook_version_id)
    return playbooks.current()


def elements(order: Order, playbook: schema.Playbook) -> tuple[schema.Element, ...]:
    """What is asked now, in asking order (R053): neither hidden nor made needless by other answers."""
    asked = [element for element in playbook.elements.get(KIND, ()) if not element.hidden]
    if all(element.when is None for element in asked):
        return tuple(asked)
    values = tickets.Layers(facts.facts_of(order.ticket).values, _UNKNOWN)
    return tuple(element for element in asked if element.when is None or element.when.holds(values))


def fields(playbook: schema.Playbook) -> tuple[Field, ...]:
    """Every element that can be typed, as the reader of texts needs it; hidden ones too, for other doors."""
    listed = {element.key: _field(element) for element in playbook.elements.get(KIND, ())}
    known = {key: Field(key, kind) for key, kind in vocabulary.KNOWN_ELEMENTS.items()}
    return tuple({**known, **listed}.values())


def setting(now: datetime) -> Setting:
    """Where and when texts are read: the company's area code, zone and working hours."""
    return Setting(clock.local(now), staff.company().area_code, hours.hours_of())


def value_of(order: Order, key: str) -> Any:
    """The stored answer to an element: a column's, else the ticket's."""
    return getattr(order, COLUMNS[key]) if key in COLUMNS else order.ticket.answers.get(key)


def is_known(order: Order, key: str) -> bool:
    """Whether there is an answer; no charge (0) is one."""
    return value_of(order, key) not in (None, "")


def shown(element: schema.Element, value: Any, now: datetime) -> str:
    """The answer as it is read back: 138 0000 6621, 15件, 到付, 14:30前; empty when there is none."""
    if value in (None, ""):
        return ""
    match element.type:
        case "phone":
            return phones.display(phones.parse(str(value)))
        case "person":
            return people.spoken(value)
        case "pieces":
            return wording.pieces(value)
        case "weight":
            return wording.weight(value)
        case "volume":
            return wording.volume(value)
        case "money":
            return wording.price(value)
        case "time":
            return wording.by_time(clock.local(_moment(value)), clock.local(now))
        case "payment" | "choice":
            return _labels(element).get(str(value).lower(), str(value))
        case "yesno":
            return "是" if value else "否"
    return str(value)


def typed(element: schema.Element, value: Any) -> str:
    """The answer as its input holds it, so that reading it again gives the same: 15,
    200, 2026-11-20T14:30.
    """
    if value in (None, ""):
        return ""
    match element.type:
        case "weight":
            return wording.weight(value).removesuffix("公斤")
        case "volume":
            return wording.volume(value).removesuffix("方")
        case "money":
            return wording.yuan(value)
        case "time":
            return clock.local(_moment(value)).strftime("%Y-%m-%dT%H:%M")
        case "payment":
            return str(value).lower()
        case "yesno":
            return "yes" if value else "no"
    return str(value)


def stable(value: Any) -> str:
    """An answer in a form that stays the same while the answer does, to tell whether it
    was read back (R055).
    """
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _field(element: schema.Element) -> Field:
    return Field(element.key, element.type, _labels(element))


def _labels(element: schema.Element) -> Mapping[str, str]:
    return {choice.key: choice.label for choice in element.choices}


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
