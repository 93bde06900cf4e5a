"""The dialogs of the settings: a form, what to do with it, and where to go afterwards."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

Act = Callable[[dict[str, Any]], object]


def fill(
    request: DeskRequest,
    form: forms.Form,
    act: Act,
    *,
    title: str,
    verb: str,
    done: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """Do `act` with what was filled in, say `done` and go `back`; or show the form, with what is wrong in it.

    `more` goes to the dialog: explanation, wide, tone, verb_tone.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            toasts.add(request, done)
            return regions.go(request, back)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "title": title, "verb": verb, **more}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def confirm(
    request: DeskRequest,
    act: Callable[[], object],
    *,
    title: str,
    verb: str,
    done: str,
    back: str,
    effect: str,
) -> HttpResponse:
    """Ask once more before something that cannot be taken back; `effect` says what it does."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    return fill(
        request, form, lambda said: act(), title=title, verb=verb, done=done, back=back, explanation=effect,
        tone="warn", verb_tone="danger",
    )  # fmt: skip
