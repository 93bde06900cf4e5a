"""Promises by hand: a word given, an ad-hoc task, and what a person does to a promise."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import refs
from yinuo.core.errors import Invalid
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only, signed_in
from yinuo.desk.tickets.forms import MoveForm, ReasonForm, TaskForm, WordForm
from yinuo.promises import actions, may, queries
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Role
from yinuo.tickets import queries as tickets
from yinuo.ui import forms, regions

DOERS = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MARKET_DEVELOPER, Role.MANAGER, Role.COLLEAGUE)


@signed_in
def give_word(request: DeskRequest, ref: str) -> HttpResponse:
    """Write down what was promised to the customer, so that it is kept."""
    ticket = tickets.ticket(request.user, ref)
    form = WordForm(request.POST or None, initial={"form_key": refs.new()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_word(ticket=ticket, **form.cleaned_data, by=request.user)
            return answers.acted(request, ticket, _("承诺已记下，开始计时。"))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("记一个承诺"), "verb": _("记下")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@only(may.open_task)
def new(request: DeskRequest) -> HttpResponse:
    """Give somebody an ad-hoc task (R101)."""
    form = TaskForm(request.POST or None, initial={"form_key": refs.new()})
    form.fields["assignee"].queryset = staff.people().filter(role__in=DOERS)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            said = dict(form.cleaned_data)
            made = actions.open_task(title=said.pop("label"), **said, by=request.user)
            return regions.go(request, reverse("ticket", args=[made.ticket.ref]))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("派一个任务"), "verb": _("派出")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
def promise(request: DeskRequest, pk: int) -> HttpResponse:
    """Why it is due when it is, by which clause, and what may be done about it."""
    one = queries.promise(request.user, pk)
    context = {
        "one": one,
        "ticket": one.ticket,
        "explanation": queries.explain(one, "en" if get_language() == "en" else "zh-hans"),
        "rule": queries.rule_of(one),
        "is_open": one.state == Promise.State.OPEN,
        "may_change": may.change(request.user, one),
        "may_keep": may.keep(request.user, one),
    }
    return answers.ask(request, "desk/tickets/promise.html", context)


VERBS: dict[str, tuple[str, type[django_forms.Form] | None, Callable[..., Any]]] = {
    "keep": ("", None, actions.keep),
    "cancel": ("取消承诺", ReasonForm, actions.cancel),
    "pause": ("暂停计时", ReasonForm, actions.pause),
    "resume": ("", None, actions.resume),
    "move": ("改时限", MoveForm, actions.move),
}


@signed_in
def act(request: DeskRequest, pk: int, verb: str) -> HttpResponse:
    """Keep, cancel, pause, resume or move a promise; what a person decides about it has a reason."""
    if verb not in VERBS:
        raise Http404
    one = queries.promise(request.user, pk)
    title, form_class, action = VERBS[verb]
    if form_class is None:
        return _at_once(request, one, action)
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            action(promise=one, **form.cleaned_data, by=request.user)
            return answers.acted(request, one.ticket, _("已记下。"))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _(title), "verb": _(title)}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@require_POST
def _at_once(request: DeskRequest, one: Promise, action: Callable[..., Any]) -> HttpResponse:
    action(promise=one, by=request.user)
    return answers.acted(request, one.ticket, _("已记下。"))
