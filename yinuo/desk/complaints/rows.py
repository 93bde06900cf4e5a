"""Complaints and suggestions as rows of the register: masked, with what is due next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.models import Complaint, Severity, Suggestion, Type
from yinuo.complaints.rules.stages import Sorted, Stage
from yinuo.core.text import mask
from yinuo.tickets.models import NEVER, Channel, Kind, Ticket
from yinuo.ui import links

TONES: Final = {
    Stage.ACCEPT: "warn",
    Stage.CLARIFY: "info",
    Stage.PROPOSE: "vio",
    Stage.CARRY_OUT: "teal",
    Stage.CALL_BACK: "info",
    Stage.CLOSED: "ok",
}
SORTED_TONES: Final = {
    Sorted.OPEN: "warn",
    Sorted.THANKED: "info",
    Sorted.PASSED_ON: "teal",
    Sorted.ANSWERED: "ok",
    Sorted.CLOSED: "",
}
SEVERE: Final = {Severity.SMALL: "", Severity.LOSS: "", Severity.LARGE: "warn", Severity.CRISIS: "bad"}
BRIEF: Final = {
    Severity.SMALL: gettext_noop("小不满"),
    Severity.LOSS: gettext_noop("小损失"),
    Severity.LARGE: gettext_noop("大损失"),
    Severity.CRISIS: gettext_noop("危机"),
}
"""How serious, in the width of a column."""
BETWEEN: Final = " · "
USUAL_SECONDS: Final = 28800.0
LONGEST: Final = 80


@dataclass(frozen=True)
class Row:
    """One ticket of the register; `sort` is the complaint's type, or suggestion and praise."""

    ticket: Ticket
    url: str
    sort: str
    channel: str
    who: str
    what: str
    about: Ticket | None
    stage: str
    tone: str
    owner: str
    due: datetime | None
    total: float
    whom: str = ""
    severity: int = 0
    severe: str = ""
    brief: str = ""
    severe_tone: str = ""
    official: str = ""
    official_due_at: datetime | None = None


def row(complaint: Complaint) -> Row:
    """A complaint as a row."""
    ticket = complaint.ticket
    severity = Severity.CRISIS if complaint.is_crisis else Severity(complaint.severity)
    due, total = _due(ticket)
    return Row(
        ticket=ticket,
        url=links.to("complaint", ticket.ref),
        sort=_(str(Type(complaint.type).label)),
        channel=_(str(Channel(ticket.channel).label)),
        who=_who(ticket, is_anonymous=complaint.is_anonymous),
        what=mask.mask_phones(complaint.account[:LONGEST]),
        about=complaint.about,
        stage=_(str(Stage(ticket.stage).label)),
        tone=TONES[Stage(ticket.stage)],
        owner=ticket.owner.name if ticket.owner else "",
        due=due,
        total=total,
        whom=respondent(complaint),
        severity=complaint.severity,
        severe=_(str(severity.label)),
        brief=_(BRIEF[severity]),
        severe_tone=SEVERE[severity],
        official=complaint.official_number,
        official_due_at=complaint.official_due_at,
    )


def suggestion_row(suggestion: Suggestion) -> Row:
    """A suggestion or praise as a row."""
    ticket = suggestion.ticket
    due, total = _due(ticket)
    return Row(
        ticket=ticket,
        url=links.to("suggestion", ticket.ref),
        sort=_(str(Suggestion.Sort(suggestion.sort).label)),
        channel=_(str(Channel(ticket.channel).label)),
        who=_who(ticket, is_anonymous=suggestion.is_anonymous),
        what=mask.mask_phones(suggestion.text[:LONGEST]),
        about=suggestion.about,
        stage=_(str(Sorted(ticket.stage).label)),
        tone=SORTED_TONES[Sorted(ticket.stage)],
        owner=ticket.owner.name if ticket.owner else "",
        due=due,
        total=total,
        whom=suggestion.about_person.name if suggestion.about_person else "",
    )


def respondent(complaint: Complaint) -> str:
    """Whom it is about, in words: a person, somebody without an account, a department."""
    known = complaint.respondent.name if complaint.respondent else complaint.respondent_name
    return BETWEEN.join(one for one in (known, complaint.respondent_department) if one)


def _due(ticket: Ticket) -> tuple[datetime | None, float]:
    due = ticket.next_due_at if ticket.next_due_at != NEVER and not ticket.closed_at else None
    since = ticket.next_due_from
    return due, (due - since).total_seconds() if due and since else USUAL_SECONDS


def _who(ticket: Ticket, *, is_anonymous: bool) -> str:
    """王** · 宏远汽配."""
    if is_anonymous:
        return _("匿名")
    name, between, company = ticket.customer_name.partition(BETWEEN)
    return f"{mask.mask_name(name)}{between}{company}"


def icon(ticket: Ticket) -> tuple[str, str]:
    """The picture of a complaint or suggestion in the queue, and its colour."""
    return ("message-square-warning", "bad") if ticket.kind == Kind.COMPLAINT else ("message-square", "info")


def stage_label(stage: str, kind: str) -> str:
    """How far a complaint or suggestion is, in words."""
    return _(str((Stage if kind == Kind.COMPLAINT else Sorted)(stage).label))


def stage_tone(ticket: Ticket) -> str:
    """The colour of its stage."""
    if ticket.kind == Kind.COMPLAINT:
        return TONES[Stage(ticket.stage)]
    return SORTED_TONES[Sorted(ticket.stage)]
