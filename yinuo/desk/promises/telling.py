"""What became of every promise of one ticket, told as a story that can be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.calendar.explain import Language
from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.promises import rows
from yinuo.desk.tickets import rows as ticket_rows
from yinuo.desk.tickets import words
from yinuo.messaging import queries as messaging
from yinuo.messaging.models import Notice
from yinuo.promises import may, queries
from yinuo.promises.models import Promise
from yinuo.promises.queries.telling import Chapter, Line
from yinuo.staff import queries as staff
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.ui import countdowns, moments, regions

ROLES: Final = {
    "owner": gettext_noop("负责人"),
    "assignee": gettext_noop("承诺的负责人"),
    "team_leader": gettext_noop("组长"),
    "dispatcher": gettext_noop("车管"),
    "manager": gettext_noop("经理"),
    "receiver": gettext_noop("接单人"),
    "driver": gettext_noop("司机"),
    "market_developer": gettext_noop("市场开拓"),
    "customer": gettext_noop("客户"),
}
BECAUSE: Final = {
    "calendar": gettext_noop("工作日历有变"),
    "ticket": gettext_noop("单子里的时间改了"),
}


@dataclass(frozen=True)
class Said:
    """One thing that happened, in words; `more` are the lines under it."""

    at: datetime
    title: str
    tone: str
    who: str
    more: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """One promise with everything that became of it; what a person wrote as far as one may see it."""

    row: rows.Row
    explanation: str
    note: str
    end_reason: str
    late_reason: str
    opened_by: str
    said: tuple[Said, ...]
    ended: str


@only(may.see_ledger)
def story(request: DeskRequest, ref: str) -> HttpResponse:
    """Every promise of a ticket: how it came about, how it was chased, how it ended, why it was late."""
    ticket = tickets.ticket(request.user, ref)
    in_full = tickets_may.see_in_full(request.user, ticket)
    if in_full:
        ticket_actions.see_personal(ticket, by=request.user)
    chapters = queries.story(ticket)
    for one in chapters:
        one.promise.ticket = ticket
    lines = [line for chapter in chapters for line in chapter.lines]
    known = _Known(
        names=staff.names(_people(lines)),
        notices={
            one.pk: one
            for one in messaging.some_of_ticket(ticket, {pk for line in lines for pk in line.notices})
        },
        in_full=in_full,
    )
    language: Language = "en" if get_language() == "en" else "zh-hans"
    why = queries.explain_all((one.promise for one in chapters), language)
    context = {
        "ticket": ticket,
        "stage": ticket_rows.stage_label(ticket),
        "tone": ticket_rows.stage_tone(ticket),
        "chapters": [_told(one, why[one.promise.pk], known) for one in chapters],
        "printed_at": clock.now(),
    }
    return regions.render(request, "desk/promises/story.html", context)


@dataclass(frozen=True)
class _Known:
    names: Mapping[int, str]
    notices: Mapping[int, Notice]
    in_full: bool

    def shown(self, text: str) -> str:
        """What a person wrote: a number in it only for who may see it."""
        return text if self.in_full else mask.mask_phones(text)


def _people(lines: Sequence[Line]) -> list[int | None]:
    named = [line.data.get(name) for line in lines for name in ("from_person", "to_person", "assignee")]
    return [line.actor_id for line in lines] + [pk if isinstance(pk, int) else None for pk in named]


def _told(chapter: Chapter, explanation: str, known: _Known) -> Told:
    one = chapter.promise
    return Told(
        row=rows.row(one),
        explanation=known.shown(explanation),
        note=known.shown(one.note),
        end_reason=known.shown(one.end_reason),
        late_reason=known.shown(one.late_reason),
        opened_by=_(words.of(chapter.opened_by)[0]) if chapter.opened_by else "",
        said=tuple(_said(line, chapter, known) for line in chapter.lines),
        ended=_ended(one),
    )


def _ended(one: Promise) -> str:
    """How long it took, or for how long it has been late."""
    if one.ended_at is None:
        return ""
    return _("用时 %(span)s") % {"span": countdowns.span((one.ended_at - one.starts_at).total_seconds())}


def _said(line: Line, chapter: Chapter, known: _Known) -> Said:
    title, _icon, tone = words.of(line.kind)
    cause = {"opened": chapter.opened_by, "kept": chapter.ended_by, "cancelled": chapter.ended_by}
    more = [*_due(line), *_because(line, cause.get(line.verb, "")), *_reached(line, known)]
    more += [known.shown(text) for name in words.SHOWN if isinstance(text := line.values.get(name), str)]
    return Said(
        at=line.at,
        title=_(title),
        tone="bad" if line.verb == "kept" and line.data.get("late") else tone,
        who=known.names.get(line.actor_id or 0, "") or _("系统"),
        more=tuple(dict.fromkeys(more)),
    )


def _due(line: Line) -> list[str]:
    """By when, and from when to when it was moved."""
    due, was = (_moment(line.data.get(name)) for name in ("due", "was"))
    if was and due:
        return [f"{was} → {due}"]
    return [_("到期 %(due)s") % {"due": due}] if due else []


def _moment(said: Any) -> str:
    if not isinstance(said, str):
        return ""
    return moments.full(datetime.fromisoformat(said), clock.now())


def _because(line: Line, cause: str) -> list[str]:
    """What brought it about: an event of the ticket, the calendar, an objective cause."""
    found = [_(words.of(cause)[0])] if cause else []
    if line.data.get("because") in BECAUSE:
        found.append(_(BECAUSE[line.data["because"]]))
    if line.data.get("late"):
        found.append(_("已经晚了"))
    if line.data.get("withdrawn"):
        found.append(_("到期前已做到，超时记号撤回"))
    if line.verb == "explained":
        found.append(_("客观原因") if line.data.get("objective") else _("不是客观原因"))
    return found


def _reached(line: Line, known: _Known) -> list[str]:
    """Who was reminded or took it over, what to do, and which message went to whom."""
    found = []
    if told := [_(ROLES[role]) for role in line.data.get("notify") or () if role in ROLES]:
        found.append(_("提醒 %(who)s") % {"who": _("、").join(told)})
    if line.data.get("task"):
        found.append(str(line.data["task"]))
    if line.verb == "handed_on":
        before, after = (
            known.names.get(line.data.get(name) or 0, "—") for name in ("from_person", "to_person")
        )
        found.append(f"{before} → {after}")
    for pk in line.notices:
        if one := known.notices.get(pk):
            found.append(_notice(one, known))
    return found


def _notice(one: Notice, known: _Known) -> str:
    said = _("短信给 %(name)s（%(state)s）") % {"name": one.to_name, "state": _(str(one.get_state_display()))}
    return f"{said}{_('：')}{one.text}" if known.in_full else said
