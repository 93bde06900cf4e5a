"""Why an order cannot be confirmed yet: one list for the page that shows it and the action that obeys it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yinuo.core.errors import DeskError, Fault, Invalid, NotNow, fault
from yinuo.orders.models import Discount, Order
from yinuo.orders.queries import asking, judging
from yinuo.orders.rules import places, reading, wording
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules import schema

RAW: Final = "raw"
"""Among a ticket's answers: the texts that could not be read, by element."""
READ: Final = "read"
"""Among a ticket's answers: set once the draft was filled from a customer's text."""
_SIDES: Final[tuple[tuple[places.Side, str], ...]] = (
    ("pickup", "pickup_address"),
    ("delivery", "delivery_address"),
)


@dataclass(frozen=True)
class Readiness:
    """What stands in the way of confirming, the weightiest first; nothing when it may be confirmed."""

    faults: tuple[Fault, ...]
    refusals: tuple[NotNow, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.faults or self.refusals)

    def first(self) -> DeskError | None:
        """What to raise: goods that may not go before all else, then every fault at
        once, then the next step.
        """
        urgent = next((refusal for refusal in self.refusals if refusal.code == "goods_prohibited"), None)
        if urgent:
            return urgent
        return Invalid(*self.faults) if self.faults else next(iter(self.refusals), None)


def readiness(order: Order, playbook: schema.Playbook, judgement: judging.Judgement) -> Readiness:
    """Everything that is missing, wrong or not agreed for `order` (R045–R061)."""
    asked = asking.elements(order, playbook)
    return Readiness(
        faults=(*_faults(order, asked, playbook, judgement.now), *place_faults(order, judgement)),
        refusals=(*_screening(judgement), *_price(order, asked, judgement)),
    )


def reread(order: Order, playbook: schema.Playbook, now: datetime) -> reading.Reading:
    """What is wrong with the texts that could not be read and were kept as they were typed."""
    return reading.read(asking.fields(playbook), order.ticket.answers.get(RAW, {}), asking.setting(now))


def unread(order: Order, asked: tuple[schema.Element, ...]) -> tuple[schema.Element, ...]:
    """What has still to be read back (R055): answers that were not, or were changed since."""
    return tuple(element for element in asked if needs_reading_back(order, element))


def needs_reading_back(order: Order, element: schema.Element) -> bool:
    """Whether the manual wants this answer repeated and it has not been, as it stands now."""
    if not element.read_back or not asking.is_known(order, element.key):
        return False
    said: str | None = order.read_back.get(element.key)
    return said != asking.stable(asking.value_of(order, element.key))


def place_faults(order: Order, judgement: judging.Judgement) -> Iterator[Fault]:
    """Addresses outside our ground, or that may mean several places (R051)."""
    for side, key in _SIDES:
        if not getattr(order, key):
            continue
        place = judgement.pickup if side == "pickup" else judgement.delivery
        if place.is_ambiguous:
            yield fault(key, "place_ambiguous", places="、".join(row.identity for row in place.rows[:6]))
        elif not judgement.is_served(side):
            yield fault(key, "place_not_served")


def goods_refusal(judgement: judging.Judgement) -> NotNow | None:
    """That the goods may not be carried, and why; no door confirms them (R050)."""
    if judgement.screening.verdict is not Verdict.REJECT:
        return None
    hit = judgement.screening.reason
    word, category = (hit.word, hit.row.category or hit.row.name) if hit else ("", "")
    return NotNow("goods_prohibited", goods=judgement.order.goods_name, word=word, category=category)


def _faults(
    order: Order, asked: tuple[schema.Element, ...], playbook: schema.Playbook, now: datetime
) -> Iterator[Fault]:
    found = {wrong.field: wrong for wrong in reread(order, playbook, now).faults}
    yield from found.values()
    for element in asked:
        if element.key in found:
            continue
        value = asking.value_of(order, element.key)
        if element.required and value in (None, "") and not _may_be_left(order, element):
            yield fault(element.key, "required")
        if element.type == "time" and isinstance(value, datetime) and value < now:
            yield fault(element.key, "time_has_passed")


def _may_be_left(order: Order, element: schema.Element) -> bool:
    declined = element.when_declined
    return element.key in order.declined and declined is not None and declined.then != "cannot_take"


def _screening(judgement: judging.Judgement) -> Iterator[NotNow]:
    if refusal := goods_refusal(judgement):
        yield refusal
    elif judgement.screening.is_open:
        questions = "；".join(question.ask for question in judgement.screening.unanswered)
        yield NotNow("screening_unanswered", questions=questions)


def _price(order: Order, asked: tuple[schema.Element, ...], judgement: judging.Judgement) -> Iterator[NotNow]:
    if left := unread(order, asked):
        yield NotNow("read_back_missing", items="、".join(element.label for element in left))
    quote = judgement.quote
    if quote is None:
        yield NotNow("no_quote")
    elif order.discount_state == Discount.ASKED:
        yield NotNow("discount_waiting")
    elif not is_accepted(order, judgement):
        before = order.accepted_total
        if before is not None and before != quote.total:
            yield NotNow("price_changed", total=wording.price(quote.total), before=wording.price(before))
        else:
            yield NotNow("price_not_accepted", total=wording.price(quote.total))


def is_accepted(order: Order, judgement: judging.Judgement) -> bool:
    """Whether the customer said yes to the very price that holds now (R058)."""
    quote = judgement.quote
    return order.price_accepted_at is not None and quote is not None and order.accepted_total == quote.total


def is_late_wish(order: Order, judgement: judging.Judgement) -> bool:
    """Whether the customer wishes delivery before the lane can have it there: to be said
    before confirming.
    """
    journey, wished = judgement.journey, order.wished_delivery_at
    return journey is not None and wished is not None and wished < journey.arrives_at


def readiness_of(order: Order) -> Readiness:
    """What stands in the way at this moment, by the tables in force."""
    return readiness(order, asking.playbook_of(order.ticket), judging.judge(order))


def to_read_back(order: Order) -> list[str]:
    """The keys of the elements that have still to be read back (R055)."""
    return [
        element.key for element in unread(order, asking.elements(order, asking.playbook_of(order.ticket)))
    ]
