"""What a customer's form says, and what the tables say of it, before it is stored (R046, R048, R051)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from yinuo.core import clock
from yinuo.core.errors import Fault, fault
from yinuo.customers import queries as customers
from yinuo.customers.models import Customer
from yinuo.customers.rules import Guest
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, judging, readying
from yinuo.orders.rules import limits, quoting, reading, screening, web
from yinuo.orders.rules.reading import COLUMNS, Field, Reading
from yinuo.orders.rules.screening import Screening, Verdict
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.tickets.models import Channel, Kind, Ticket

LONGEST_GOODS: Final = 80
_LOT_COLUMNS: Final = {
    "goods_name": "goods",
    "pieces": "pieces",
    "weight": "weight_g",
    "volume": "volume_cm3",
    "packing": "packing",
}
_SUMMED: Final = ("pieces", "weight", "volume")
_MOST: Final = {
    "pieces": (limits.MOST_PIECES, f"{limits.MOST_PIECES}件"),
    "weight": (limits.MOST_WEIGHT_G, "100吨"),
    "volume": (limits.MOST_VOLUME_CM3, "1000方"),
}


@dataclass(frozen=True)
class Written:
    """A customer's form as it is understood: answers by element key, lots as they are kept, every fault."""

    playbook: schema.Playbook
    values: Mapping[str, Any]
    lots: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]

    @property
    def goods(self) -> tuple[str, ...]:
        """Every name of goods, each to be screened by itself."""
        named = [lot["goods"] for lot in self.lots] or [self.values.get("goods_name") or ""]
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class Estimate:
    """What it will cost (fen) and when it arrives, as far as that can be said yet; only an estimate.

    `total` is None while lane, weight or volume is not known. `arrives_from` and `arrives_to` are the
    earliest and the latest time at the door, `basis` the lane's own words of its transit time. `faults` stop
    the order from being placed; `doubts` do not (an address that we may not serve, or that may mean several
    places): the desk settles them on the telephone. `screening` is the graver of what is said of all goods.
    `choices` are the places that an ambiguous address may mean, by field.
    """

    total: int | None
    lines: tuple[quoting.Line, ...]
    arrives_from: datetime | None
    arrives_to: datetime | None
    basis: str
    faults: tuple[Fault, ...]
    doubts: tuple[Fault, ...]
    screening: Screening
    choices: Mapping[str, tuple[str, ...]]
    versions: Mapping[str, int]

    @property
    def is_prohibited(self) -> bool:
        """Whether the goods may not be carried, so that no order can be placed."""
        return self.screening.verdict is Verdict.REJECT


def read(typed: Mapping[str, str], lots: Sequence[Mapping[str, str]] = ()) -> Written:
    """Read what a customer wrote; what is not the customer's to say is left out.

    With `lots` their names are joined and their pieces, weights and volumes added up for the order.
    """
    playbook, now = playbooks.current(), clock.now()
    known = {field.key: field for field in asking.fields(playbook)}
    mine = [field for key, field in known.items() if key in web.TYPED or _is_own(playbook, key)]
    texts = {key: text for key, text in typed.items() if not (lots and key in web.LOT)}
    found = reading.read(mine, texts, asking.setting(now))
    rows, wrong = _lots(known, lots, now)
    values = {**found.values, **(_together(rows) if rows else {})}
    faults = (*found.faults, *wrong, *_too_much(values, rows))
    missing = _missing(playbook, values, {fault.field for fault in faults}, has_lots=bool(lots))
    return Written(playbook, values, rows, (*faults, *missing, *_passed(values, now)))


def estimate(
    typed: Mapping[str, str], lots: Sequence[Mapping[str, str]] = (), guest: Guest | None = None
) -> Estimate:
    """Price, arrival and what is wrong, for the page to show while the customer writes. Stores nothing.

    Prices agreed with a customer count only for a number that was verified.
    """
    written = read(typed, lots)
    judgement = judged(written, typed, customer_of(guest))
    quote, journey = judgement.quote, judgement.journey
    return Estimate(
        total=quote.total if quote else None,
        lines=quote.lines if quote else (),
        arrives_from=journey.reached_at if journey else None,
        arrives_to=journey.arrives_at if journey else None,
        basis=journey.lane.label if journey else "",
        faults=written.faults,
        doubts=tuple(readying.place_faults(judgement.order, judgement)),
        screening=screened(written, judgement),
        choices=_choices(judgement),
        versions=dict(judgement.tables.versions),
    )


