"""When it is collected and by when it must be there (R042)."""

from yinuo.orders.rules.understanding.hearing.moments import DELIVERY
from yinuo.orders.rules.understanding.mentions import Moment


def settle(moments: list[Moment]) -> dict[str, Moment]:
    """The moment of the pickup and of the delivery; of several deadlines the last."""
    found: dict[str, Moment] = {}
    for one in moments:
        role = one.role or (DELIVERY if one.time.is_limit else "")
        if one.oops and not one.role and found:
            role = max(found, key=lambda key: found[key].start)
        if not role:
            continue
        if role == DELIVERY or role not in found or one.oops:
            found[role] = one
    return found
