"""The timeline in words: what happened, who, when, and the few lines under it.

What happened in one moment is one entry: the act stands in front, what followed from it (musts, promises, how
far a message is) behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinuo.core.text import mask
from yinuo.desk.complaints import entries as complaint_entries
from yinuo.desk.inquiries import entries as inquiry_entries
from yinuo.desk.messaging import answers
from yinuo.desk.orders import entries as order_entries
from yinuo.desk.tickets import words
from yinuo.messaging import queries as messaging
from yinuo.messaging.models import IncomingMessage, Notice
from yinuo.playbooks.rules import schema
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.tickets.models import Interaction, Ticket
from yinuo.tickets.queries import Entry
from yinuo.ui.tags import lines

TOGETHER: Final = timedelta(seconds=2)


@dataclass(frozen=True)
class Told:
    """One entry of the timeline, ready to be shown; `more` are the things that followed from it."""

    id: str
    at: datetime
    title: str
    who: str
    icon: str
    tone: str
    body: str = ""
    quote: str = ""
    chip: str = ""
    chip_tone: str = ""
    is_note: bool = False
    more: tuple[str, ...] = ()
    more_label: str = ""


@dataclass(frozen=True)
class Known:
    """What the words need besides the events: the labels of promises, steps and departments, the messages."""

    playbook: schema.Playbook | None
    promises: Mapping[tuple[str, int], str]
    notices: Mapping[int, Notice]
    incoming: Mapping[int, IncomingMessage]
    names: Mapping[int, str]
    in_full: bool


def tell(
    page: Sequence[Entry], ticket: Ticket, promises: Sequence[Promise], playbook: schema.Playbook | None,
    *, in_full: bool,
) -> list[Told]:  # fmt: skip
    """A page of events in words, the newest first; personal data only `in_full`. Two statements at most."""
    ids = {number for entry in page if (number := _notice_of(entry))}
    people = [entry.data.get(name) for entry in page for name in ("to", "from", "from_person", "to_person")]
    known = Known(
        playbook=playbook,
        promises={(one.key, one.round): one.label for one in promises},
        notices={one.pk: one for one in messaging.some_of_ticket(ticket, ids)},
        incoming={one.pk: one for one in messaging.some_heard(ticket, {_incoming_of(one) for one in page})},
        names=staff.names(number for number in people if isinstance(number, int)),
        in_full=in_full,
    )
    return [_together(moment, known) for moment in _moments(page)]


def _notice_of(entry: Entry) -> int:
    """The id of the message that an event is about, 0 for none; a promise's event names a key there, that of
    an answer the message which it answers.
    """
    number = entry.data.get("notice") if not entry.kind.startswith("message.") else 0
    return number if isinstance(number, int) else 0


def _incoming_of(entry: Entry) -> int:
    """The id of the message that came in which an event is about, 0 for none."""
    number = entry.data.get("incoming")
    return number if isinstance(number, int) else 0


def _moments(page: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The events cut into moments: what the same person caused within two seconds."""
    moment: list[Entry] = []
    for entry in page:
        if moment and not _belongs(entry, moment):
            yield moment
            moment = []
        moment.append(entry)
    if moment:
        yield moment


def _belongs(entry: Entry, moment: Sequence[Entry]) -> bool:
    """Whether an entry joins the moment: it is of the same time, and one of the two follows from the other.

    That somebody looked at the personal data stands behind whatever was before it.
    """
    if all(one.kind == words.SEEN for one in moment):
        return True
    follows = entry.kind in words.QUIET or all(one.kind in words.QUIET for one in moment)
    return follows and moment[0].at - entry.at <= TOGETHER


def _together(moment: Sequence[Entry], known: Known) -> Told:
    loud = next((entry for entry in moment if entry.kind not in words.QUIET), moment[0])
    rest = [_title(entry, known) for entry in reversed(moment) if entry is not loud]
    return _told(loud, known, rest)


