"""What a customer typed into the order form, read from the request as it is; the domain judges it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from yinuo.core import refs
from yinuo.core.text.keepable import keepable
from yinuo.customers.models import CustomerAddress
from yinuo.orders.models import Order
from yinuo.orders.queries import asking
from yinuo.orders.rules import web

Typed = dict[str, str]
PLAIN: Final = (
    "shipper_name", "pickup_phone", "pickup_address", "pickup_place", "consignee_name", "consignee_phone",
    "delivery_address", "delivery_place", "payment", "wished_pickup_at", "wished_delivery_at",
    "delivery_needs", "insured_value", "cash_on_delivery",
)  # fmt: skip
AREAS: Final = {"pickup_area": "pickup_address", "delivery_area": "delivery_address"}
SIDES: Final = {"pickup": ("shipper_name", "pickup_phone"), "delivery": ("consignee_name", "consignee_phone")}
LONGEST: Final = 2000
"""More than any field takes, so that the domain still sees that it is too long."""
MOST_PHOTOS: Final = 6
PROOF_SECONDS: Final = 1800
_PROOF: Final = "yinuo.portal.proof"
_LOT: Final = re.compile(r"lots\.(\d{1,2})\.(" + "|".join(web.LOT) + ")")


@dataclass(frozen=True)
class Sheet:
    """The form as it stands: answers by element key, goods one by one, and what belongs to sending it.

    `areas` are the province, city and district beside the free text of an address. `phone` is the number of
    whoever orders, `code` what was sent there, `proof` says that it was checked in this form already.
    """

    typed: Typed = field(default_factory=dict)
    areas: Typed = field(default_factory=dict)
    lots: tuple[Typed, ...] = ({},)
    phone: str = ""
    code: str = ""
    proof: str = ""
    agreed: str = ""
    form_key: str = ""
    photos: tuple["UploadedFile[Any]", ...] = ()

    @property
    def said(self) -> Typed:
        """The answers as the domain takes them: each address with its area in front."""
        whole = dict(self.typed)
        for area, address in AREAS.items():
            whole[address] = joined(self.areas.get(area, ""), self.typed.get(address, ""))
        return whole

    @property
    def proved(self) -> str:
        """The digits of the number that was proved in this form, for half an hour."""
        try:
            return str(signing.loads(self.proof, salt=_PROOF, max_age=PROOF_SECONDS)) if self.proof else ""
        except signing.BadSignature:
            return ""


def proof_of(digits: str) -> str:
    """What a form carries along once its number was proved."""
    return signing.dumps(digits, salt=_PROOF)


def joined(area: str, address: str) -> str:
    """The area in front of the rest; an address that names it already is left as it is, none stays none."""
    area, address = "".join(area.split()), address.strip()
    return address if not address or address.startswith(area) else area + address


def read(request: HttpRequest) -> Sheet:
    """The form that was posted. Texts are cut only where no field could ever take them."""
    lots: dict[int, Typed] = {}
    for name in request.POST:
        if found := _LOT.fullmatch(name):
            lots.setdefault(int(found[1]), {})[found[2]] = _text(request, name)
    rows = [lots[at] for at in sorted(lots)]
    return Sheet(
        typed={name: _text(request, name) for name in PLAIN},
        areas={name: _text(request, name)[:60] for name in AREAS},
        lots=tuple(row for at, row in enumerate(rows) if at == 0 or any(row.values())) or ({},),
        phone=_text(request, "phone")[:40],
        code=_text(request, "code")[:20],
        proof=_text(request, "proof"),
        agreed=_text(request, "agreed")[:8],
        form_key=_text(request, "form_key")[:40],
        photos=tuple(request.FILES.getlist("photos")),
    )


def _text(request: HttpRequest, name: str) -> str:
    said: str = keepable(request.POST.get(name, ""))
    return said[: LONGEST + 1]


def empty() -> Sheet:
    """A form that nobody wrote in yet."""
    return Sheet(form_key=refs.new())


def again(order: Order) -> Sheet:
    """A new form with what an earlier order said; times are not said again."""
    kept: Mapping[str, Any] = order.web.as_written if getattr(order, "web", None) else _stored(order)
    typed = {name: str(kept.get(name) or getattr(order, name, "") or "") for name in PLAIN}
    typed |= {"wished_pickup_at": "", "wished_delivery_at": "", "insured_value": "", "cash_on_delivery": ""}
    lots = tuple(dict(lot) for lot in kept.get("lots", ())) or ({"goods_name": order.goods_name},)
    return replace(empty(), typed=typed, lots=lots)


def _stored(order: Order) -> dict[str, Any]:
    """The answers of an order that was not written here, as the form holds them."""
    items = asking.playbook_of(order.ticket).elements.get(asking.KIND, ())
    said = {item.key: asking.typed(item, asking.value_of(order, item.key)) for item in items}
    return {**said, "lots": [{key: said.get(key, "") for key in web.LOT}]}


def with_known(sheet: Sheet, book: Mapping[str, list[CustomerAddress]], chosen: Mapping[str, str]) -> Sheet:
    """The form with an address of the book where one was chosen and nothing else was written."""
    typed = dict(sheet.typed)
    for use, (name, phone) in SIDES.items():
        address = f"{use}_address"
        entry = next((one for one in book.get(use, ()) if str(one.pk) == chosen.get(use)), None)
        if entry is None or typed.get(address):
            continue
        typed[address] = entry.text
        typed[name] = typed.get(name) or entry.contact
        typed[phone] = typed.get(phone) or entry.phone
    return replace(sheet, typed=typed)
