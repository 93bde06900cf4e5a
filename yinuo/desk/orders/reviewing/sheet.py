"""The review of one web order as a page: checklist, letter, call, price, pictures, who has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.desk.orders import details, entries
from yinuo.desk.orders.reviewing import calls, checklist, letter
from yinuo.desk.orders.taking import agreement, elements
from yinuo.desk.tickets import rows, script
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, ReviewCall, WebOrder
from yinuo.orders.rules import stages
from yinuo.orders.rules import web as rules
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import NEVER

AGREED: Final = (ReviewCall.Outcome.AGREED, ReviewCall.Outcome.CHANGED)
GOODS: Final = ("goods",)


@dataclass(frozen=True)
class Said:
    """What the page says besides the order itself.

    `typed` is what was just posted of the answers, `alert` why the desk refused, `tried` once somebody
    pressed the main button: from then on what is missing is marked. `faults` are what could not be read, by
    element; `call` is a form of the call that could
    not be taken, `checked` the point of the checklist that was refused and why, `conflict` what somebody else
    wrote meanwhile (label, mine, theirs) over the version `current`.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    alert: str = ""
    tried: bool = False
    call: calls.CallForm | None = None
    checked: tuple[str, str] = ("", "")
    conflict: Sequence[tuple[str, str, str]] = ()
    current: int = 0
    read_at: str = ""


def context(order: Order, person: Person, said: Said | None = None) -> dict[str, Any]:
    """The page of an order under review; the same number of statements for every order."""
    said, web = said or Said(), order.web
    form = orders.form(order)
    names = staff.names(_people(web))
    mine = web.reviewer_id == person.pk and may.review(person, order)
    facts = tickets.facts(order.ticket)
    number = web.phone or order.pickup_phone
    return {
        "order": order,
        "ticket": order.ticket,
        "web": web,
        "ref": order.ticket.ref,
        "said": said,
        "mine": mine,
        "version": said.read_at if said.conflict else order.ticket.version,
        "stage": details.stage_of(order),
        "stage_tone": rows.stage_tone(order.ticket),
        "has_due": order.ticket.next_due_at != NEVER,
        "callee": order.shipper_name if mine else "",
        "number": number if mine else mask.mask_phone(number),
        "may_take": may.review(person, order) and web.reviewer_id is None,
        "may_release": web.reviewer_id is not None and may.release_review(person, order),
        "total_seconds": rows.total(order.ticket.next_due_from, order.ticket.next_due_at),
        **_left(form, web, names, said, in_full=mine),
        **(right := _right(form, web, names, said, in_full=mine)),
        "missing": missing(form, web, right["calls"]) if said.tried else [],
        **script.context(order.ticket, facts, person, in_full=mine),
    }


def _left(
    form: orders.Form, web: WebOrder, names: Mapping[int, str], said: Said, *, in_full: bool
) -> dict[str, Any]:
    """The checklist, the letter, the price."""
    setting = elements.Setting(
        typed=said.typed, keeps_typed=bool(said.conflict), shows_missing=said.tried, receiver=None
    )
    goods, price = agreement.goods(form), agreement.price(form)
    return {
        "checks": checklist.checks(form, web, names, in_full=in_full),
        "checked": len(rules.CHECKS) - len(rules.unchecked(web.checks)),
        "questions": goods.questions if goods else (),
        "is_refused": goods is not None and goods.is_refused,
        "groups": letter.groups(form, web, setting, said.faults) if in_full else [],
        "masked": [] if in_full else details.groups(form.order, form.playbook, in_full=False),
        "lots": letter.lots(web, form),
        "lines": price.lines,
        "total": price.total,
        "discount": price.discount,
        "discount_tone": price.discount_tone,
        "promised": web.estimate.get("total"),
        "pictures": tickets.attachments(form.order.ticket, GOODS),
    }


def _right(
    form: orders.Form, web: WebOrder, names: Mapping[int, str], said: Said, *, in_full: bool
) -> dict[str, Any]:
    """The call and what came of it."""
    points = letter.points(web, names, letter.NOTHING if in_full else letter.types(form))
    call = said.call or calls.form(points)
    made = calls.made(form.order.review_calls.select_related("by").order_by("-id"), in_full=in_full)
    call.auto_id = f"id_%s_{len(made)}"  # another form for each call: nothing of the last stays in it
    return {
        "points": points,
        "open_points": [point for point in points if not point.agreed],
        "call_agreed": calls.agreed(call),
        "call": call,
        "outcomes": list(calls.choices(call)),
        "calls": made,
        "wishes": elements.WISHES,
    }


def missing(form: orders.Form, web: WebOrder, made: Sequence[calls.Call]) -> list[str]:
    """Everything that stands in the way of confirming, in words, in the order in which it is done."""
    said = [one.call.outcome for one in made if one.call.outcome != ReviewCall.Outcome.NO_ANSWER]
    labels = {key: _(label) for key, label in entries.CHECKS.items()}
    unchecked = [labels[key] for key in rules.unchecked(web.checks)]
    wrong = [labels[key] for key, found in web.checks.items() if not found["ok"]]
    open_points = [point["label"] for point in web.points if not point["agreed"]]
    gaps = [one.asked.element.label for one in _wrong(form)]
    listed = (
        (_("还没核：%(items)s"), unchecked),
        (_("还有问题：%(items)s"), wrong),
        (_("没填好：%(items)s"), gaps),
        (_("货物还要问清：%(items)s"), [one.ask for one in form.judgement.screening.unanswered]),
        (_("客户还没同意：%(items)s"), open_points),
    )
    found = [words % {"items": _("、").join(items)} for words, items in listed if items]
    if not said or said[0] not in AGREED:
        found.append(_("还没有打通电话和客户核对过"))
    return found


def _wrong(form: orders.Form) -> list[elements.Field]:
    groups = elements.groups(form, elements.Setting(shows_missing=True, receiver=None))
    return [one for group in groups for one in (*group.fields, *group.more) if one.fault]


def _people(web: WebOrder) -> set[int]:
    """Everybody whom the checklist and the points name."""
    said = [*web.checks.values(), *web.points]
    return {one["by"] for one in said if isinstance(one.get("by"), int)}


def finished(order: Order, person: Person) -> dict[str, Any]:
    """What stands in the place of the review once it is over: what became of the order, and what is next."""
    return {
        "done": True,
        "asked_by": mask.mask_name(order.asked_by),
        "may_review": may.take_orders(person),
        "order": order,
        "ticket": order.ticket,
        "web": order.web,
        "ref": order.ticket.ref,
        "stage": details.stage_of(order),
        "stage_tone": rows.stage_tone(order.ticket),
    }


def is_over(order: Order) -> bool:
    """Whether there is nothing to review any more."""
    return order.ticket.stage not in stages.UNDER_REVIEW
