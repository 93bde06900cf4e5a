"""Drawing the drivers' pages: what each of them knows without asking."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.driver import words
from yinuo.driver.frame import DriverRequest, wants_json
from yinuo.driver.visitors import Visitor
from yinuo.ui import toasts

TABS: Final = (
    ("driver-home", gettext_noop("任务"), "list-checks"),
    ("driver-done", gettext_noop("已完成"), "history"),
    ("driver-hand-in", gettext_noop("交款"), "hand-coins"),
    ("driver-me", gettext_noop("我的"), "user"),
)


@dataclass(frozen=True)
class Tab:
    """One of the doors at the foot of the page."""

    name: str
    label: str
    icon: str
    is_here: bool


def draw(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page; those of a visitor by link have no doors to other pages."""
    visitor: Visitor | None = getattr(request, "visitor", None)
    known: dict[str, Any] = {"visitor": visitor, "me": visitor.person if visitor else None}
    known["driver_words"] = words.as_json()
    known["tabs"] = _tabs(request) if visitor and not visitor.is_linked else ()
    return render(request, template, {**known, **(context or {})}, status=status)


def form_key() -> str:
    """The key of a form that is drawn now; with it the form is done once however often it is sent."""
    return secrets.token_hex(16)


def done(request: DriverRequest, told: Mapping[str, Any]) -> HttpResponse:
    """It is done: the answer for the queue, or the next page. `told` has `text` and `next`."""
    if wants_json(request):
        return JsonResponse(dict(told))
    toasts.add(request, str(told["text"]))
    return HttpResponseRedirect(str(told["next"]))


def _tabs(request: HttpRequest) -> list[Tab]:
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [Tab(name, _(label), icon, name == here) for name, label, icon in TABS]


def told_wrong(text: str) -> HttpResponse:
    """What was said cannot be taken like this: for the queue (422)."""
    return JsonResponse({"text": text}, status=422)
