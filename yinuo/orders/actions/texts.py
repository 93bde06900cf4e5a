"""Filling a draft from a customer's own words: pasted, dictated or out of a chat (R045, R053).

Nothing that was typed is overwritten; where the text says otherwise, the agent decides. What was read out of
it is kept beside it, and with the confirmation what turned out to be meant: examples to learn from.
"""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.orders import may
from yinuo.orders.actions import drafting, holding
from yinuo.orders.models import Order, OrderText
from yinuo.orders.queries import asking, texts
from yinuo.orders.queries.readying import RAW, READ
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

LONGEST: Final = 2000


def fill_from_text(*, order: Order, text: str, by: Person, version: int | None = None) -> OrderText:
    """Read a text of the customer's and fill with it what is still empty in a draft.

    What was read but stands otherwise in the draft is kept for `take_over`. The same text again fills what is
    empty by then. Records order.filled {text, fields}. Raises NotPermitted; Invalid at `text` when nothing
    was said or too much; NotNow("order_is_no_draft"), NotNow("stale").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    words = _sound(text)
    with db.transaction():
        held = drafting.hold_draft(order, version)
        heard = texts.understand(words)
        asked = {field.key for field in asking.fields(asking.playbook_of(held.ticket))}
        said = {key: one for key, one in heard.typed().items() if key in asked}
        empty = {key: one for key, one in said.items() if _is_empty(held, key)}
        drafting.write(held, empty, by, strict=False)
        kept = _keep(held, words, texts.stored(heard, empty), by)
        holding.record("filled", held, by=by, text=kept.pk, fields=sorted(empty))
    return kept


def take_over(*, order: Order, key: str, by: Person, version: int | None = None) -> Order:
    """Let what the newest text says of one element stand instead of what stands there now.

    Raises NotPermitted; Invalid at `key` when the text says nothing of it; NotNow("order_is_no_draft"),
    NotNow("stale").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = drafting.hold_draft(order, version)
        newest = held.texts.first()
        said = newest.said() if newest else {}
        if newest is None or key not in said:
            raise Invalid(fault("key", "not_a_choice"))
        drafting.write(held, {key: said[key]}, by, strict=False)
        newest.understood = {**newest.understood, "filled": sorted({*newest.understood["filled"], key})}
        newest.save(update_fields=["understood"])
    return held


def learn(order: Order) -> None:
    """Write beside the texts of an order what was confirmed otherwise than it had been understood.

    Costs nothing for an order that was not filled from a text.
    """
    if not order.ticket.answers.get(READ):
        return
    playbook = asking.playbook_of(order.ticket)
    listed = {element.key: element for element in playbook.elements.get(asking.KIND, ())}
    for kept in order.texts.all():
        now = {key: asking.typed(listed[key], asking.value_of(order, key)) for key in listed}
        understood = texts.as_typed(kept.said(), playbook, kept.at)
        kept.corrected = {key: now[key] for key in now if understood.get(key, "") != now[key]}
        kept.save(update_fields=["corrected"])


def _keep(order: Order, text: str, understood: Mapping[str, Any], by: Person) -> OrderText:
    kept = OrderText.objects.create(order=order, text=text, understood=understood, at=clock.now(), by=by)
    answers = {**order.ticket.answers, READ: True}
    tickets.describe(order.ticket, answers=answers)
    return kept


def _is_empty(order: Order, key: str) -> bool:
    """Whether nobody has said anything of an element yet, not even something that cannot be read."""
    return not asking.is_known(order, key) and not order.ticket.answers.get(RAW, {}).get(key)


def _sound(text: str) -> str:
    """What was pasted, trimmed. Raises Invalid at `text`."""
    words = text.replace("\0", "").strip()
    if not words:
        raise Invalid(fault("text", "required"))
    if len(words) > LONGEST:
        raise Invalid(fault("text", "too_long", limit=LONGEST, length=len(words)))
    return words