def customer_of(guest: Guest | None) -> Customer | None:
    """The customer whom the guest's verified number belongs to."""
    return customers.by_phone(guest.phone) if guest and guest.phone else None


def judged(written: Written, typed: Mapping[str, str], customer: Customer | None) -> judging.Judgement:
    """What the tables say of a form, of an order that is stored nowhere."""
    order = Order(ticket=Ticket(kind=Kind.ORDER, stage=Stage.FILLED, channel=Channel.WEB, customer=customer))
    for key, value in written.values.items():
        if column := COLUMNS.get(key):
            empty = None if order._meta.get_field(column).null else ""
            setattr(order, column, empty if value is None else value)
    for place in web.PLACES:
        setattr(order, place, reading.clean(typed.get(place, ""))[:130])
    return judging.judge(order, agreement=customer.agreement if customer else "")


def screened(written: Written, judgement: judging.Judgement) -> Screening:
    """What is said of the goods: of each lot by itself too, the gravest counts (R048)."""
    each = [screening.judged(judgement.tables.found(name), {}) for name in written.goods]
    return max([judgement.screening, *each], key=lambda found: found.verdict.severity)


def reading_of(written: Written) -> Reading:
    """What was understood, in the form in which drafts are filled."""
    return Reading(written.values)


def _is_own(playbook: schema.Playbook, key: str) -> bool:
    """Whether only this playbook asks for it, and openly."""
    items = playbook.elements.get(asking.KIND, ())
    return key not in vocabulary.KNOWN_ELEMENTS and any(item.key == key and not item.hidden for item in items)


def _lots(
    known: Mapping[str, Field], lots: Sequence[Mapping[str, str]], now: datetime
) -> tuple[tuple[dict[str, Any], ...], tuple[Fault, ...]]:
    if len(lots) > web.MOST_LOTS:
        return (), (fault("lots", "too_many_lots", limit=web.MOST_LOTS),)
    rows, faults = [], list[Fault]()
    for index, typed in enumerate(lots):
        found = reading.read([known[key] for key in web.LOT], typed, asking.setting(now))
        faults += [replace(wrong, field=f"lots.{index}.{wrong.field}") for wrong in found.faults]
        wrong_keys = {wrong.field for wrong in found.faults}
        for key in ("goods_name", *_SUMMED):
            if not found.values.get(key) and key not in wrong_keys:
                faults.append(fault(f"lots.{index}.{key}", "required"))
        rows.append({_LOT_COLUMNS[key]: found.values.get(key) for key in web.LOT})
    return tuple(rows), tuple(faults)


def _together(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = dict.fromkeys(row["goods"] for row in rows if row["goods"])
    packings = dict.fromkeys(row["packing"] for row in rows if row["packing"])
    sums = {key: sum(row[_LOT_COLUMNS[key]] or 0 for row in rows) or None for key in _SUMMED}
    return {"goods_name": "、".join(names), "packing": next(iter(packings), ""), **sums}


def _too_much(values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """What each lot may be and all of them together may not."""
    if not rows:
        return
    length = len(values["goods_name"])
    if length > LONGEST_GOODS:
        yield fault("lots.0.goods_name", "too_long", limit=LONGEST_GOODS, length=length)
    for key, (most, shown) in _MOST.items():
        if (values[key] or 0) > most:
            yield fault(f"lots.0.{key}", f"{key}_out_of_range", most=shown)


def _missing(
    playbook: schema.Playbook, values: Mapping[str, Any], faulty: set[str], *, has_lots: bool
) -> Iterator[Fault]:
    required = {
        item.key for item in playbook.elements.get(asking.KIND, ()) if item.required and not item.hidden
    }
    wanted = web.REQUIRED | {"goods_name"} | (required & web.TYPED)
    for key in (key for key in vocabulary.KNOWN_ELEMENTS if key in wanted):
        if (has_lots and key in web.LOT) or key in faulty:
            continue
        if values.get(key) in (None, ""):
            yield fault(key, "required")


def _passed(values: Mapping[str, Any], now: datetime) -> Iterator[Fault]:
    for key in ("wished_pickup_at", "wished_delivery_at"):
        if (at := values.get(key)) is not None and at < now:
            yield fault(key, "time_has_passed")


def _choices(judgement: judging.Judgement) -> dict[str, tuple[str, ...]]:
    sides = {"pickup_address": judgement.pickup, "delivery_address": judgement.delivery}
    return {
        key: tuple(row.identity for row in place.rows) for key, place in sides.items() if place.is_ambiguous
    }
