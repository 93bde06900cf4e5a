"""The order itself for its ticket's page: every answer, the price, who has it, what happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock, money
from yinuo.core.text import mask
from yinuo.desk.orders import pricing, saying
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, OrderException, Stage, TrackingEntry
from yinuo.orders.queries import arrival as arrivals
from yinuo.orders.queries import asking, positions
from yinuo.orders.rules import stages
from yinuo.orders.rules.counting import State
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

GROUPS: Final = {
    "pickup": gettext_noop("提货"),
    "delivery": gettext_noop("收货"),
    "goods": gettext_noop("货物"),
    "fees": gettext_noop("费用"),
}
MASKS: Final = {"person": mask.mask_name, "phone": mask.mask_phone, "address": mask.mask_address}
RECOUNTS: Final = {
    State.WAITING: gettext_noop("清点 %(n)s 件，合计 %(after)s 元，等客户同意；同意之前按 %(before)s 元收"),
    State.AGREED: gettext_noop("按清点的 %(n)s 件收 %(after)s 元，原来 %(before)s 元"),
    State.REFUSED: gettext_noop("清点 %(n)s 件，客户不同意收 %(after)s 元，仍按 %(before)s 元收"),
}
OUTCOMES: Final = {"reached": gettext_noop("打通了"), "no_answer": gettext_noop("没打通")}


@dataclass(frozen=True)
class Group:
    """Answers that belong together: (label, answer)."""

    title: str
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Trouble:
    """What keeps or kept the order from its time, and where it is cleared."""

    label: str
    exception: OrderException
    department: str
    clearing_url: str = ""


@dataclass(frozen=True)
class Record:
    """One line of the tracking record in words (R095)."""

    entry: TrackingEntry
    what: str
    outcome: str
    hours_late: str


@dataclass(frozen=True)
class Way:
    """Where the vehicle is and how old that is, or that the driver does not share it; when the goods are
    expected, on what ground, and whether that is too late.
    """

    place: str
    age: str
    is_shared: bool
    expected: str
    basis: str
    late: str
    tone: str


@dataclass(frozen=True)
class Details:
    """Everything the page of an order shows beside the timeline."""

    groups: list[Group]
    lines: list[pricing.PriceLine]
    versions: str
    agreement: str = ""
    recount: str = ""
    troubles: list[Trouble] = field(default_factory=list)
    record: list[Record] = field(default_factory=list)
    overdue: str = ""
    way: "Way | None" = None


def of(order: Order, facts: tickets.Facts, person: Person, *, in_full: bool) -> Details:
    """The details of an order for this person; personal data masked unless `in_full`."""
    playbook = orders.playbook_of(order.ticket)
    is_late = order.ticket.stage in stages.UNDER_WAY and orders.overdue(order) > timedelta(0)
    return Details(
        groups=groups(order, playbook, in_full=in_full),
        lines=pricing.lines(order.quote.get("lines", ())),
        versions=_versions(order),
        agreement=pricing.agreement(order.quote.get("agreement", {})),
        recount=recounted(order),
        troubles=_troubles(order, playbook, person),
        record=record(order),
        overdue=str(facts.values.get("hours_overdue") or "") if is_late else "",
        way=way(order),
    )


def way(order: Order) -> Way | None:
    """Where the vehicle is and when the goods are expected; None where nothing of both is known (R090)."""
    where = positions.of_order(order)
    found = arrivals.estimates([order], {where.vehicle_id: where} if where else {}).get(order.pk)
    is_on_job = order.ticket.stage in stages.ON_JOB and order.driver is not None
    if found is None and not is_on_job:
        return None
    late, tone = saying.lateness(found) if found else ("", "")
    return Way(
        place=saying.place(where) if where else "",
        age=saying.age(where.age) if where else "",
        is_shared=not is_on_job or positions.is_shared(order.driver),
        expected=saying.expected(found) if found else "",
        basis=saying.estimated(found.basis) if found else "",
        late=late,
        tone=tone,
    )


def groups(order: Order, playbook: schema.Playbook, *, in_full: bool) -> list[Group]:
    """Every answer by group, in asking order; what was not said is left out."""
    now = clock.now()
    found: dict[str, list[tuple[str, str]]] = {key: [] for key in GROUPS}
    for element in playbook.elements.get(asking.KIND, ()):
        value = asking.value_of(order, element.key)
        shown = asking.shown(element, value, now)
        hide = MASKS.get(element.type)
        if shown:
            found[element.group].append((element.label, hide(str(value)) if hide and not in_full else shown))
    return [Group(_(GROUPS[key]), answers) for key, answers in found.items() if answers]


def record(order: Order) -> list[Record]:
    """The tracking record in words, the newest first."""
    return [line(entry) for entry in orders.tracking_record(order)]


def line(entry: TrackingEntry) -> Record:
    """One line in words."""
    outcome = OUTCOMES.get(entry.outcome)
    late = timedelta(seconds=entry.overdue_seconds)
    return Record(
        entry=entry,
        what=f"{_(entry.get_what_display())} · {_(entry.get_how_display())}",
        outcome=_(outcome) if outcome else entry.outcome,
        hours_late=f"{late.total_seconds() / 3600:.1f}" if late else "",
    )


def _troubles(order: Order, playbook: schema.Playbook, person: Person) -> list[Trouble]:
    causes = {cause.key: cause.label for cause in playbook.causes}
    departments = {one.key: one.label for one in playbook.departments}
    may_clear = may.carry(person, order)
    return [
        Trouble(
            causes.get(one.cause, one.cause),
            one,
            departments.get(one.department, one.department),
            reverse("order-clearing", args=[order.ticket.ref, one.pk])
            if may_clear and not one.cleared_at
            else "",
        )
        for one in orders.exceptions(order)
    ]


def _versions(order: Order) -> str:
    """Which versions of the tables the price and the goods were judged by."""
    versions = order.quote.get("versions", {})
    tariff = versions.get("tariff")
    return _("价目表第 %(n)s 版") % {"n": tariff} if tariff else ""


def recounted(order: Order) -> str:
    """Both prices where other goods were counted at the door than were ordered, and what became of it."""
    kept = order.recount
    if not kept or kept["before"] == kept["after"]:
        return ""
    said = RECOUNTS[State(kept["state"])]
    prices = {"before": money.format_yuan(kept["before"]), "after": money.format_yuan(kept["after"])}
    return _(said) % {"n": kept["pieces"] or "—", **prices}


def stage_of(order: Order) -> str:
    """The order's stage in words."""
    return _(str(Stage(order.ticket.stage).label))


def milestones(order: Order) -> Sequence[tuple[str, datetime | None]]:
    """When what happened, for the printed record."""
    return (
        (_("确认下单"), order.confirmed_at),
        (_("短信发出"), order.ordered_at),
        (_("司机接单"), order.accepted_at),
        (_("提货"), order.picked_up_at),
        (_("到达"), order.arrived_at),
        (_("送达"), order.delivered_at),
    )
