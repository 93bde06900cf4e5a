"""What a browser does with a page: reads its forms as they stand, and sends them with the button pressed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

REGION = {"HX-Request": "true", "HX-Target": "desk-region#order"}
DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


@dataclass
class Form:
    """A form of a page: where it goes and what it would send."""

    id: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)

    def filled(self, **typed: str) -> dict[str, str]:
        """What is sent after something was typed."""
        return {**self.values, **typed}

    def button(self, **wanted: str) -> dict[str, str]:
        """The first button with these attributes."""
        return next(one for one in self.buttons if wanted.items() <= one.items())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said.get("id", ""), said.get("action", "")))
        if not self.forms:
            return
        form, name = self.forms[-1], said.get("name", "")
        if tag == "button":
            form.buttons.append(said)
        elif tag == "input" and name and said.get("type") not in ("radio", "checkbox"):
            form.values[name] = said.get("value", "")
        elif tag == "input" and name and "checked" in said:
            form.values[name] = said.get("value", "on")
        elif tag == "select":
            self.select = name
            form.values.setdefault(name, "")
        elif tag == "option" and self.select and "selected" in said:
            form.values[self.select] = said.get("value", "")
        elif tag == "textarea":
            self.area = name
            form.values[name] = ""

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.forms[-1].values[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = None


def forms(response: Any) -> list[Form]:
    """Every form of an answer."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.forms


def form(response: Any, id: str = "order-form") -> Form:
    """One form of an answer by its id or address; the last one where neither fits."""
    found = forms(response)
    return next((one for one in found if id and id in (one.id, one.action)), found[-1])
