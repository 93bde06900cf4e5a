"""What the customer wants: to order, to change, to cancel or to ask."""

import re

from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Heard
from yinuo.orders.rules.understanding.understood import Intent

_FEW = 3
_ASKED = re.compile(
    r"(?:能|可以|可不可以|能不能|会不会|有没有)[^,。;\n]{0,14}(?:吗|么|不|没)(?=$|[ ,。?!;\n])|(?:吗|么)\?"
)


def settle(heard: Heard, *, text: str, has_contact: bool, fullness: int) -> Intent:
    """One of four; a text that says nothing of it is an order, and so is one that says how it is paid."""
    is_agreed = has_contact or bool(heard.payments) or any(one.role == "pickup" for one in heard.moments)
    said = [name for name, _ in heard.cues]
    if Role.CANCEL in said:
        if Role.CHANGE in said or Role.AMEND in said:
            return "order" if fullness > _FEW + 1 else "amend"
        return "cancel"
    if Role.THAT in said and (Role.CHANGE in said or Role.AMEND in said or Role.OOPS in said):
        return "amend"
    if Role.THAT in said and Role.OLD in said and Role.ATOM in said:
        return "amend"
    if Role.TRACK in said and not has_contact:
        return "inquiry"
    if {Role.AMEND, Role.CHANGE} & set(said) and fullness <= _FEW and not heard.charges[1:]:
        return "amend"
    if Role.THAT in said and {Role.OOPS, Role.AMEND, Role.CHANGE} & set(said):
        return "amend"
    if (Role.ASK in said or _ASKED.search(text)) and not is_agreed:
        return "inquiry"
    return "order"
