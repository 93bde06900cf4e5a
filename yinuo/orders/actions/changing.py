"""Changing an order after it was confirmed: by whom asked, why, what was and is, and who must hear it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.messaging import queries as messaging
from yinuo.messaging import rules as message_rules
from yinuo.orders import may
from yinuo.orders.actions import confirming, dispatching, drafting, holding, reckoning
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, judging, readying
from yinuo.orders.rules import quoting, reading, stages, wording
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.reasons import Reason, reason_of
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

LATER: Final = frozenset(
    {
        "consignee_name",
        "consignee_phone",
        "delivery_address",
        "delivery_needs",
        "wished_delivery_at",
        "reminder",
    }
)
"""What can still be changed once the goods are collected; the rest is history by then."""

PRICED: Final = frozenset(
    {
        "pieces",
        "weight",
        "volume",
        "pickup_address",
        "delivery_address",
        "insured_value",
        "cash_on_delivery",
        *quoting.FEES,
    }
)
"""What the price depends on."""

_WISHES: Final = frozenset({"wished_pickup_at", "wished_delivery_at"})
LONGEST_CHANGES: Final = 200
LONGEST_ASKED_BY: Final = 40


def change(
    *,
    order: Order,
    typed: Mapping[str, str],
    asked_by: str,
    reason: str,
    by: Person,
    note: str = "",
    version: int | None = None,
    accepted_total: int | None = None,
    answers: Mapping[str, str] | None = None,
    in_parts: bool = False,
    leave_out: Collection[str] = (),
) -> Order:
    """Change a confirmed order: goods, places and price are judged anew, nothing prohibited slips through.

    `reason` is one of the playbook's `change`, `answers` those to the questions about new goods. A new price
    must have been accepted by the customer: `accepted_total` in fen. Once the goods are collected only what
    concerns the delivery changes. Whoever has the slip hears of it, and gets it again, to accept again, when
    its words changed; `in_parts` and `leave_out` as in `dispatch`. Records order.changed {fields}, with what
    was and is. Raises NotPermitted; Invalid with every fault; NotNow: order_not_in_stage, stale,
    goods_prohibited, screening_unanswered, price_changed, no_quote, and as `messaging.queue` for the slip.
    """
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        holding.require_stage(held, *stages.BEFORE_PICKUP, *stages.UNDER_WAY)
        if version is not None and version != held.ticket.version:
            raise drafting.stale(held, version)
        why, playbook = _check(held, typed, asked_by, reason, note), asking.playbook_of(held.ticket)
        before, slip = _shown(held, playbook), slip_text(held)
        made = _apply(held, playbook, typed, answers or {})
        if made.fields:
            _agree(held, made, accepted_total)
            _save(held, made, asked_by)
            _tell(held, playbook, made, before, why, by)
            if held.ticket.stage in stages.WITH_RECEIVER and slip_text(held) != slip:
                dispatching.send_slip(held, by, in_parts=in_parts, leave_out=leave_out)
    return held


@dataclass(frozen=True)
class Made:
    """What a change did: to which elements, the ticket's answers as they now are, what the tables say, and
    whether the goods go another way.
    """

    fields: set[str]
    answers: Mapping[str, Any]
    judgement: judging.Judgement
    is_other_way: bool


def slip_text(order: Order) -> str:
    """The words of the slip as the order stands now, in full, whatever their length."""
    template = messaging.notice_of(asking.playbook_of(order.ticket), dispatching.SLIP)
    return message_rules.in_full(template, tickets.facts(order.ticket).values)


def _check(order: Order, typed: Mapping[str, str], asked_by: str, reason: str, note: str) -> Reason:
    """Whether this may be changed now, and why it is. Raises Invalid."""
    playbook, faults = asking.playbook_of(order.ticket), list[Fault]()
    if not asked_by.strip():
        faults.append(fault("asked_by", "required"))
    elif len(asked_by) > LONGEST_ASKED_BY:
        faults.append(fault("asked_by", "too_long", limit=LONGEST_ASKED_BY, length=len(asked_by)))
    if order.ticket.stage in stages.UNDER_WAY:
        late = (key for key in typed if key not in LATER)
        faults += [
            fault(key, "too_late_to_change") for key in late if _differs(order, playbook, key, typed[key])
        ]
    if faults:
        raise Invalid(*faults)
    return reason_of(playbook, "change", reason, note)


def _differs(order: Order, playbook: schema.Playbook, key: str, text: str) -> bool:
    """Whether a form that sends everything really asks for another answer here."""
    element = next((item for item in playbook.elements.get(asking.KIND, ()) if item.key == key), None)
    return element is not None and asking.typed(element, asking.value_of(order, key)) != reading.clean(text)


def _apply(
    order: Order, playbook: schema.Playbook, typed: Mapping[str, str], goods_answers: Mapping[str, str]
) -> Made:
    """Read, fill and judge; nothing that cannot be read or may not be carried gets through."""
    read = reading.read(asking.fields(playbook), _new(order, playbook, typed), asking.setting(clock.now()))
    if read.faults:
        raise Invalid(*read.faults)
    changed, answers = drafting.fill(order, read)
    if "goods_name" in changed:
        order.goods_answers = dict(goods_answers)
    judgement = judging.judge(order)
    faults = drafting.choose_places(judgement, typed, changed)
    _refuse(order, playbook, judgement, changed, faults)
    before = order.pickup_zone, order.delivery_zone
    reckoning.place(order, judgement)
    is_other_way = before != (order.pickup_zone, order.delivery_zone)
    judged = reckoning.lapse(order, judgement) if changed & PRICED else judgement
    return Made(changed, answers, judged, is_other_way)


def _new(order: Order, playbook: schema.Playbook, typed: Mapping[str, str]) -> dict[str, str]:
    """What is really new: a wished time that has passed need not be wished again by a form that sends it
    along.
    """
    return {key: text for key, text in typed.items() if _differs(order, playbook, key, text)}


def _refuse(
    order: Order,
    playbook: schema.Playbook,
    judgement: judging.Judgement,
    changed: set[str],
    faults: tuple[Fault, ...],
) -> None:
    if "goods_name" in changed:
        if refusal := readying.goods_refusal(judgement):
            raise refusal
        if judgement.screening.is_open:
            asked = "；".join(question.ask for question in judgement.screening.unanswered)
            raise NotNow("screening_unanswered", questions=asked)
    found = [
        *faults,
        *(wrong for wrong in readying.place_faults(order, judgement) if wrong.field in changed),
    ]
    for element in asking.elements(order, playbook):
        if element.required and element.key in changed and not asking.is_known(order, element.key):
            found.append(fault(element.key, "required"))
    if found:
        raise Invalid(*found)


def _agree(order: Order, made: Made, accepted_total: int | None) -> None:
    """A new price stands only when the customer accepted it (R058); where nothing that it depends on changed
    it is left as it was agreed, whatever the tables say by now.
    """
    if not made.fields & PRICED:
        return
    quote = made.judgement.quote
    if quote is None:
        raise NotNow("no_quote")
    if quote.total != order.quoted_total:
        if accepted_total != quote.total:
            before = wording.price(order.quoted_total)
            raise NotNow("price_changed", total=wording.price(quote.total), before=before)
        order.accepted_total, order.price_accepted_at = quote.total, clock.now()
    order.quote, order.quoted_total = reckoning.quote_stored(made.judgement), quote.total


def _save(order: Order, made: Made, asked_by: str) -> None:
    judgement = made.judgement
    if "goods_name" in made.fields:
        order.screening = judgement.screening.stored(judgement.tables.versions["goods"])
    order.promised_at = _promised_anew(order, made)
    order.freight_due = max(confirming.freight_due(order), order.freight_collected)
    order.asked_by = asked_by.strip()
    holding.keep(order)
    region = reckoning.region_of(judgement) or order.ticket.region
    holding.describe(order, region=region, answers=dict(made.answers), version=order.ticket.version)
    holding.make_findable(order)


def _promised_anew(order: Order, made: Made) -> datetime | None:
    """By when it has to be delivered now: what was promised stands unless the customer wishes another time,
    or goods that are not collected yet go another way.
    """
    is_other_start = made.is_other_way or made.fields & _WISHES
    if order.wished_delivery_at or (is_other_start and order.ticket.stage in stages.BEFORE_PICKUP):
        return confirming.promised_at(order, made.judgement) or order.promised_at
    return order.promised_at


def _move_promises(order: Order, playbook: schema.Playbook, why: Reason) -> None:
    """What is due at a time that the customer now wishes otherwise is due at the new time (R088), also when
    its clock stands still now.
    """
    rules = {rule.key: rule for rule in playbook.promises if rule.due_from}
    for promise in Promise.objects.filter(ticket=order.ticket, key__in=rules, state=Promise.State.OPEN):
        named = (getattr(order, column) for column in rules[promise.key].due_from)
        due_at = next((at for at in named if at is not None), None)
        if due_at is not None and due_at != promise.due_at and due_at > clock.now():
            promises.move(promise, due_at, why.said, by=None)


def _shown(order: Order, playbook: schema.Playbook) -> dict[str, str]:
    """Every answer as it is read out."""
    now = clock.now()
    items = playbook.elements.get(asking.KIND, ())
    return {item.key: asking.shown(item, asking.value_of(order, item.key), now) for item in items}


def _tell(
    order: Order,
    playbook: schema.Playbook,
    made: Made,
    before: dict[str, str],
    why: Reason,
    by: Person,
) -> None:
    """Record what was and is, and say it in the words that the notice to the receiver uses."""
    after = _shown(order, playbook)
    labels = {item.key: item.label for item in playbook.elements.get(asking.KIND, ())}
    told = [f"{labels[key]}改为{after[key] or '无'}" for key in labels if key in made.fields]
    order.changes, order.change_reason = "，".join(told)[:LONGEST_CHANGES], why.said
    holding.keep(order)
    keys = sorted(made.fields & labels.keys())
    detail = {
        "before": {key: before[key] for key in keys},
        "after": {key: after[key] for key in keys},
        "asked_by": order.asked_by,
        "note": why.note,
    }
    holding.record("changed", order, by=by, detail=detail, fields=sorted(made.fields), reason=why.key)
    _move_promises(order, playbook, why)
