"""The work of each stage: what was said, found out, weighed, offered, given to departments, called about."""

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from yinuo.approvals.models import Approval
from yinuo.complaints.models import (
    Chore,
    Complaint,
    Corrective,
    Degree,
    Offer,
    OfferItem,
    Outcome,
    Statement,
    Weighing,
)
from yinuo.complaints.queries import authority, carrying, following, improving, offers, onward, rows_of
from yinuo.complaints.rules.stages import Stage
from yinuo.complaints.rules.weighing import ANALYSIS, EFFECTS
from yinuo.core import db
from yinuo.core.text import mask
from yinuo.desk.complaints.case import attached
from yinuo.desk.complaints.case.following import MARKS, WAY_LABELS
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

T = TypeVar("T")
STATEMENT_TONES: Final = {"ASKED": "warn", "GIVEN": "ok", "WAIVED": ""}
OFFER_TONES: Final = {
    "DRAFT": "",
    "ASKED": "warn",
    "RETURNED": "bad",
    "APPROVED": "info",
    "TOLD": "info",
    "ACCEPTED": "ok",
    "DECLINED": "bad",
    "REPLACED": "",
}
FOUND: Final = ("cause_found", "motive", "core_demand", "responsible")
CORRECTIVE_TONES: Final = {"OPEN": "warn", "DONE": "info", "WORKED": "ok", "FAILED": "bad"}
LATE: Final = (Stage.CALL_BACK, Stage.CLOSED)
CHORE_TONES: Final = {"GIVEN": "warn", "RECEIVED": "info", "DONE": "vio", "CHECKED": "ok", "DROPPED": ""}


@dataclass(frozen=True)
class Hide:
    """Hides the telephone numbers in words of rows that are only shown, unless `in_full`."""

    in_full: bool

    def text(self, text: str) -> str:
        """The words."""
        return text if self.in_full else mask.mask_phones(text)

    def __call__(self, row: T, *names: str) -> T:
        """The row with the words of these columns."""
        for name in names if row is not None else ():
            setattr(row, name, self.text(getattr(row, name)))
        return row


@dataclass(frozen=True)
class Said:
    """A statement and how it stands."""

    row: Statement
    state: str
    tone: str
    is_open: bool
    files: list[attached.Listed]


@dataclass(frozen=True)
class Offered:
    """A proposal of a round with its remedies and how it stands."""

    row: Offer
    items: list[OfferItem]
    state: str
    tone: str
    is_standing: bool


@dataclass(frozen=True)
class ToDo:
    """A task of a department; `is_by_hand`: it is done by saying so, not by paying."""

    row: Chore
    department: str
    state: str
    tone: str
    is_by_hand: bool


@dataclass(frozen=True)
class Round:
    """How content the customer was with one round, or a try to reach them."""

    label: str
    text: str
    note: str
    tone: str
    at: Any


def context(complaint: Complaint, person: Person, *, in_full: bool) -> dict[str, Any]:
    """The cards that this case has by now; a constant number of statements."""
    standing, hide = offers.standing(complaint), Hide(in_full)
    files = attached.listed(complaint)
    weighed = rows_of.weighing(complaint)
    return {
        "is_at": {stage.value.lower(): complaint.ticket.stage == stage for stage in Stage},
        "files": files,
        "statements": _statements(complaint, hide, files),
        "degree": _(str(Degree(complaint.degree).label)) if complaint.degree else "",
        "weighed": hide(weighed, "word_of_mouth"),
        "thought": _thought(weighed, hide) if weighed else [],
        "found": {name: hide.text(getattr(complaint, name)) for name in FOUND},
        "weighed_degree": _(str(Degree(weighed.degree).label)) if weighed else "",
        "weighed_demand": _(str(Weighing.Demand(weighed.demand).label)) if weighed else "",
        "offers": [_offered(one, standing, hide) for one in offers.of_complaint(complaint)],
        "standing": _offered(standing, standing, hide) if standing else None,
        "is_raised": _is_raised(complaint, standing),
        "approval": hide(_approval(complaint), "answer"),
        **_agreements(complaint, in_full=in_full),
        "lacks_leader": onward.lacks_leader(complaint),
        "chores": _chores(complaint, hide),
        "payments": _payments(complaint),
        "rounds": _rounds(complaint, hide),
        "tries": following.tries(complaint) if complaint.ticket.stage == Stage.CALL_BACK else None,
        "outcome": _(str(Outcome(complaint.outcome).label)) if complaint.outcome else "",
        "may_rate": following.may_rate(complaint),
        "is_rated": following.rating(complaint) is not None,
        "may_end": following.outcome(complaint) is not None,
        "may_reopen": following.may_reopen(complaint),
        "reopen_until": following.may_reopen_until(complaint),
        "lesson": hide(rows_of.lesson(complaint), "cause", "change"),
        **_corrective(complaint, person),
    }


