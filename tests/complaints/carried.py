"""A small manual of what follows an agreement, and cases as rows with what was agreed to."""

from typing import Any, Final

from tests.complaints import clarifying
from tests.factories import tickets as make
from yinuo.complaints.actions import carrying
from yinuo.complaints.models import Chore, Complaint, Offer, OfferItem
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Must

STEPS: Final[list[dict[str, Any]]] = [
    {
        "key": key,
        "stage": stage,
        "label": key,
        "from": "R154",
        "must": [{"key": must, "label": must, "by": "desk"} for must in musts],
    }
    for key, stage, musts in (
        ("agree", "propose", ("weighed", "told", "agreed")),
        ("carry", "carry_out", ("chores",)),
        ("call", "call_back", ("rated", "thanked")),
    )
]
REMEDIES: Final[list[dict[str, Any]]] = [
    {
        "key": "reship",
        "label": "补发",
        "way": "free_goods",
        "department": "warehouse",
        "task": "补发短少的货",
        "within": "4h",
        "from": "R207",
    },
    {
        "key": "refund",
        "label": "退运费",
        "way": "refund",
        "takes_amount": True,
        "department": "finance",
        "task": "退款给客户",
        "from": "R395",
    },
    {"key": "money", "label": "补偿金", "way": "money", "takes_amount": True, "from": "R207"},
    {
        "key": "gift",
        "label": "赠品",
        "way": "gift",
        "department": "marketing",
        "task": "送赠品",
        "from": "R209",
    },
    {"key": "apology", "label": "道歉", "way": "apology", "is_moral": True, "from": "R207"},
]
DEPARTMENTS: Final = [
    {"key": key, "label": label, "from": "R204"}
    for key, label in (("warehouse", "仓库"), ("finance", "财务"), ("marketing", "市场部"))
]
REASONS: Final = {
    "complaint_drop": [{"key": "unneeded", "label": "客户不要了"}],
    "complaint_withdraw": [
        {"key": "settled", "label": "客户说已解决"},
        {"key": "other", "label": "其他", "note_required": True},
    ],
}


def playbook(**sections: Any) -> PlaybookVersion:
    """A small manual in force; other sections replaced."""
    given = {"remedies": REMEDIES, "departments": DEPARTMENTS, "reasons": REASONS}
    return make.playbook(**{**given, "steps": {"complaint": STEPS}, **sections})


def case(owner: Person, stage: Stage = Stage.CARRY_OUT, **values: Any) -> Complaint:
    """A case in the owner's hands, under the manual now in force."""
    ticket = make.ticket(
        kind=Kind.COMPLAINT,
        stage=stage,
        number=values.pop("number", None),
        owner=owner,
        team=owner.team,
        opened_by=owner,
        customer_name="王先生",
        playbook_version=PlaybookVersion.objects.filter(is_current=True).first(),
        barred=values.get("respondent"),
        closed_at=values.pop("closed_at", None),
    )
    given: dict[str, Any] = {
        "type": "TIME",
        "account": "约好两点半提货，三点还没来",
        "contact_name": "王先生",
    }
    given |= {"contact_phone": "13800006621", "recorded_at": clarifying.RECORDED_AT, "recorded_by": owner}
    Complaint.objects.create(ticket=ticket, **given | values)
    return again(ticket.pk)


def offer(complaint: Complaint, *given: tuple[str, int], **values: Any) -> Offer:
    """What the customer agreed to, unless said otherwise: remedies with their sums in fen."""
    columns = {
        "round": complaint.round,
        "state": Offer.State.ACCEPTED,
        "opinion": "按方案办",
        "text": "我们这样办",
        "made_at": clock.now(),
        "amount": sum(fen for _, fen in given),
    }
    made = Offer.objects.create(complaint=complaint, **columns | values)
    for remedy, fen in given:
        OfferItem.objects.create(offer=made, remedy=remedy, label=remedy, amount=fen)
    return made


def given_out(owner: Person, *remedies: tuple[str, int], **values: Any) -> tuple[Complaint, list[Chore]]:
    """A case whose agreement was given to the departments."""
    held = case(owner, **values)
    offer(held, *remedies or (("reship", 0),))
    return held, carrying.give_chores(complaint=held, by=owner)


def to_call_back(owner: Person, **values: Any) -> Complaint:
    """A case whose customer got an apology and is to be called back."""
    held = case(owner, Stage.CALL_BACK, **values)
    offer(held, ("apology", 0))
    return held


def refused(owner: Person, **values: Any) -> Complaint:
    """A case whose customer was told a reasoned no."""
    held = case(owner, Stage.CALL_BACK, **values)
    offer(held, is_refusal=True, state=Offer.State.TOLD, ground="合同第八条")
    return held


def again(pk: int) -> Complaint:
    """The complaint as it stands in the database."""
    return loading.fresh(pk)


def done(complaint: Complaint) -> set[str]:
    """The musts that are ticked, of any stage."""
    return set(Must.objects.filter(ticket_id=complaint.pk).values_list("key", flat=True))


def recorded(complaint: Complaint, *verbs: str) -> list[tuple[str, dict[str, Any]]]:
    """What was recorded of the case, in order; of these verbs alone where some are named."""
    rows = Event.objects.filter(ticket_id=complaint.pk, kind__startswith="complaint.").order_by("id")
    found = [(row.kind.removeprefix("complaint."), dict(row.data)) for row in rows]
    return [one for one in found if not verbs or one[0] in verbs]
