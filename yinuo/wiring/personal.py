"""Which columns speak of people, and how they are shown in an export that must not: masked, or not at all.

A column of words that stands nowhere here is hidden: whoever adds one need not think of it, and who wants it
shown has to say so.
"""

from collections.abc import Mapping
from typing import Final

from yinuo.core.export import ADDRESS, NAME, PHONE, Mask, Shown

SECRETS: Final = frozenset({
    "staff_person.password", "staff_token.digest", "staff_signin.session_key", "messaging_gateway.secrets",
    "messaging_robot.secrets", "messaging_mailserver.secrets", "staff_person.pin", "staff_usedlink.digest",
})  # fmt: skip
LEFT_OUT: Final = frozenset({
    "tickets_searchtext", "tickets_phonetail", "core_repeatedrequest", "core_pulse", "core_clockshift",
    "core_attempt", "messaging_code", "complaints_agreementpaper",
})  # fmt: skip
"""Made out of other rows, or of use to the program only."""
MASKS: Final[Mapping[str, Mask]] = {
    "customers_customer.name": NAME,
    "customers_customer.address_as": NAME,
    "customers_customerphone.digits": PHONE,
    "customers_customeraddress.text": ADDRESS,
    "customers_customeraddress.contact": NAME,
    "customers_customeraddress.phone": PHONE,
    "customers_consent.phone": PHONE,
    "tickets_ticket.customer_name": NAME,
    "tickets_interaction.phone": PHONE,
    "messaging_notice.to_name": NAME,
    "messaging_notice.address": PHONE,
    "messaging_pretendmessage.address": PHONE,
    "messaging_optout.address": PHONE,
    "messaging_incomingmessage.address": PHONE,
    "orders_weborder.phone": PHONE,
    "orders_order.caller_phone": PHONE,
    "orders_order.shipper_name": NAME,
    "orders_order.pickup_phone": PHONE,
    "orders_order.pickup_address": ADDRESS,
    "orders_order.consignee_name": NAME,
    "orders_order.consignee_phone": PHONE,
    "orders_order.delivery_address": ADDRESS,
    "orders_order.signed_by": NAME,
    "orders_order.asked_by": NAME,
    "inquiries_inquiry.contact_name": NAME,
    "inquiries_inquiry.contact_phone": PHONE,
    "complaints_complaint.contact_name": NAME,
    "complaints_complaint.contact_phone": PHONE,
    "complaints_complaint.contact_address": ADDRESS,
    "complaints_complaint.respondent_name": NAME,
    "complaints_statement.to_name": NAME,
    "complaints_statement.to_phone": PHONE,
    "complaints_agreement.signed_name": NAME,
    "complaints_agreement.signed_phone": PHONE,
    "complaints_suggestion.contact_name": NAME,
    "complaints_suggestion.contact_phone": PHONE,
    "complaints_grumble.phone": PHONE,
    "staff_person.phone": PHONE,
}
PLAIN: Final = frozenset({
    # names of columns that are keys, codes and states wherever they stand
    "key", "kind", "ref", "number", "former_number", "stage", "state", "series", "door", "subject_kind",
    "mark", "gateway", "gateway_id", "trying", "idempotency_key", "message_id", "sent_in", "error",
    "last_error", "code",
    "form_key", "file", "slug", "checksum", "pack", "role", "to_role", "clause", "named", "planned_by",
    "events", "scopes", "step", "read_as", "report", "cadence", "occasion", "fingerprint",
    # tables about the company itself
    "staff_company", "staff_branch", "staff_region", "staff_team", "staff_vehicle", "core_calendarday",
    "core_workinghours", "core_retention", "playbooks_playbookversion", "playbooks_referencetable",
    "promises_promisecount", "reports_frozen", "reports_orderfact", "knowledge_announcement",
    # columns
    "customers_consent.purpose", "customers_privacynotice.text", "customers_privacynotice.text_en",
    "core_event.data", "staff_person.staff_number", "staff_person.name", "staff_person.language",
    "staff_person.theme", "customers_customer.company", "customers_customer.usual_payment",
    "customers_customer.agreement", "tickets_ticket.department", "tickets_ticket.waybill",
    "promises_promise.way", "messaging_notice.left_out", "messaging_incomingmessage.outcome",
    "tickets_attachment.purpose", "orders_collection.way",
    "messaging_notice.route", "messaging_gateway.name", "messaging_gateway.options", "messaging_robot.name",
    "orders_order.pickup_zone", "orders_order.pickup_place", "orders_order.origin",
    "orders_order.delivery_zone", "orders_order.delivery_place", "orders_order.destination",
    "orders_order.goods_name", "orders_order.screening", "orders_order.packing", "orders_order.declined",
    "orders_order.quote", "orders_order.declined_by", "orders_order.recount", "orders_order.ended_reason",
    "orders_orderexception.cause", "approvals_approval.label", "approvals_approval.figures",
    "inquiries_inquiry.type", "inquiries_inquiry.way",
    "complaints_complaint.type", "complaints_complaint.cause", "complaints_complaint.manner",
    "complaints_complaint.temper", "complaints_complaint.organisation", "complaints_complaint.degree",
    "complaints_complaint.official_from", "complaints_complaint.official_number",
    "complaints_complaint.respondent_department", "complaints_complaint.outcome",
    "complaints_statement.to_department", "complaints_override.label", "complaints_weighing.demand",
    "complaints_weighing.degree", "complaints_offer.usual", "complaints_offer.approval_key",
    "complaints_offeritem.remedy", "complaints_offeritem.label", "complaints_agreement.sha256",
    "complaints_agreement.way", "complaints_chore.department", "complaints_payment.way",
    "complaints_payment.receipt", "complaints_callback.way", "complaints_rating.way",
    "complaints_corrective.type", "complaints_corrective.cause", "complaints_suggestion.sort",
    "complaints_suggestion.department", "complaints_passed.to", "tickets_mention.words",
})  # fmt: skip


def shown(*, with_personal: bool) -> Shown:
    """What an export shows."""
    return Shown(with_personal, SECRETS, MASKS, PLAIN, LEFT_OUT)
