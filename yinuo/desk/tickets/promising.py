"""Promises by hand: a word given, and what a person does to a promise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import clock, refs
from yinuo.core.errors import DeskError
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.tickets import boxes
from yinuo.desk.tickets.forms import LatenessForm, MoveForm, ReasonForm, WaitForm, WordForm
from yinuo.promises import actions, may, queries
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.ui import forms


@dataclass(frozen=True)
class Verb:
    """What is done to a promise: its words, its form (none: at once), the one call; `reasons` is the manual's
    list to choose from.
    """

    label: str
    act: Callable[..., Promise]
    form: Callable[..., django_forms.Form] | None = None
    reasons: str = ""


VERBS: Final = {
    "keep": Verb(gettext_noop("已做到"), actions.keep),
    "resume": Verb(gettext_noop("继续计时"), actions.resume),
    "pause": Verb(gettext_noop("暂停计时"), actions.pause, WaitForm, "pause"),
    "move": Verb(gettext_noop("改时限"), actions.move, MoveForm, "move"),
    "cancel": Verb(gettext_noop("取消承诺"), actions.cancel, ReasonForm),
    "lateness": Verb(gettext_noop("写明晚的原因"), actions.explain_lateness, LatenessForm),
}


@signed_in
def give_word(request: DeskRequest, ref: str) -> HttpResponse:
    """Write down what was promised to the customer, so that it is kept."""
    ticket = tickets.ticket(request.user, ref)
    require(may.give_word(request.user, ticket))
    form = WordForm(request.POST or None, initial={"form_key": refs.new()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_word(ticket=ticket, **form.cleaned_data, by=request.user)
            return answers.acted(request, ticket, _("承诺已记下，开始计时。"))
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("记一个承诺"), "verb": _("记下")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _written(one: Promise, person: Person) -> dict[str, str]:
    """What a person wrote, and the desk repeats; with the numbers in it only for who sees the ticket in full,
    which is recorded.
    """
    words = {name: getattr(one, name) for name in ("label", "note", "end_reason", "late_reason")}
    words["explanation"] = queries.explain(one, "en" if get_language() == "en" else "zh-hans")
    masked = {name: mask.mask_phones(text) for name, text in words.items()}
    if masked == words or not tickets_may.see_in_full(person, one.ticket):
        return masked
    ticket_actions.see_personal(one.ticket, by=person)
    return words


@signed_in
def promise(request: DeskRequest, pk: int) -> HttpResponse:
    """Why it is due when it is, by which clause, and what may be done about it."""
    one = queries.promise(request.user, pk)
    rule = queries.rule_of(one)
    context = {
        "one": one,
        "written": _written(one, request.user),
        "box": boxes.box(one, request.user),
        "clause": " ".join((rule.clause, *rule.requirements)),
        "story_url": _story_url(request, one),
        "verbs": _verbs(one, _permitted(request, one)),
    }
    return answers.ask(request, "desk/tickets/promise.html", context)


def _story_url(request: DeskRequest, one: Promise) -> str:
    """Where the promises of its ticket are told; empty for who has no ledger."""
    if not may.see_ledger(request.user):
        return ""
    return f"{reverse('ticket-promises', args=[one.ticket.ref])}#p-{one.pk}"


def _permitted(request: DeskRequest, one: Promise) -> Mapping[str, bool]:
    """Which verbs make sense now and are this person's."""
    person, is_open = request.user, one.state == Promise.State.OPEN
    may_pause, may_change = may.pause(person, one), may.change(person, one)
    kept_by_hand = not queries.rule_of(one).kept_by
    return {
        "resume": is_open and one.is_paused and may_pause,
        "pause": is_open and not one.is_paused and may_pause,
        "move": is_open and may_change,
        "cancel": is_open and may_change,
        "lateness": (one.broken_at is not None or one.is_late(clock.now()))
        and may.explain_lateness(person, one),
        "keep": is_open and kept_by_hand and may.keep(person, one),
    }


def _verbs(one: Promise, permitted: Mapping[str, bool]) -> list[dict[str, Any]]:
    return [
        {
            "noun": noun,
            "label": _(VERBS[noun].label),
            "url": reverse("promise-act", args=[one.pk, noun]),
            "at_once": VERBS[noun].form is None,
            "tone": "primary" if noun == "keep" else "",
        }
        for noun, is_permitted in permitted.items()
        if is_permitted
    ]


@signed_in
def act(request: DeskRequest, pk: int, verb: str) -> HttpResponse:
    """Keep, cancel, pause, resume, move or explain; what a person decides about a promise has a reason."""
    if verb not in VERBS:
        raise Http404
    one, chosen = queries.promise(request.user, pk), VERBS[verb]
    if chosen.form is None:
        return _at_once(request, one, chosen)
    listed = {"reasons": queries.reasons(one.ticket, chosen.reasons)} if chosen.reasons else {}
    form = chosen.form(request.POST or None, **listed)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.act(promise=one, **form.cleaned_data, by=request.user)
            return answers.acted(request, one.ticket, _("已记下。"))
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "explanation": one.label, "title": _(chosen.label), "verb": _(chosen.label)}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@require_POST
def _at_once(request: DeskRequest, one: Promise, chosen: Verb) -> HttpResponse:
    chosen.act(promise=one, by=request.user)
    return answers.acted(request, one.ticket, _("已记下。"))
