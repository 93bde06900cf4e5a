"""Who sends and who receives: contacts of known sides first, the others fill what is empty (R025–R027)."""

from yinuo.orders.rules.understanding import people
from yinuo.orders.rules.understanding.mentions import CONSIGNEE, SHIPPER, Contact


def settle(contacts: list[Contact]) -> dict[str, Contact]:
    """The contact of each party, with a name, a number or both."""
    found = {SHIPPER: Contact(party=SHIPPER), CONSIGNEE: Contact(party=CONSIGNEE)}
    for least in (3, 2):
        for one in contacts:
            if one.party and one.strength == least:
                _fill(found[one.party], one)
    for one in contacts:
        if one.is_closed:
            continue
        if one.strength < 2:
            _fill(found[_side_for(one, found)], one)
    return {party: one for party, one in found.items() if one.name or one.phone}


def _side_for(one: Contact, found: dict[str, Contact]) -> str:
    """Where a contact of no clear side goes: beside what it was heard, if there is room; else the sender."""
    sender, taker = found[SHIPPER], found[CONSIGNEE]
    if one.party and _has_room(found[one.party], one):
        return one.party
    if _is_empty(sender) or (not _is_empty(taker) and _has_room(sender, one)):
        return SHIPPER
    if _is_empty(taker) and one.name and one.phone:
        return CONSIGNEE
    for side in (SHIPPER, CONSIGNEE):
        if _has_room(found[side], one):
            return side
    return SHIPPER


def _is_empty(contact: Contact) -> bool:
    return contact.name is None and contact.phone is None


def _has_room(contact: Contact, one: Contact) -> bool:
    return not (one.name and contact.name) and not (one.phone and contact.phone)


def _fill(contact: Contact, one: Contact) -> None:
    contact.strength = max(contact.strength, one.strength)
    if one.phone and contact.phone is None:
        contact.phone = one.phone
    if one.name and (contact.name is None or people.is_company(contact.name.name)):
        contact.name = one.name
