"""Ad-hoc tasks (R101): given, done, given back, dropped; and a task as its ticket's page shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.desk.tickets.forms import ReasonForm, ResultForm, TaskForm
from yinuo.promises import actions, may
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Kind, Ticket
from yinuo.ui import forms

DOERS: Final = (
    Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MARKET_DEVELOPER, Role.MANAGER, Role.COLLEAGUE,
)  # fmt: skip


@dataclass(frozen=True)
class Verb:
    """What is done to a task: its words, its form, the one call, and what the toast says."""

    label: str
    icon: str
    form: type[django_forms.Form]
    act: Callable[[Ticket, str, Person], Ticket]
    done: str


VERBS: Final = {
    "done": Verb(
        gettext_noop("做完了"), "check", ResultForm,
        lambda ticket, words, by: actions.finish_task(ticket=ticket, result=words, by=by),
        gettext_noop("任务已完成。"),
    ),
    "return": Verb(
        gettext_noop("退回"), "undo-2", ReasonForm,
        lambda ticket, words, by: actions.return_task(ticket=ticket, reason=words, by=by),
        gettext_noop("任务已退回交办人。"),
    ),
    "drop": Verb(
        gettext_noop("不用做了"), "ban", ReasonForm,
        lambda ticket, words, by: actions.drop_task(ticket=ticket, reason=words, by=by),
        gettext_noop("任务已取消。"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Move:
    """A button or a line of the menu."""

    label: str
    url: str
    icon: str
    tone: str = ""
    key: str = ""
    page: bool = False


def context(request: DeskRequest, ticket: Ticket, promises: Sequence[Promise]) -> dict[str, Any]:
    """What a task adds to its ticket's page."""
    found: dict[str, Any] = {"task": next(iter(promises), None), "moves": [], "more_moves": []}
    if ticket.closed_at or not tickets_may.work(request.user, ticket):
        return found
    moves = {
        noun: Move(_(verb.label), reverse("task-end", args=[ticket.ref, noun]), verb.icon)
        for noun, verb in VERBS.items()
    }
    done = moves.pop("done")
    if ticket.opened_by_id in (None, ticket.owner_id):
        del moves["return"]
    if not may.drop_task(request.user, ticket):
        del moves["drop"]
    return {
        **found,
        "moves": [Move(done.label, done.url, done.icon, "primary", "e")],
        "more_moves": list(moves.values()),
    }


@only(may.open_task)
def new(request: DeskRequest) -> HttpResponse:
    """Give somebody an ad-hoc task; an agent notes one for themselves."""
    doers = [one.pk for one in staff.people().filter(role__in=DOERS) if may.give_task(request.user, one)]
    initial = {"form_key": refs.new(), "assignee": doers[0] if len(doers) == 1 else None}
    people = staff.people().filter(pk__in=doers)
    form = TaskForm(request.POST or None, initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = actions.open_task(title=said.pop("label"), **said, by=request.user)
            return answers.acted(
                request, made.ticket, _("任务已交给 %(name)s。") % {"name": said["assignee"].name}
            )
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("交办任务"), "verb": _("交办")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
def end(request: DeskRequest, ref: str, noun: str) -> HttpResponse:
    """The task is done, given back, or no longer wanted."""
    ticket = tickets.ticket(request.user, ref)
    if noun not in VERBS or ticket.kind != Kind.TASK:
        raise Http404
    verb = VERBS[noun]
    form = verb.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verb.act(ticket, form.cleaned_data["reason"], request.user)
            return answers.acted(request, ticket, _(verb.done))
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "explanation": ticket.headline, "title": _(verb.label), "verb": _(verb.label)}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))
