"""Questions as rows of a list: masked, with what is due next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.inquiries.models import Inquiry, Type
from yinuo.inquiries.rules import Stage
from yinuo.tickets.models import NEVER, Channel, Ticket
from yinuo.ui import links

TONES: Final = {
    Stage.OPEN: "warn",
    Stage.CHECKING: "info",
    Stage.WITH_LEADER: "vio",
    Stage.CHECKED: "warn",
    Stage.ANSWERED: "ok",
    Stage.CLOSED: "",
}
ICONS: Final = {
    Stage.OPEN: ("message-circle-question", "warn"),
    Stage.CHECKING: ("phone-outgoing", "info"),
    Stage.WITH_LEADER: ("users", "vio"),
    Stage.CHECKED: ("phone-outgoing", "warn"),
    Stage.ANSWERED: ("circle-check", "info"),
}
BETWEEN: Final = " · "
USUAL_SECONDS: Final = 1800.0


@dataclass(frozen=True)
class Row:
    """One question in a list."""

    inquiry: Inquiry
    url: str
    type: str
    channel: str
    who: str
    question: str
    about: str
    about_url: str
    stage: str
    tone: str
    owner: str
    answered_by: str
    answer: str
    due: datetime | None
    total: float
    is_correction: bool


def row(inquiry: Inquiry) -> Row:
    """A question as a row."""
    ticket, about = inquiry.ticket, inquiry.about
    due = ticket.next_due_at if ticket.next_due_at != NEVER and not ticket.closed_at else None
    since = ticket.next_due_from
    return Row(
        inquiry=inquiry,
        url=links.to("ticket", ticket.ref),
        type=_(str(Type(inquiry.type).label)),
        channel=_(str(Channel(ticket.channel).label)),
        who=_who(ticket),
        question=mask.mask_phones(inquiry.question),
        about=str(about) if about else "",
        about_url=links.to("ticket", about.ref) if about else "",
        stage=stage_label(ticket.stage),
        tone=TONES[Stage(ticket.stage)],
        owner=ticket.owner.name if ticket.owner else "",
        answered_by=inquiry.answered_by.name if inquiry.answered_by else "",
        answer=mask.mask_phones(inquiry.answer),
        due=due,
        total=(due - since).total_seconds() if due and since else USUAL_SECONDS,
        is_correction=inquiry.wrong_of_id is not None,
    )


def _who(ticket: Ticket) -> str:
    """王** · 宏远汽配."""
    name, between, company = ticket.customer_name.partition(BETWEEN)
    return f"{mask.mask_name(name)}{between}{company}"


def stage_label(stage: str) -> str:
    """How far a question is, in words."""
    return _(str(Stage(stage).label))


def icon(stage: str) -> tuple[str, str]:
    """The picture of a question in the queue, and its colour."""
    return ICONS.get(Stage(stage), ("message-circle-question", ""))


def stage_tone(stage: str) -> str:
    """The colour of its stage."""
    return TONES[Stage(stage)]
