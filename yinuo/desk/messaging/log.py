"""The log of short messages: what left, what came in, by which gateway, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.messaging import answers, routes
from yinuo.desk.tickets import messages, words
from yinuo.messaging import actions, may, queries, rules
from yinuo.messaging.models import IncomingMessage, Notice
from yinuo.messaging.rules import codes
from yinuo.staff.models import Person
from yinuo.ui import regions

REPEATABLE: Final = (Notice.State.GIVEN_UP, Notice.State.LOST)
IN: Final = "in"


@dataclass(frozen=True)
class Row:
    """One message that left: what it is, not what it says, for that is personal."""

    notice: Notice
    what: str
    who: str
    state: str
    tone: str
    trouble: str
    may_repeat: bool
    gateway: str
    receipt: str
    cost: str
    route: tuple[routes.Step, ...]


@dataclass(frozen=True)
class Heard:
    """One message that came in: from whom, as far as known, how it was read, what came of it; not its words,
    for they are personal.
    """

    incoming: IncomingMessage
    who: str
    told: str
    gateway: str
    may_open: bool


@only(may.see_outbox)
def outbox(request: DeskRequest) -> HttpResponse:
    """Every message on the tickets one may see, the newest first: those that left, or those that came in."""
    asked = _asked(request)
    context: dict[str, Any] = {
        **asked,
        "gateways": [(one.ref, one.name) for one in queries.all_gateways()],
        "states": [(value, _(str(label))) for value, label in Notice.State.choices],
        "here": request.get_full_path(),
    }
    cursor = request.GET.get("cursor")
    if asked["way"] == IN:
        came = queries.inbox(request.user, cursor, gateway=asked["gateway"])
        context |= {"heard": _heard(came.rows, request.user), "older": _older(asked, came.next_cursor)}
    else:
        left = queries.outbox(request.user, cursor, state=asked["state"], gateway=asked["gateway"])
        context |= {"rows": _rows(left.rows, request.user), "older": _older(asked, left.next_cursor)}
    return regions.render(request, "desk/messaging/outbox.html", context, regions=("outbox",))


def _asked(request: DeskRequest) -> dict[str, str]:
    """Which messages: of one state, of one gateway, which way."""
    state, way = request.GET.get("state", ""), request.GET.get("way", "")
    return {
        "state": state if state in Notice.State.values and way != IN else "",
        "gateway": request.GET.get("gateway", "")[:20],
        "way": IN if way == IN else "",
    }


def _older(asked: Mapping[str, str], cursor: str | None) -> str:
    query = {**{name: value for name, value in asked.items() if value}, "cursor": cursor}
    return f"{reverse('outbox')}?{urlencode(query)}" if cursor else ""


def _rows(notices: Any, person: Person) -> list[Row]:
    known, may_send = routes.names(notices), may.send(person)
    return [_row(notice, known, may_send=may_send) for notice in notices]


def _row(notice: Notice, known: Mapping[str, str], *, may_send: bool) -> Row:
    playbook = queries.playbook_of(notice.ticket) if notice.ticket else None
    own = {rules.OWN_WORDS: _("手写短信"), codes.KEY: _("验证码")}.get(notice.key, notice.key)
    steps = routes.steps(notice, known)
    return Row(
        notice=notice,
        what=words.notice_label(playbook, notice.key) or own,
        who=messages.name_of(notice),
        state=_(str(Notice.State(notice.state).label)),
        tone=words.NOTICE_TONES[notice.state],
        trouble=messages.trouble(notice),
        may_repeat=notice.state in REPEATABLE and notice.again_id is None and may_send,
        gateway=routes.called(notice.gateway, known) if notice.gateway else "",
        receipt=routes.receipt(notice),
        cost=routes.cost(notice),
        route=tuple(steps) if any(step.tone != "ok" for step in steps) else (),
    )


def _heard(incoming: Any, person: Person) -> list[Heard]:
    known, sees = queries.gateway_names({one.gateway for one in incoming}), may.see_strangers(person)
    return [_one(message, known, sees_strangers=sees) for message in incoming]


def _one(message: IncomingMessage, known: Mapping[str, str], *, sees_strangers: bool) -> Heard:
    name = message.person.name if message.person else ""
    if not name and message.notice:
        name = messages.name_of(message.notice)
    return Heard(
        incoming=message,
        who=name or mask.mask_phone(message.address),
        told=answers.told(message) or _("要人看"),
        gateway=routes.called(message.gateway, known),
        may_open=message.ticket_id is None and sees_strangers,
    )


@only(may.see_strangers)
@require_POST
def open_stranger(request: DeskRequest, pk: int) -> HttpResponse:
    """Show number and words of a message that belongs to no ticket; that it was opened is recorded."""
    message = queries.stranger(request.user, pk)
    actions.note_seen(message, by=request.user)
    context = {"incoming": message, "is_part": bool(request.headers.get("HX-Request"))}
    return regions.render(request, "desk/messaging/stranger.html", context, regions=("dialog",))
