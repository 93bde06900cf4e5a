"""What was said about a ticket: its messages and its calls, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.desk.messaging import answers, routes
from yinuo.desk.tickets import words
from yinuo.messaging import may as messaging_may
from yinuo.messaging import queries as messaging
from yinuo.messaging.models import IncomingMessage, Notice
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets.models import Interaction, Ticket
from yinuo.ui import faults

MOST_CALLS: Final = 50


@dataclass(frozen=True)
class Contact:
    """One message or call: to or with whom, what, how it went; `again` when it can be sent once more."""

    at: datetime
    icon: str
    who: str
    what: str
    text: str
    state: str = ""
    tone: str = ""
    trouble: str = ""
    units: int = 0
    parts: int = 0
    perhaps_twice: bool = False
    again: int | None = None
    way: str = ""
    route: tuple[routes.Step, ...] = ()


def of_ticket(ticket: Ticket, person: Person, *, in_full: bool) -> list[Contact]:
    """Messages both ways and calls together; personal data only `in_full`. Four statements at most."""
    playbook, may_send = messaging.playbook_of(ticket), messaging_may.send(person)
    sent = messaging.of_ticket(ticket)
    known = routes.names(sent)
    found = [_message(one, playbook, known, in_full=in_full, may_send=may_send) for one in sent]
    found += [_answer(one, in_full=in_full) for one in messaging.heard(ticket)]
    calls = ticket.interactions.select_related("by").order_by("-id")[:MOST_CALLS]
    found += [_call(one, in_full=in_full) for one in calls]
    return sorted(found, key=lambda contact: contact.at, reverse=True)


def _message(
    notice: Notice,
    playbook: schema.Playbook | None,
    known: Mapping[str, str],
    *,
    in_full: bool,
    may_send: bool,
) -> Contact:
    is_lost = notice.state in (Notice.State.GIVEN_UP, Notice.State.LOST)
    steps = routes.steps(notice, known)
    return Contact(
        at=notice.queued_at,
        icon="message-square-warning" if is_lost else "message-square",
        who=name_of(notice, in_full=in_full) or _("没有收件人"),
        what=words.notice_label(playbook, notice.key),
        text=notice.text if in_full else _("内容含个人资料，显示完整资料后可以看。"),
        state=_(str(Notice.State(notice.state).label)),
        tone=words.NOTICE_TONES[notice.state],
        trouble=trouble(notice),
        units=notice.units,
        parts=notice.parts,
        perhaps_twice=notice.perhaps_twice,
        again=notice.pk if is_lost and may_send and notice.again_id is None else None,
        way=routes.told(notice, known),
        route=tuple(steps) if any(step.tone != "ok" for step in steps) else (),
    )


def _answer(incoming: IncomingMessage, *, in_full: bool) -> Contact:
    name = incoming.person.name if incoming.person else ""
    return Contact(
        at=incoming.at,
        icon="message-square",
        who=name or (name_of(incoming.notice, in_full=in_full) if incoming.notice else "") or _("对方"),
        what=_("收到短信"),
        text=incoming.text if in_full else mask.mask_phones(incoming.text),
        state=answers.told(incoming),
        tone="info",
    )


def name_of(notice: Notice, *, in_full: bool = False) -> str:
    """Whom a message went to: our own people by name, others by theirs only where one may see it in full."""
    is_ours = notice.to_person_id is not None
    return notice.to_name if in_full or is_ours else mask.mask_name(notice.to_name)


def trouble(notice: Notice) -> str:
    """Why a message did not leave, in words; nothing where it did."""
    code = f"unsent_{notice.error}"
    return faults.text(code, {}) if notice.error and code in faults.TEXTS else ""


def _call(call: Interaction, *, in_full: bool) -> Contact:
    is_in = call.direction == Interaction.Direction.IN
    number = call.phone if in_full else mask.mask_phone(call.phone)
    return Contact(
        at=call.at,
        icon="phone-incoming" if is_in else "phone-outgoing",
        who=_(str(Interaction.Direction(call.direction).label)),
        what=" ".join(part for part in (number, str(call.by or "")) if part),
        text=call.note if in_full else mask.mask_phones(call.note),
        state=_(str(Interaction.Outcome(call.outcome).label)) if call.outcome else "",
        tone="warn" if call.outcome else "",
    )
