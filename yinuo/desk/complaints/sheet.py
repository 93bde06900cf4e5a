"""The page on which a complaint is taken: what was typed, what it is about, what the desk reads and finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import proposing
from yinuo.complaints.queries.alike import Candidate, Sought, candidates
from yinuo.complaints.queries.missing import missing_facts
from yinuo.complaints.rules.goods import SUMS
from yinuo.complaints.rules.texts import GOODS, LONGEST
from yinuo.core import phones, refs
from yinuo.desk.complaints import forms, proposals
from yinuo.desk.inquiries import sheet as orders
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Interaction, Ticket

COMPLAINT: Final = "COMPLAINT"
MOST_ALIKE: Final = 5
_PAGE: Final = ("kind", "q", "about", "form_key")
"""What the page holds beside its fields."""
FIELDS: Final = (
    *LONGEST, *(f"goods.{name}" for name in (*GOODS, *SUMS)), "type", "severity", "cause", "mood",
    "manner", "temper", "organisation", "is_crisis", "is_anonymous", "may_tell", "respondent", "channel",
    "official_due_at", *_PAGE,
)  # fmt: skip
SURE: Final = "sure"
"""Pressed by whoever read that it seems a grave complaint and says that it is none."""
WRITING: Final = ("register", "link", "merge", "suggest", "thank")
"""The deeds that write down what the page shows."""


@dataclass
class Sheet:
    """Everything on the page; `found` are the orders that what was typed may mean, `proposed` what the desk
    reads from the text, `alike` the complaints of perhaps the same matter, `missing` the facts still to ask.
    """

    said: dict[str, str]
    about: Ticket | None = None
    found: Sequence[Ticket] = ()
    proposed: Mapping[str, Any] = field(default_factory=dict)
    alike: Sequence[Candidate] = ()
    missing: Sequence[str] = ()

    @property
    def is_complaint(self) -> bool:
        """Whether it is a complaint, and neither suggestion nor praise."""
        return self.said["kind"] == COMPLAINT

    @property
    def is_official(self) -> bool:
        """Whether an authority sends it."""
        return self.said["channel"] in forms.OFFICIAL

    @property
    def counted(self) -> dict[str, str]:
        """What stands in the fields that are drawn: only this is written down."""
        return {name: self.said[name] for name in self._drawn()}

    @property
    def kept(self) -> dict[str, str]:
        """What was typed in fields that are not drawn now; it is there again when they are."""
        shown = {*self._drawn(), *_PAGE}
        return {name: words for name, words in self.said.items() if words and name not in shown}

    def _drawn(self) -> list[str]:
        """The fields of what it is; a transfer's only where an authority sends it."""
        if not self.is_complaint:
            return [name for name, _cols in forms.SUGGEST_FIELDS]
        groups = [*forms.GROUPS, forms.GOODS_GROUP, *([forms.OFFICIAL_GROUP] if self.is_official else [])]
        return [name for group in groups for name, _cols in group.fields]


def read(given: Mapping[str, str], person: Person) -> Sheet:
    """The page after what was typed and pressed; nothing is stored."""
    said = {name: given.get(name, "").replace("\0", "").strip() for name in FIELDS}
    deed, _between, value = given.get("deed", "").partition("-")
    if deed == "kind":
        said["kind"] = value
    if said["kind"] not in (COMPLAINT, *Suggestion.Sort.values):
        said["kind"] = COMPLAINT
    if said["channel"] not in Channel.values:
        said["channel"] = Channel.PHONE
    said["q"], said["form_key"] = said["q"][: orders.LONGEST], said["form_key"][:40] or refs.new()
    sheet = Sheet(said)
    _choose(sheet, deed, value, person)
    if sheet.is_complaint:
        _understand(sheet, deed, value, person)
    else:
        sheet.proposed = proposing.propose(said["account"])
    return sheet


