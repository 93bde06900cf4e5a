"""When it is collected and by when it must be there (R042)."""

from yinuo.orders.rules.understanding.atoms import Exactness
from yinuo.orders.rules.understanding.hearing.moments import DELIVERY, PICKUP
from yinuo.orders.rules.understanding.mentions import Moment


def settle(moments: list[Moment], *, is_order: bool = False) -> dict[str, Moment]:
    """The moment of the pickup and of the delivery; of several deadlines the last."""
    found: dict[str, Moment] = {}
    loose: Moment | None = None
    for one in moments:
        role = one.role or (DELIVERY if one.time.is_limit else "")
        if one.oops and not one.role and found:
            role = max(found, key=lambda key: found[key].start)
        if not role:
            if (
                one.time.exactness is not Exactness.SPAN
                and not one.time.approximate
                and one.time.since != one.time.at
            ):
                loose = loose or one
            continue
        if role == DELIVERY or role not in found or one.oops:
            found[role] = one
    if loose and PICKUP not in found and is_order:
        found[PICKUP] = loose
    return found
