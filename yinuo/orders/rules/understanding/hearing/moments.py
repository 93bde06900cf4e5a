"""What a time is for: the pickup or the delivery (R042)."""

import re
from typing import Final

from yinuo.orders.rules.understanding.atoms import Exactness, Time
from yinuo.orders.rules.understanding.hearing.row import Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Moment
from yinuo.orders.rules.understanding.scanning import Token

PICKUP: Final = "pickup"
DELIVERY: Final = "delivery"
_LOADS: Final = ("提货", "装货", "取货", "来提", "来装", "来拉")
_WRITTEN: Final = re.compile(
    r" ?(?:提交|填|登记|报|约|订|预约|下)(?:过|好)?的(?!货)|[再就才]?(?:给你|告诉你|发你|答复|回复|补给|补上)"
)
_AHEAD: Final = re.compile(r"(?:前|提前|之前|以前)[至最]?[少好]? ?$")
_TOLD: Final = re.compile(r"[^,。;!?\n0-9]{0,4}(?:打|联系|通知|电话|说一?声|告知|告诉|预约|来电|致电)")
_OF: Final = {
    Role.LOAD: PICKUP,
    Role.SHIP: PICKUP,
    Role.BOOK: PICKUP,
    Role.FROM: PICKUP,
    Role.UNLOAD: DELIVERY,
    Role.RECEIVE: DELIVERY,
    Role.TO: DELIVERY,
}


def hear(row: Row, state: State, token: Token, time: Time) -> None:
    """A time is said."""
    if time.exactness in (Exactness.SOON, Exactness.OPEN):
        return
    if state.take_denial():
        return
    behind = row.behind(over=frozenset({Role.SPACE}))
    if behind is not None and (behind.role is Role.THAT or row.said(behind).startswith("那")):
        return
    if _is_of_talk(row, token):
        return
    start = token.start + (row.text[token.start] in "于在")
    moment = Moment(start=start, end=token.end, time=time, clause=state.clause)
    if state.label.startswith("time.") and state.is_field:
        moment.role = state.label.partition(".")[2]
    else:
        moment.role = _by_behind(row, time) or _by_before(row, state)
    moment.oops = state.take_oops("time")
    state.heard.moments.append(moment)


def _is_of_talk(row: Row, token: Token) -> bool:
    """送货前一小时打电话, 12月13日提交的: when somebody is told, or something was written down."""
    if _WRITTEN.match(row.text, token.end):
        return True
    return bool(_AHEAD.search(row.text, 0, token.start) and _TOLD.match(row.text, token.end))


def _by_behind(row: Row, time: Time) -> str:
    """The next verb of the clause: 明天来提, 周五前送到, 下周一到."""
    rest = row.rest()
    for index, token in enumerate(rest):
        if token.atom is not None and isinstance(token.atom, Time):
            return ""
        if token.role is Role.CALLED and row.said(token).startswith(_LOADS):
            return PICKUP
        if token.role is Role.GO and row.said(token) in ("来", "过来"):
            return PICKUP
        if token.role is Role.GO:
            later = [one for one in rest[index + 1 :] if one.role not in (Role.SPACE, Role.FILLER)]
            if any(
                one.role is Role.LOAD or row.said(one).startswith(_LOADS) or row.said(one) == "拉"
                for one in later
            ):
                return PICKUP
            if row.said(token) == "去" and not time.is_limit:
                return ""
            return DELIVERY
        if token.role is Role.TO and not row.said(token)[0].isalnum():
            return ""
        if token.role is Role.UNLOAD and row.said(token).endswith("到"):
            return PICKUP if _is_loaded(rest[index + 1 :]) else DELIVERY
        if token.role is Role.ASK and "到" in row.said(token):
            return DELIVERY
        if token.role in _OF:
            return _OF[token.role]
        if token.role is Role.LABEL and token.of.startswith("time."):
            return token.of.partition(".")[2]
        if token.role in (Role.PERSON, Role.PAY) or token.role is Role.ATOM:
            return ""
    return ""


def _is_loaded(tokens: list[Token]) -> bool:
    """Whether goods are fetched there, before another time is said."""
    for token in tokens:
        if token.atom is not None and isinstance(token.atom, Time):
            return False
        if token.role is Role.LOAD:
            return True
    return False


def _by_before(row: Row, state: State) -> str:
    for token in row.past():
        if token.role in (Role.ATOM, Role.PAY, Role.PERSON):
            return ""
        if token.role is Role.LABEL and token.of.startswith("time."):
            return token.of.partition(".")[2]
        if token.role in (Role.LOAD, Role.UNLOAD, Role.RECEIVE, Role.BOOK):
            return _OF[token.role]
    return ""
