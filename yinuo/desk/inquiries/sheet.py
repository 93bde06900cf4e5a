"""The page on which a question is taken: what was typed, which order it is about, the filled answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.inquiries import queries
from yinuo.inquiries.models import Inquiry, Type
from yinuo.knowledge import queries as knowledge
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Kind, Ticket

LONGEST: Final = 100
MOST_FOUND: Final = 8
PLACES: Final = ("pickup_address", "delivery_address", "weight", "volume")
"""What the caller says where nothing was sent yet."""
FIELDS: Final = (
    "q", "about", "type", "channel", "contact_phone", "contact_name", "question", "answer", "due_at",
    "form_key", "was_asked", "was_filled", *PLACES,
)  # fmt: skip
USUAL: Final = {
    Type.TRANSIT_TIME: gettext_noop("多久能到"),
    Type.PRICE: gettext_noop("运费多少、能不能到"),
    Type.ARRIVAL: gettext_noop("什么时候能到"),
    Type.STATE: gettext_noop("货到哪里了、什么状态"),
}
"""What is mostly meant by a type: it stands in the field until somebody writes something else."""
LANES: Final = (Type.TRANSIT_TIME, Type.PRICE)


@dataclass
class Sheet:
    """Everything on the page; `found` are the orders that what was typed may mean, `due_at` the moment that
    was picked for a call back, `alike` the answers that were found out for questions like this one.
    """

    said: dict[str, str]
    about: Ticket | None = None
    found: Sequence[Ticket] = ()
    filled: queries.Filled = field(default_factory=queries.Filled)
    past: Sequence[Inquiry] = ()
    alike: Sequence[Announcement] = ()
    due_at: datetime | None = None

    @property
    def type(self) -> str:
        """The type that is chosen."""
        return self.said["type"]

    @property
    def asks_places(self) -> bool:
        """Whether the caller has to say from where to where."""
        return self.about is None and self.type in LANES

    def asked(self) -> dict[str, object]:
        """What `actions.ask` wants to know."""
        names = ("type", "channel", "question", "contact_name", "contact_phone", "form_key")
        return {**{name: self.said[name] for name in names}, "about": self.about}

    def figures(self) -> Mapping[str, object]:
        """What the answer was made of, if it is the filled one."""
        return self.filled.figures if self.said["answer"].strip() == self.filled.text else {}


def read(said: Mapping[str, str], person: Person) -> Sheet:
    """The page after what was typed and pressed; nothing is stored."""
    words = {name: said.get(name, "").strip() for name in FIELDS}
    words["q"] = words["q"][:LONGEST]
    deed, _between, value = said.get("deed", "").partition("-")
    if deed == "type" or words["type"] not in Type.values:
        words["type"] = value if value in Type.values else Type.STATE
    if words["channel"] not in Channel.values:
        words["channel"] = Channel.PHONE
    words["form_key"] = words["form_key"][:40] or refs.new()
    sheet, before = Sheet(words), words["about"] if said.get("form_key") else ""
    _choose(sheet, deed, value, person)
    _fill(sheet)
    if sheet.about is not None and sheet.about.ref != before:
        _know_caller(sheet, sheet.about, person)
    _remember(sheet, deed, value)
    return sheet


def _remember(sheet: Sheet, deed: str, ref: str) -> None:
    """What leaders found out before for what is asked in words of its own (R117); one is taken as answer."""
    said = sheet.said
    if said["question"] != said["was_asked"]:
        sheet.alike = knowledge.alike(sheet.type, said["question"])
    if deed == "use" and (kept := next((one for one in sheet.alike if one.ref == ref), None)):
        said["answer"] = kept.body


def _choose(sheet: Sheet, deed: str, value: str, person: Person) -> None:
    """Which order it is about: picked, kept, found by what was typed, or none."""
    said = sheet.said
    if deed == "pick":
        sheet.about = order_named(value, person)
    elif deed == "drop":
        said["q"] = ""
    elif said["about"] and deed != "find":
        sheet.about = order_named(said["about"], person)
    elif said["q"]:
        sheet.found = search_orders(said["q"], person)
        if len(sheet.found) == 1:
            sheet.about, sheet.found = sheet.found[0], ()
    said["about"] = sheet.about.ref if sheet.about else ""


def order_named(ref: str, person: Person) -> Ticket | None:
    """The order with this ref or number, as far as the person sees it."""
    try:
        ticket = tickets.ticket(person, ref)
    except DeskError:
        return None
    return ticket if ticket.kind == Kind.ORDER else None


def search_orders(text: str, person: Person) -> list[Ticket]:
    """The orders found by any piece the caller knows, also by a phone or name that is a customer's."""
    hits = tickets.search(person, text).rows
    found = [hit.ticket for hit in hits if hit.ticket is not None]
    for hit in hits:
        if hit.customer is not None:
            found += tickets.of_customer(hit.customer, person=person, size=MOST_FOUND)
    orders = [one for one in found if one.kind == Kind.ORDER and not one.is_draft]
    return list({one.pk: one for one in orders}.values())[:MOST_FOUND]


def _fill(sheet: Sheet) -> None:
    """The usual question and the filled answer, where nobody wrote other words."""
    said = sheet.said
    usual = _(USUAL[Type(sheet.type)]) if sheet.type in USUAL else ""
    if said["question"] in ("", said["was_asked"]):
        said["question"] = usual
    said["was_asked"] = usual
    typed = {name: said[name] for name in PLACES if said[name]}
    sheet.filled = queries.filled(sheet.type, sheet.about, typed)
    if said["answer"] in ("", said["was_filled"]):
        said["answer"] = sheet.filled.text
    said["was_filled"] = sheet.filled.text
    if sheet.about is not None:
        sheet.past = queries.about(sheet.about)


def _know_caller(sheet: Sheet, about: Ticket, person: Person) -> None:
    """Who probably asks, for whoever sees the order in full: filled in once, when the order is just known."""
    customer = about.customer
    if customer is None or sheet.said["contact_phone"] or not tickets_may.see_in_full(person, about):
        return
    number = customer.phones.order_by("id").first()
    sheet.said["contact_phone"] = number.digits if number else ""
    sheet.said["contact_name"] = sheet.said["contact_name"] or customer.address_as or customer.name
