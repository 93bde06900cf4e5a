"""The handling agreement: written, signed by a link with a code or on paper, then frozen (R202)."""

import base64
from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import approving, holding
from yinuo.complaints.models import Agreement, AgreementPaper, Offer
from yinuo.complaints.queries import offers, papers
from yinuo.core import clock, db, numbering, phones, uploads
from yinuo.core.errors import NotFound, NotNow
from yinuo.customers.rules import Guest
from yinuo.messaging import actions as messaging
from yinuo.messaging.actions import codes
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.rules import check_text

LETTER: Final = "A"
"""What the numbers of agreements begin with, and the series that counts them."""
PURPOSE: Final = "agreement"
"""What a scan of a signed paper shows."""
LONGEST_NAME: Final = 40


def make_agreement(*, offer: Offer, by: Person) -> Agreement:
    """Write down what the customer agreed to, numbered, with the hash of its PDF.

    Made already, it is returned. Records complaint.agreement_made {number, offer}. Raises NotPermitted;
    NotNow: offer_not_in_state, paper_font_missing.
    """
    holding.permit(offer.complaint, by)
    with db.transaction():
        held = approving.hold(offer)
        if first := Agreement.objects.filter(offer=held).first():
            return first
        holding.require_live(held.complaint)
        approving.require_state(held, Offer.State.ACCEPTED)
        now, day = clock.now(), clock.today()
        number = numbering.number(LETTER, day, numbering.allot(LETTER, day))
        given = [item for item in offers.items_of(held) if item.is_chosen]
        content = papers.content(held, given, number, now)
        made = Agreement(offer=held, number=number, content=content, made_at=now, made_by=by)
        pdf = papers.draft(content)
        made.sha256 = papers.sha256(pdf)
        made.save(force_insert=True)
        AgreementPaper.objects.create(agreement=made, pdf=base64.b64encode(pdf).decode())
        holding.record("agreement_made", held.complaint, by=by, number=number, offer=held.pk)
    return made


def send_signing_code(*, agreement: Agreement, guest: Guest, address: str, device: str = "") -> None:
    """Send the code to sign with to the number that the complainant left; nobody else's.

    `address` and `device` are where it was asked from. Raises NotFound for another's case;
    NotNow: agreement_frozen, offer_replaced, agreement_no_mobile; TooMany("too_often").
    """
    _permit_guest(agreement, guest)
    if agreement.signed_at is not None:
        raise NotNow("agreement_frozen")
    _require_standing(agreement.offer)
    phone = _phone(agreement)
    messaging.send_code(phone=phone, purpose=_purpose(agreement), address=address, device=device)


def sign_by_link(*, agreement: Agreement, guest: Guest, name: str, code: str) -> Agreement:
    """The customer signs with their name and the code that came to their phone; frozen from then on.

    The same form sent a second time returns the first. Records complaint.agreement_signed {number, way}.
    Raises NotFound for another's case; Invalid: required, too_long, code_wrong {left}, code_used_up,
    code_expired; NotNow: agreement_frozen, offer_replaced where it binds nobody any more,
    agreement_no_mobile, agreement_changed.
    """
    _permit_guest(agreement, guest)
    signed_name = check_text("name", name, LONGEST_NAME)
    phone, purpose = _phone(agreement), _purpose(agreement)
    known = Agreement.objects.get(pk=agreement.pk)
    if known.signed_at is not None:
        was_this = known.way == Agreement.Way.LINK and known.signed_name == signed_name
        if was_this and codes.was_used(phone=phone, purpose=purpose, code=code):
            return known
        raise NotNow("agreement_frozen")
    _require_standing(agreement.offer)
    papers.paper(known)
    messaging.check_code(phone=phone, purpose=purpose, code=code)
    with db.transaction():
        held = approving.hold(agreement.offer)
        return _sign(held, agreement, Agreement.Way.LINK, signed_name, phone.digits, None)


def sign_on_paper(
    *,
    agreement: Agreement,
    file: uploads.Upload,
    name: str,
    by: Person,
    form_key: str | None = None,
) -> Agreement:
    """Note that the customer signed on paper; `file` is the picture of it, kept with its hash.

    A used `form_key` returns the first. Records complaint.agreement_signed {number, way}. Raises
    NotPermitted; Invalid: required, too_long, and what `uploads.picture` raises; NotNow: agreement_frozen,
    offer_replaced, too_many_photos.
    """
    complaint = agreement.offer.complaint
    holding.permit(complaint, by)
    signed_name = check_text("name", name, LONGEST_NAME)
    made = uploads.picture(file)  # slow, so before the lock
    with db.transaction():
        held = approving.hold(agreement.offer)
        known = Agreement.objects.select_related("scan").get(pk=agreement.pk)
        if form_key and known.scan is not None and known.scan.form_key == form_key:
            return known
        _require_standing(held)
        ticket = held.complaint.ticket
        scan = tickets.put_file(ticket, made, purpose=PURPOSE, by=by, form_key=form_key)
        return _sign(held, agreement, Agreement.Way.PAPER, signed_name, "", by, scan=scan.pk)


def _sign(
    held: Offer,
    agreement: Agreement,
    way: str,
    name: str,
    phone: str,
    by: Person | None,
    *,
    scan: int | None = None,
) -> Agreement:
    """Freeze it, once: whoever comes second is told. Raises NotNow: agreement_frozen, offer_replaced."""
    _require_standing(held)
    signed = {"signed_at": clock.now(), "signed_name": name, "signed_phone": phone, "way": way, "scan": scan}
    if not Agreement.objects.filter(pk=agreement.pk, signed_at__isnull=True).update(**signed):
        raise NotNow("agreement_frozen")
    row = Agreement.objects.select_related("offer", "scan").get(pk=agreement.pk)
    holding.record("agreement_signed", held.complaint, by=by, number=row.number, way=way)
    return row


def _require_standing(offer: Offer) -> None:
    """Raises NotNow("offer_replaced") where the plan was changed, or the complaint taken back."""
    if not offers.may_be_signed(offer):
        raise NotNow("offer_replaced")


def _permit_guest(agreement: Agreement, guest: Guest) -> None:
    if not may.guest_sees(guest, agreement.offer.complaint):
        raise NotFound("not_found")


def _phone(agreement: Agreement) -> phones.Phone:
    """The complainant's mobile number. Raises NotNow("agreement_no_mobile")."""
    try:
        phone = phones.parse(agreement.offer.complaint.contact_phone)
    except phones.PhoneError:
        raise NotNow("agreement_no_mobile") from None
    if phone.kind is not phones.PhoneKind.MOBILE:
        raise NotNow("agreement_no_mobile")
    return phone


def _purpose(agreement: Agreement) -> str:
    """A code for one agreement signs no other."""
    return f"sign{agreement.pk}"
