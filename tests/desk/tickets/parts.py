"""Requests as htmx makes them, and what an answer raises in the page."""

import json
from typing import Any

QUEUE = {"HX-Request": "true", "HX-Target": "desk-region#queue"}
CASE = {"HX-Request": "true", "HX-Target": "desk-region#case"}
WORK = {"HX-Request": "true", "HX-Target": "div#work"}
DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


def text(response: Any) -> str:
    """The body of an answer."""
    return str(response.content.decode())


def raised(response: Any) -> dict[str, Any]:
    """The events that an answer raises in the page."""
    found: dict[str, Any] = json.loads(response.headers.get("HX-Trigger", "{}"))
    return found


def toast(response: Any) -> str:
    """What the answer says in a toast."""
    news = raised(response).get("toast", {})
    return " ".join(item["text"] for item in news.get("items", [news]) if "text" in item)