def _corrective(complaint: Complaint, person: Person) -> dict[str, Any]:
    """What is done about its cause, once it is known."""
    row = improving.under_way(person, complaint) if complaint.ticket.stage in LATE else None
    if row is None:
        return {}
    state = Corrective.State(row.state)
    return {
        "corrective": row,
        "corrective_state": _(str(state.label)),
        "corrective_tone": CORRECTIVE_TONES[state],
    }


def _thought(weighed: Weighing, hide: Hide) -> list[tuple[str, str]]:
    """What was written of the analysis (R190) and the effects (R152), each under its question."""
    said = {**weighed.analysis, **weighed.effects}
    return [
        (_(label), hide.text(said[key])) for key, label in {**ANALYSIS, **EFFECTS}.items() if said.get(key)
    ]


def _statements(complaint: Complaint, hide: Hide, files: list[attached.Listed]) -> list[Said]:
    return [
        Said(
            hide(row, "asks", "said", "waived_for"),
            _(str(Statement.State(row.state).label)),
            STATEMENT_TONES[row.state],
            row.state == Statement.State.ASKED,
            attached.of_statement(files, row),
        )
        for row in rows_of.statements(complaint)
    ]


def _offered(row: Offer, standing: Offer | None, hide: Hide) -> Offered:
    state = Offer.State(row.state)
    is_standing = standing is not None and standing.pk == row.pk
    items = [hide(one, "words") for one in offers.items_of(row)]
    return Offered(
        hide(row, "text", "answer", "ground"), items, _(str(state.label)), OFFER_TONES[state], is_standing
    )


def _is_raised(complaint: Complaint, standing: Offer | None) -> bool:
    """Whether more is given for the matter by now than was agreed to with what stands: it is asked again."""
    if standing is None or standing.state != Offer.State.APPROVED or standing.is_refusal:
        return False
    playbook = tickets.playbook_of(complaint.ticket)
    return playbook is not None and not authority.is_covered(standing, playbook, others=authority.PROMISED)


_APPROVAL: Final = db.Prepared[Approval](
    lambda ticket: (
        Approval.objects.filter(ticket_id=ticket).select_related("asked_by", "decided_by").order_by("-id")[:1]
    )
)


def _approval(complaint: Complaint) -> Approval | None:
    return _APPROVAL.first(complaint.ticket_id)


def _agreements(complaint: Complaint, *, in_full: bool) -> dict[str, Any]:
    """What was written down of the plan that binds now, and of those before it, the latest first (R202)."""
    accepted, made = carrying.accepted(complaint), rows_of.agreements(complaint)[::-1]
    for one in () if in_full else made:
        one.signed_name = mask.mask_name(one.signed_name)
    binding = accepted.pk if accepted is not None and offers.may_be_signed(accepted) else None
    return {
        "agreement": next((one for one in made if one.pk == binding), None),
        "past_agreements": [one for one in made if one.pk != binding],
    }


def _chores(complaint: Complaint, hide: Hide) -> list[ToDo]:
    playbook = tickets.playbook_of(complaint.ticket)
    labels = {one.key: one.label for one in playbook.departments} if playbook else {}
    return [
        ToDo(
            hide(row, "text", "proof"),
            labels.get(row.department, row.department),
            _(str(Chore.State(row.state).label)),
            CHORE_TONES[row.state],
            row.item is None or not carrying.is_money(complaint, row.item),
        )
        for row in rows_of.chores(complaint)
    ]


def _payments(complaint: Complaint) -> list[tuple[OfferItem, Any]]:
    """What is paid to the customer, and the payment where it was made."""
    items = [one for one in carrying.items(complaint) if carrying.is_money(complaint, one)]
    return [(one, getattr(one, "payment", None)) for one in items]


def _rounds(complaint: Complaint, hide: Hide) -> list[Round]:
    """Tries and ratings in the order of time."""
    marks = dict(MARKS)
    found = [
        Round(
            _("第 %(n)s 轮") % {"n": one.round},
            f"{marks[str(one.overall)]} {one.overall}",
            hide.text(" · ".join(part for part in (one.words, one.left) if part)),
            "ok" if one.is_satisfied else "bad",
            one.at,
        )
        for one in rows_of.ratings(complaint)
    ]
    found += [
        Round(
            _("回访"),
            str(WAY_LABELS.get(one.way, one.way)),
            hide.text(one.note) or (_("联系上了") if one.was_reached else _("没有联系上")),
            "ok" if one.was_reached else "warn",
            one.at,
        )
        for one in rows_of.call_backs(complaint)
    ]
    return sorted(found, key=lambda one: one.at)