def _told(entry: Entry, known: Known, more: Sequence[str]) -> Told:
    """An event in words; one that has none is shown by its kind, never hidden."""
    _words, icon, tone = words.of(entry.kind)
    notice = known.notices.get(_notice_of(entry))
    if entry.kind == "interaction.noted" and entry.values.get("direction") == Interaction.Direction.IN:
        icon = "phone-incoming"
    return Told(
        id=str(entry.id),
        at=entry.at,
        title=_title(entry, known),
        who=entry.actor_name or _writer(entry, known) or _("系统"),
        icon=icon,
        tone=tone,
        body=_body(entry, known),
        quote=_quote(entry, known, notice),
        chip=_(notice.get_state_display()) if notice else "",
        chip_tone=words.NOTICE_TONES.get(notice.state, "") if notice else "",
        is_note=entry.kind == "ticket.noted",
        more=tuple(more),
        more_label=_more(len(more)) if more else "",
    )


def _writer(entry: Entry, known: Known) -> str:
    """Who wrote a message that came in, as far as it is known."""
    incoming = known.incoming.get(_incoming_of(entry))
    return incoming.person.name if incoming and incoming.person else ""


def _more(n: int) -> str:
    return ngettext("还有 %(n)s 件随之发生", "还有 %(n)s 件随之发生", n) % {"n": n}


def _title(entry: Entry, known: Known) -> str:
    title = _(words.of(entry.kind)[0])
    label = _label(entry, known)
    return f"{title} · {label}" if label else title


def _label(entry: Entry, known: Known) -> str:
    """What it is about: the promise, the must, the message, the department, the stage."""
    area, data = entry.kind.partition(".")[0], entry.data
    if area == "promise":
        return known.promises.get((data.get("key", ""), data.get("round", 1)), "")
    if entry.kind in ("ticket.must_done", "ticket.must_undone"):
        return words.must_label(known.playbook, data.get("step", ""), data.get("key", ""))
    if area == "notice":
        return words.notice_label(known.playbook, data.get("key", ""))
    if entry.kind.startswith("ticket.photo_"):
        return words.file_label(data.get("purpose", ""))
    if entry.kind == "ticket.handed_over":
        return words.department_label(known.playbook, data.get("department", ""))
    if entry.kind == "interaction.noted" and entry.values.get("direction"):
        way, outcome = entry.values["direction"], entry.data.get("outcome")
        ended = f" · {_(str(Interaction.Outcome(outcome).label))}" if outcome else ""
        return f"{_(str(Interaction.Direction(way).label))}{ended}"
    return complaint_entries.label(entry.kind, data)


def _body(entry: Entry, known: Known) -> str:
    """The line under the title."""
    if incoming := known.incoming.get(_incoming_of(entry)):
        is_settled = entry.kind == "message.settled"
        return answers.told(incoming) if is_settled else answers.wish(incoming)
    said = order_entries.body(entry) if entry.kind.startswith("order.") else ""
    if entry.kind in inquiry_entries.WORDS:
        said = inquiry_entries.body(entry.data)
    if entry.kind in complaint_entries.WORDS:
        said = complaint_entries.body(entry.kind, entry.data)
    parts = [said] if said else [_moved(entry.data, known.names), *_spoken(entry.values)]
    told = " · ".join(dict.fromkeys(part for part in parts if part))
    return told if known.in_full else mask.mask_phones(told)


def _moved(data: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """李敏 → 陈晓, where a ticket or a promise changed hands."""
    before = names.get(data.get("from") or data.get("from_person") or 0, "")
    to = data.get("to_person") or (data.get("to") if isinstance(data.get("to"), int) else 0)
    after = names.get(to or 0, "")
    return f"{before or '—'} → {after}" if after else ""


def _spoken(values: Mapping[str, Any]) -> Iterator[str]:
    for name in words.SHOWN:
        if isinstance(value := values.get(name), str):
            yield value


def _quote(entry: Entry, known: Known, notice: Notice | None) -> str:
    """The words of a message or a note; a message holds personal data, so only for who may see it in full."""
    if notice and entry.kind == "notice.queued":
        return notice.text if known.in_full else _("内容含个人资料，显示完整资料后可以看。")
    if entry.kind == "message.received":
        incoming = known.incoming.get(_incoming_of(entry))
        said = incoming.text if incoming else ""
        return said if known.in_full else mask.mask_phones(said)
    text, words = str(entry.values.get("text", "")), entry.values.get("mentions", ())
    return lines.quoted(text if known.in_full else mask.mask_phones(text), words)
