"""The order form: every element in asking order with what is said, known, wrong and still to do (R053)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from yinuo.core.errors import Fault
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, facts, judging, readying
from yinuo.orders.rules import places, quoting
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules import schema, texts

_SIDE_OF: Mapping[str, places.Side] = {"pickup_address": "pickup", "delivery_address": "delivery"}


class State(StrEnum):
    """How far an element is."""

    MISSING = "missing"
    EMPTY = "empty"
    NOT_NEEDED = "not_needed"
    OK = "ok"
    FAULT = "fault"
    ASK = "ask"
    REFUSED = "refused"
    DECLINED = "declined"


@dataclass(frozen=True)
class Asked:
    """One element on the form.

    `value` is what its input holds, `shown` how it is read out, `ask` the sentence to say with names and
    values filled in, `suggestion` what the tables say where nothing was typed (a charge in fen as 100元).
    `fault` is what is wrong. `read_back` is the sentence that repeats it, empty when it is not repeated.
    """

    element: schema.Element
    value: str
    shown: str
    ask: str
    state: State
    fault: Fault | None = None
    suggestion: str = ""
    read_back: str = ""
    is_read_back: bool = False
    say_when_declined: str = ""


@dataclass(frozen=True)
class Form:
    """The whole form; what the tables say is worked out when it is asked for."""

    order: Order
    playbook: schema.Playbook
    judgement: judging.Judgement

    @cached_property
    def readiness(self) -> readying.Readiness:
        """What stands in the way of confirming."""
        return readying.readiness(self.order, self.playbook, self.judgement)

    @cached_property
    def elements(self) -> tuple[Asked, ...]:
        """Every element that is asked now, in asking order."""
        faults = {wrong.field: wrong for wrong in self.readiness.faults}
        said = {name: str(value) for name, value in self._facts.items() if value is not None}
        asked = asking.elements(self.order, self.playbook)
        return tuple(self._asked(element, faults.get(element.key), said) for element in asked)

    @cached_property
    def unread(self) -> tuple[schema.Element, ...]:
        """What has still to be read back (R055)."""
        return readying.unread(self.order, asking.elements(self.order, self.playbook))

    @property
    def is_accepted(self) -> bool:
        """Whether the customer accepted the price that holds now (R058)."""
        return readying.is_accepted(self.order, self.judgement)

    @property
    def is_late_wish(self) -> bool:
        """Whether delivery is wished before the lane can have it there."""
        return readying.is_late_wish(self.order, self.judgement)

    def said(self, key: str) -> str:
        """A phrase of the playbook with names and values filled in. Raises KeyError."""
        values = {name: str(value) for name, value in self._facts.items() if value is not None}
        return texts.fill(self.playbook.phrase(key).text, values)

    @cached_property
    def _facts(self) -> Mapping[str, object]:
        return facts.spoken(self.order)

    def _asked(self, element: schema.Element, wrong: Fault | None, said: Mapping[str, str]) -> Asked:
        order, now = self.order, self.judgement.now
        answer = asking.value_of(order, element.key)
        raw = order.ticket.answers.get(readying.RAW, {}).get(element.key)
        shown, suggestion = asking.shown(element, answer, now), self._suggestion(element)
        values = {**said, "value": shown or suggestion}
        repeated = bool(element.read_back) and asking.is_known(order, element.key)
        declined = element.when_declined
        return Asked(
            element=element,
            value=raw if raw is not None else asking.typed(element, answer),
            shown=shown,
            ask=texts.fill(element.ask, values),
            state=self._state(element, wrong, bool(suggestion)),
            fault=wrong,
            suggestion=suggestion,
            read_back=texts.fill(element.read_back, values) if repeated else "",
            is_read_back=repeated and not readying.needs_reading_back(order, element),
            say_when_declined=texts.fill(declined.say, said) if declined else "",
        )

    def _suggestion(self, element: schema.Element) -> str:
        """The charge that the tables name for these addresses, where none was typed (R060, R061)."""
        if element.key not in quoting.FEES or asking.is_known(self.order, element.key):
            return ""
        fen = sum(line.fen for line in self.judgement.fees if line.key == element.key)
        return asking.shown(element, fen, self.judgement.now) if fen else ""

    def _state(self, element: schema.Element, wrong: Fault | None, is_suggested: bool) -> State:
        order, key = self.order, element.key
        if wrong is not None:
            return _STATE_OF.get(wrong.code, State.FAULT)
        if key in order.declined and not asking.is_known(order, key):
            return State.DECLINED
        if not asking.is_known(order, key):
            return State.NOT_NEEDED if key in quoting.FEES and not is_suggested else State.EMPTY
        if key == "goods_name" and self.judgement.screening.verdict is Verdict.REJECT:
            return State.REFUSED
        return State.ASK if key == "goods_name" and self.judgement.screening.is_open else State.OK


_STATE_OF: Mapping[str, State] = {
    "required": State.MISSING,
    "place_ambiguous": State.ASK,
    "place_not_served": State.REFUSED,
}


def form(order: Order, playbook: schema.Playbook | None = None) -> Form:
    """The form of an order, by the playbook its ticket was opened under and the tables in force."""
    return Form(order, playbook or asking.playbook_of(order.ticket), judging.judge(order))


def learnt_place(form: Form, key: str) -> str:
    """What an address was taken to mean because agents chose so before; empty where nobody had to."""
    place = _place(form, key)
    return place.row.identity if place and place.learnt and place.row else ""


def _place(form: Form, key: str) -> places.Place | None:
    side = _SIDE_OF.get(key)
    if side is None:
        return None
    return form.judgement.pickup if side == "pickup" else form.judgement.delivery


def place_choices(form: Form, key: str) -> tuple[tuple[str, str], ...]:
    """Which places an address may mean, where the agent may choose: (identity to send back, as people read
    it); what was decided by earlier choices can be changed.
    """
    place = _place(form, key)
    if place is None:
        return ()
    if place.learnt:
        return tuple((row.identity, row.identity) for row in place.others)
    return tuple((row.identity, row.identity) for row in place.rows) if place.is_ambiguous else ()
