"""The board in words: reasons for a driver, states and loads."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.desk.orders import saying
from yinuo.desk.orders.moving import sending
from yinuo.desk.settings import vehicles
from yinuo.orders.queries.board import Load, Row
from yinuo.orders.rules.receiving import Hindrance
from yinuo.orders.rules.suggesting import Reason, Suggestion, Why
from yinuo.staff.models import Vehicle

WHYS: Final = {
    Why.SERVES: gettext_noop("负责这个区域"),
    Why.STANDS_IN: gettext_noop("不是这个区域的"),
    Why.NEAR: gettext_noop("离提货地约 %(km)s 公里"),
    Why.AWAY: gettext_noop("离提货地约 %(km)s 公里"),
    Why.UNKNOWN_PLACE: gettext_noop("不知道在哪里"),
    Why.SAME_WAY: gettext_noop("同区域还有 %(n)s 单要提"),
    Why.FREE: gettext_noop("手上没有待提的"),
    Why.HAS_ORDERS: gettext_noop("手上 %(n)s 单待提"),
    Why.FITS: gettext_noop("装得下"),
    Why.TOO_HEAVY: gettext_noop("超载"),
    Why.TOO_BULKY: gettext_noop("装不下"),
    Why.IN_TIME: gettext_noop("赶得上"),
    Why.TOO_LATE: gettext_noop("赶不上约定时间"),
    Why.PRAISED: gettext_noop("客户评 %(stars)s 分"),
    Why.BLAMED: gettext_noop("客户评 %(stars)s 分"),
}


def why(reason: Reason) -> str:
    """One reason."""
    return _(WHYS[reason.why]) % {
        "km": saying.kilometres(reason.figure),
        "n": reason.figure,
        "stars": f"{reason.figure / 10:.1f}",
    }


def whys(one: Suggestion) -> str:
    """Everything that speaks for and against a driver; what stands in the way comes first."""
    hindrance = one.driver.hindrance
    stands = [_(sending.HINDRANCES[hindrance])] if hindrance is not Hindrance.NONE else []
    return _("、").join([*stands, *map(why, one.reasons)])


def state(row: Row) -> tuple[str, str]:
    """How a driver or vehicle stands, and its tone."""
    if row.vehicle is not None and row.vehicle.out_from is not None:
        return _("车坏了"), "bad"
    if row.driver is None:
        return _("没有司机"), ""
    if row.hindrance is Hindrance.NONE:
        return (_("在岗"), "ok") if row.load.orders else (_("空闲"), "ok")
    return _(sending.HINDRANCES[row.hindrance]), "warn" if row.hindrance is Hindrance.FULL else ""


def load(load: Load, vehicle: Vehicle | None) -> list[str]:
    """What is on the way to or in a vehicle, against what it holds."""
    if not load.orders:
        return []
    found = [_("%(n)s 单") % {"n": load.orders}]
    if load.pieces:
        found.append(_("%(n)s 件") % {"n": load.pieces})
    if load.weight_g:
        found.append(_("%(load)s 吨") % {"load": _of(load.weight_g, vehicle.load_g if vehicle else None)})
    if load.volume_cm3:
        found.append(
            _("%(load)s 方") % {"load": _of(load.volume_cm3, vehicle.space_cm3 if vehicle else None)}
        )
    return found


def is_over(load: Load, vehicle: Vehicle | None) -> bool:
    """Whether more is promised to a vehicle than it holds."""
    if vehicle is None:
        return False
    is_heavy = vehicle.load_g is not None and load.weight_g > vehicle.load_g
    return is_heavy or (vehicle.space_cm3 is not None and load.volume_cm3 > vehicle.space_cm3)


def _of(amount: int, most: int | None) -> str:
    said = f"{amount / 1_000_000:.1f}"
    return f"{said} / {vehicles.millions(most)}" if most else said