def opened(asked: Mapping[str, str], person: Person) -> Sheet:
    """The page as it opens: about `?order=`, for who rang in `?call=` (one's own note of it) or `?phone=`."""
    order = asked.get("order", "")
    given = {"deed": f"pick-{order}" if order else "", "contact_phone": asked.get("phone", "")}
    given |= {"contact_name": asked.get("name", ""), "account": asked.get("text", "")}
    given |= {"kind": asked.get("kind", ""), "q": asked.get("q", "")}
    return read(given | _of_call(asked.get("call", ""), person), person)


def _of_call(pk: str, person: Person) -> dict[str, str]:
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 18 else 0
    call = Interaction.objects.select_related("customer").filter(pk=number, by=person).first()
    if call is None:
        return {}
    name = (call.customer.address_as or call.customer.name) if call.customer else ""
    return {"contact_phone": call.phone, "contact_name": name, "account": call.note}


def _choose(sheet: Sheet, deed: str, value: str, person: Person) -> None:
    """Which order it is about: picked, kept, found by what was typed, or none.

    Who probably complains is filled in once, when the order is just known, and never unseen.
    """
    said = sheet.said
    before = said["about"]
    if deed == "pick":
        sheet.about = orders.order_named(value, person)
    elif deed == "drop":
        said["q"] = ""
    elif said["about"] and deed != "find":
        sheet.about = orders.order_named(said["about"], person)
    elif said["q"]:
        sheet.found = orders.search_orders(said["q"], person)
        if len(sheet.found) == 1:
            sheet.about, sheet.found = sheet.found[0], ()
    said["about"] = sheet.about.ref if sheet.about else ""
    if sheet.about is not None and said["about"] != before and deed not in WRITING:
        _know_caller(sheet, sheet.about, person)


def _know_caller(sheet: Sheet, about: Ticket, person: Person) -> None:
    """Who probably complains, for whoever sees the order in full."""
    customer, said = about.customer, sheet.said
    is_open = not (said["contact_phone"] or said["is_anonymous"])
    if customer is None or not is_open or not tickets_may.see_in_full(person, about):
        return
    number = customer.phones.order_by("id").first()
    said["contact_phone"] = number.digits if number else ""
    said["contact_name"] = said["contact_name"] or customer.address_as or customer.name
    said["contact_company"] = said["contact_company"] or customer.company


def _understand(sheet: Sheet, deed: str, value: str, person: Person) -> None:
    """What the text says, as far as nobody decided otherwise; what was pressed is taken."""
    said = sheet.said
    sheet.proposed = proposing.propose(said["account"], said["wanted"])
    if deed == "take":
        for name in proposals.KEYS if value == "all" else [value] if value in proposals.KEYS else ():
            said[name] = said[name] if value == "all" and said[name] else str(sheet.proposed.get(name, ""))
    if not said["account"]:
        return
    so_far = _so_far(sheet)
    sheet.missing = missing_facts(so_far)
    sought = Sought(
        account=so_far.account,
        about_id=so_far.about_id,
        phone=so_far.contact_phone,
        respondent_id=so_far.respondent_id,
    )
    sheet.alike = candidates(sought, person, size=MOST_ALIKE)


def _so_far(sheet: Sheet) -> Complaint:
    """The complaint that it would be; it is not saved, and its ticket has no pictures yet."""
    said, who = sheet.said, sheet.said["respondent"]
    names = ("account", "wanted", "respondent_name", "respondent_department", "cause")
    return Complaint(
        ticket=Ticket(pk=0),
        about=sheet.about,
        type=said["type"] or sheet.proposed.get("type", ""),
        contact_phone=_digits(said["contact_phone"]),
        respondent_id=int(who) if who.isdigit() and who.isascii() and len(who) < 18 else None,
        is_anonymous=bool(said["is_anonymous"]),
        goods={name: words for name in (*GOODS, *SUMS) if (words := said[f"goods.{name}"])},
        **{name: said[name] for name in names},
    )


def _digits(typed: str) -> str:
    """A number as it is stored; empty for what is none yet."""
    try:
        return phones.parse(typed, area=staff.company().area_code).digits if typed else ""
    except phones.PhoneError:
        return ""
