"""`yinuo order quote`: what an order costs, every fen explained, as JSON."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final

import click
from pydantic import BaseModel, Field, ValidationError

from yinuo.cli import typed
from yinuo.core import calendar, clock, db, money
from yinuo.core.calendar import queries as hours
from yinuo.orders.queries import judging
from yinuo.orders.rules import discounts, places, quoting, transit, wording
from yinuo.playbooks.rules import packs, tables

PACK: Final = "freight"
MOST: Final = Decimal(20_000_000)
_FEES: Final = {
    "提货费": "pickup_fee", "上门提货费": "pickup_fee",
    "送货费": "delivery_fee", "配送费": "delivery_fee", "派送费": "delivery_fee",
    "装卸费": "handling_fee", "装货费": "handling_fee", "卸货费": "handling_fee",
}  # fmt: skip
_AMOUNTS: Final = {"代收货款": "cash_on_delivery", "保价": "insured_value", "声明价值": "insured_value"}
_ENDS: Final[tuple[tuple[str, places.Side, str], ...]] = (
    ("origin", "pickup", "发货地"),
    ("destination", "delivery", "到达地"),
)
Yuan = Annotated[Decimal, Field(ge=0, le=MOST)]


class Fee(BaseModel):
    """A charge that was agreed by word, in yuan."""

    name: Annotated[str, Field(max_length=40)]
    amount: Yuan


class Asked(BaseModel):
    """What is to be quoted: the keys of `yinuo order parse` that a price depends on; no others are read."""

    origin: str | None = None
    destination: str | None = None
    pieces: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    weight_kg: Annotated[Decimal, Field(ge=0, le=1_000_000)] | None = None
    volume_m3: Annotated[Decimal, Field(ge=0, le=100_000)] | None = None
    extra_fees: list[Fee] | None = None
    agreement: str | None = None
    insured_value: Yuan | None = None
    cash_on_delivery: Yuan | None = None
    discount: Yuan | None = None
    day: str | None = None


class Refused(Exception):
    """No price: a code, and the reasons in words."""

    def __init__(self, code: str, *reasons: str) -> None:
        super().__init__(code)
        self.record = {"error": code, "reasons": list(reasons)}


@click.command()
@click.option("--lines", is_flag=True, help="One JSON object a line in, one a line out.")
@click.pass_context
def command(ctx: click.Context, lines: bool) -> None:
    """Print the price of the order on standard input, a JSON object as `yinuo order parse` makes it.

    By the tables of the desk in --data, else by the sample tables of the freight pack. Exit 1 where there is
    no price.
    """
    refused = False
    for text in typed.texts(by_line=lines):
        one = record(text)
        refused = refused or "error" in one
        click.echo(dumped(one))
    if refused and not lines:
        ctx.exit(1)


def record(text: str) -> dict[str, Any]:
    """The price of one order, or why there is none."""
    try:
        asked = _read(text)
        return _priced(asked, _moment(asked.day), _tables(), _hours())
    except Refused as refused:
        return refused.record


def dumped(value: Mapping[str, Any]) -> str:
    """JSON in which amounts are numbers with two decimals: 320.00."""
    text = json.dumps(value, ensure_ascii=False, default=lambda yuan: f"{_MARK}{yuan:.2f}")
    return _AMOUNT.sub(r"\1", text).encode(errors="replace").decode()


_MARK: Final = "\ue000"
"""Before an amount that is to stand without quotation marks; a character of private use."""
_AMOUNT: Final = re.compile(f'"{_MARK}(-?[0-9.]+)"')


def _read(text: str) -> Asked:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("unreadable", "输入不是 JSON。") from None
    if not isinstance(said, dict):
        raise Refused("unreadable", "要一个 JSON 对象。")
    try:
        return Asked.model_validate(said)
    except ValidationError as error:
        wrong = (".".join(map(str, one["loc"])) for one in error.errors())
        raise Refused("unreadable", *(f"“{name}”的值不对。" for name in dict.fromkeys(wrong))) from None


def _priced(asked: Asked, now: datetime, found: judging.Tables, open_at: calendar.Hours) -> dict[str, Any]:
    zones, goods = _zones(asked, found), _goods(asked)
    if not (goods.weight_g or goods.volume_cm3):
        raise Refused("nothing_to_weigh", "没有重量，也没有体积，算不出运费。")
    day, agreement = now.date(), (asked.agreement or "").strip()
    full = quoting.quote(goods, found.prices, zones, day, agreement=agreement)
    if full is None:
        raise Refused("no_lane", f"价目表里没有 {zones[0]} → {zones[1]} 这条线的价格。")
    discount = _fen(asked.discount)
    if discount > full.freight:
        raise Refused("discount_out_of_range", f"优惠不能超过运费 {wording.price(full.freight)}。")
    quote = quoting.quote(goods, found.prices, zones, day, agreement=agreement, discount=discount)
    assert quote is not None
    is_below = discounts.is_below(discount, full.freight, full.minimum)
    notes = (wording.agreed(quote.agreement), "优惠后低于最低收费，要上级同意" if is_below else "")
    return {
        "total": money.yuan(quote.total),
        "currency": "CNY",
        "lines": [_line(line) for line in quote.lines],
        "versions": dict(quote.versions),
        "transit": _transit(zones, now, found, open_at),
        "zones": dict(zip(("origin", "destination"), zones, strict=True)),
        "agreement": dict(quote.agreement) or None,
        "notes": [note for note in notes if note],
    }


def _zones(asked: Asked, found: judging.Tables) -> tuple[str, str]:
    """The tariff zones of both ends, each of which must be known, decided and served."""
    zones, wrong = [], []
    for key, side, label in _ENDS:
        said = (getattr(asked, key) or "").strip()
        try:
            zones.append(_zone(said, side, label, found))
        except Refused as refused:
            wrong.append(refused.record)
    if wrong:
        reasons = [str(reason) for one in wrong for reason in one["reasons"]]
        raise Refused(str(wrong[0]["error"]), *reasons)
    return zones[0], zones[1]


def _zone(said: str, side: places.Side, label: str, found: judging.Tables) -> str:
    place = found.place(said, "") if said else places.Place()
    if not place.rows:
        raise Refused(
            "place_unknown", f"{label}“{said}”不认识，或者不在服务区域里。" if said else f"没有{label}。"
        )
    served = [row for row in place.rows if places.is_served(row, side)]
    if not served:
        doing = "提货" if side == "pickup" else "送货"
        raise Refused("place_not_served", f"{label}“{said}”（{place.rows[0].identity}）不{doing}。")
    zones = {row.zone for row in served}
    if len(zones) > 1:
        named = "、".join(row.identity for row in place.rows)
        raise Refused("place_ambiguous", f"{label}“{said}”可能是几个地方：{named}。")
    return served[0].zone


def _goods(asked: Asked) -> quoting.Goods:
    fees: dict[str, int] = {}
    amounts = {"insured_value": _fen(asked.insured_value), "cash_on_delivery": _fen(asked.cash_on_delivery)}
    extras = []
    for fee in asked.extra_fees or ():
        if key := _FEES.get(fee.name):
            fees[key] = fees.get(key, 0) + _fen(fee.amount)
        elif key := _AMOUNTS.get(fee.name):
            amounts[key] = amounts[key] or _fen(fee.amount)
        else:
            extras.append((fee.name, _fen(fee.amount)))
    return quoting.Goods(
        weight_g=money.round_half_up((asked.weight_kg or Decimal(0)) * 1000),
        volume_cm3=money.round_half_up((asked.volume_m3 or Decimal(0)) * 1_000_000),
        pickup_address=asked.origin or "",
        delivery_address=asked.destination or "",
        fees=fees,
        pieces=asked.pieces or 0,
        extras=tuple(extras),
        **amounts,
    )


def _line(line: quoting.Line) -> dict[str, Any]:
    """A line in yuan; `rate` is yuan for one `unit`, of % the percentage of `quantity` yuan."""
    number = re.match(r"[0-9.]+", line.quantity)
    kept = line.stored()
    return {
        "label": line.label,
        "amount": money.yuan(line.fen),
        "quantity": float(number[0]) if number else None,
        "rate": money.yuan(line.rate) if line.rate is not None else None,
        "unit": "%" if line.unit == "percent" else line.unit,
        "note": "，".join(part for part in (wording.because(kept), line.note) if part),
    }


def _transit(
    zones: tuple[str, str], now: datetime, found: judging.Tables, open_at: calendar.Hours
) -> dict[str, Any] | None:
    lane = transit.lane_for(found.lanes, *zones, now.date())
    if lane is None:
        return None
    try:
        arrives = transit.journey(lane, now, None, open_at).arrives_at
    except calendar.NoWorkingTime:
        return None
    at = clock.local(arrives).isoformat(timespec="seconds")
    return {"label": lane.label, "hours": lane.transit_hours, "arrives_at": at}


def _moment(day: str | None) -> datetime:
    """Now, or the day that is asked for: a date counts from its first minute, a moment as it is."""
    if not day:
        return clock.local(clock.now())
    try:
        if not 2000 <= int(day[:4]) <= 2100:
            raise ValueError(day)
        if ":" in day:
            return clock.local(calendar.parse_moment(day, clock.zone().key))
        on: date = calendar.parse_day(day)
    except (ValueError, OverflowError):
        raise Refused("unreadable", f"“{day}”不是日期。") from None
    return clock.local(clock.now()) if on == clock.today() else datetime.combine(on, time(0), clock.zone())


def _fen(yuan: Decimal | None) -> int:
    return money.round_half_up((yuan or Decimal(0)) * 100)


def _tables() -> judging.Tables:
    return judging.in_force(clock.now()) if db.is_made() else tables_of_pack()


def _hours() -> calendar.Hours:
    return hours.hours_of() if db.is_made() else calendar.DEFAULT_HOURS


@cache
def tables_of_pack() -> judging.Tables:
    """The sample tables of the freight pack, as version 1 of each."""
    found: dict[str, tables.Table[tables.Row]] = {}
    for file, text in packs.tables(PACK).items():
        seed = tables.read_seed(file, text)
        if isinstance(seed, tables.Seed):
            found[seed.kind] = tables.Table(seed.kind, 1, seed.in_force_from, seed.source, seed.table.rows)
    return judging.typed(found)
