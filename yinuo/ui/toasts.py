"""Short news after an act, with an undo where the act can be taken back.

A toast travels with Django's messages: a full page shows it when it is next drawn, and an answer to htmx
carries it in its HX-Trigger header (`carry`, which `regions` calls).
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse

UNDO_SECONDS = 5
TONES = {messages.ERROR: "bad", messages.WARNING: "warn", messages.INFO: "info", messages.SUCCESS: "ok"}
_LEVELS = {tone: level for level, tone in TONES.items()}


@dataclass(frozen=True)
class Toast:
    """`tone` is ok, info, warn or bad; `undo` is an address that takes the act back when posted to."""

    text: str
    tone: str = "ok"
    undo: str = ""
    undo_label: str = ""
    seconds: int = 0


def add(request: HttpRequest, text: str, *, tone: str = "ok", undo: str = "", undo_label: str = "") -> None:
    """Say `text` with the next answer; with `undo`, offer to take it back for five seconds."""
    more = {"undo": undo, "undo_label": undo_label, "seconds": UNDO_SECONDS} if undo else {}
    messages.add_message(request, _LEVELS[tone], text, extra_tags=json.dumps(more) if more else "")


def read(message: Message) -> Toast:
    """The toast that a message carries; a plain message is a toast without undo."""
    more = json.loads(message.extra_tags) if (message.extra_tags or "").startswith("{") else {}
    return Toast(text=str(message.message), tone=TONES.get(message.level, "info"), **more)


def carry(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Move what waits to be said into the answer to htmx; any other answer keeps it for the next page."""
    if request.headers.get("HX-Request") and "HX-Redirect" not in response:
        waiting = [asdict(read(message)) for message in messages.get_messages(request)]
        if waiting:
            trigger(response, "toast", items=waiting)
    return response


def trigger(response: HttpResponse, event: str, **detail: Any) -> HttpResponse:
    """Let the answer raise an event in the page, beside those it raises already."""
    raised = json.loads(response.headers.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps({**raised, event: detail})
    return response
