"""Which facts a complaint still lacks (R139, R144, R145)."""

from typing import Final

from yinuo.complaints.models import Cause, Complaint, Type
from yinuo.complaints.rules import missing
from yinuo.complaints.rules.goods import DECLARED, PRODUCT
from yinuo.tickets import queries as tickets

PICTURES: Final = "pictures"
FACTS: Final = (
    "when",
    "where",
    "order",
    "contact",
    "wanted",
    "respondent",
    PICTURES,
    DECLARED,
    "inspection",
    "product",
)
"""Every fact that can be missing, in the order in which an agent asks for them."""


def missing_facts(complaint: Complaint) -> list[str]:
    """The keys of FACTS that this complaint still lacks, in their order; none when all is said.

    Which are asked for depends on the type: whom it is about where it is attitude, pictures, declared value
    and the inspection on receipt where goods were damaged or lost, the product block (R139) where quality is
    the cause. Nobody who wishes to stay anonymous is asked for a contact.
    """
    lacking = {
        "when": complaint.about is None and not missing.says_when(complaint.account),
        "where": complaint.about is None and not missing.says_where(complaint.account),
        "order": complaint.about is None,
        "contact": not (complaint.contact_phone or complaint.is_anonymous),
        "wanted": not complaint.wanted,
        "respondent": complaint.type == Type.ATTITUDE and not is_about_somebody(complaint),
        **_of_goods(complaint),
        "product": complaint.cause == Cause.QUALITY and any(not complaint.goods.get(key) for key in PRODUCT),
    }
    return [key for key in FACTS if lacking[key]]


def is_about_somebody(complaint: Complaint) -> bool:
    """Whether a person or department is complained about, who has to be heard."""
    named = (complaint.respondent_id, complaint.respondent_name, complaint.respondent_department)
    return any(named)


def _of_goods(complaint: Complaint) -> dict[str, bool]:
    is_claim, goods = complaint.type == Type.DAMAGE, complaint.goods
    return {
        PICTURES: is_claim and not tickets.attachments(complaint.ticket),
        DECLARED: is_claim and goods.get(DECLARED) is None,
        "inspection": is_claim and not goods.get("inspection"),
    }
