"""A page's own forms, read from its HTML and sent as a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client


@dataclass
class Form:
    """What a form would send as it stands, every name it has, and its buttons."""

    action: str
    id: str = ""
    sends: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.open = Form(said.get("action", ""), said.get("id", ""))
            self.forms.append(self.open)
        elif tag == "button" and said.get("name"):
            named = next((one for one in self.forms if one.id and one.id == said.get("form")), self.open)
            if named:
                named.buttons.add((said["name"], said.get("value", "")))
        elif self.open and said.get("name") and tag in ("input", "textarea"):
            self._field(tag, said)

    def _field(self, tag: str, said: dict[str, str]) -> None:
        assert self.open
        name, value = said["name"], said.get("value", "")
        values = self.open.names.setdefault(name, set())
        if tag == "textarea":
            self.area = name
            self.open.sends[name] = ""
        elif said.get("type") in ("radio", "checkbox"):
            values.add(value)
            if "checked" in said:
                self.open.sends[name] = value
        elif said.get("type") != "file":
            self.open.sends[name] = value

    def handle_data(self, data: str) -> None:
        if self.open and self.area:
            self.open.sends[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        elif tag == "form":
            self.open = None


def forms(page: str) -> list[Form]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form(page: str, action: str) -> Form:
    """The form of a page that goes to this address."""
    found = [one for one in forms(page) if one.action == action]
    assert found, [one.action for one in forms(page)]
    return found[0]


def filled(page: str, action: str, do: str = "", **typed: str) -> dict[str, str]:
    """What that form sends when this is typed and the button `do` pressed; each field has to be there."""
    found = form(page, action)
    assert not do or ("do", do) in found.buttons, found.buttons
    for name, value in typed.items():
        assert name in found.names, (name, sorted(found.names))
        assert not found.names[name] or value in found.names[name], (name, value, found.names[name])
    return {**found.sends, **typed, **({"do": do} if do else {})}


def press(client: Client, address: str, do: str = "", **typed: str) -> Any:
    """Open a page, fill in its own form to the same address, and press."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    return client.post(address, filled(page.content.decode(), address, do, **typed))
