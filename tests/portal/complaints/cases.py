"""Cases of the customer 13800006621 by a manual that names questions and bodies outside."""

from typing import Any, Final

from tests.complaints import deciding
from tests.portal.following.conftest import SHIPPER
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.rules.offers import Wish
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.queries import forget
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets.rules import links

BODY: Final = {
    "key": "post",
    "label": "邮政管理部门",
    "law": "快递市场管理办法",
    "about": "body",
    "text": "对处理结果不满意的，可以申诉。",
    "contact": "12305",
    "from": "R394",
}
REASONS: Final = [
    {"key": "solved", "label": "问题已经解决", "by_customer": True},
    {"key": "tired", "label": "坐席劝说撤回"},
    {"key": "other", "label": "其他", "note_required": True},
]


def playbook(**settings: Any) -> PlaybookVersion:
    """The small manual in force, with a body outside and reasons for taking a complaint back."""
    version = deciding.playbook()
    said = dict(version.content)
    said["legal"] = [*said["legal"], BODY]
    said["reasons"] = {**said["reasons"], "complaint_withdraw": REASONS}
    said["settings"] = {**said["settings"], **settings}
    version.content = schema.Playbook.model_validate(said).model_dump(mode="json", by_alias=True)
    version.save(update_fields=["content"])
    forget()
    return version


def decided(owner: Person, **said: Any) -> Complaint:
    """A case that is ready for a proposal; `said` are columns."""
    playbook()
    return deciding.case(owner, **{"contact_phone": SHIPPER, **said})


def told(owner: Person, *items: Wish, **said: Any) -> Offer:
    """An offer of 50 yuan, or of these remedies, that the customer has heard."""
    return deciding.told(decided(owner, **said), owner, *items)


def base(case: Complaint) -> str:
    """The address of the case's page, without its last slash."""
    return links.case_path(case.ticket.ref)
