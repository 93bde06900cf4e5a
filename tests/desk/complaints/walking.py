"""Working on one complaint as a browser does: its page, its dialogs, their own forms."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint
from yinuo.core import clock


def url(case: Complaint, noun: str = "", pk: int | None = None) -> str:
    """The address of the case, or of one of its verbs."""
    parts_ = [noun, *([str(pk)] if pk is not None else [])]
    return "/".join(["/complaints", case.ticket.ref, *(one for one in parts_ if one), ""])


def page(client: Client, case: Complaint) -> str:
    """The whole page of the case."""
    answer = client.get(url(case))
    assert answer.status_code == 200, answer.status_code
    return parts.text(answer)


def shown(client: Client, case: Complaint) -> set[str]:
    """The addresses of every dialog that the page offers, without the case's own."""
    found = re.findall(r'hx-get="([^"]+)"[^>]* hx-target="#dialog"', page(client, case))
    return {one.removeprefix(url(case)) for one in found if one.startswith(url(case))} - {""}


def ask(client: Client, address: str) -> browsing.Form:
    """Open a dialog; its form. Area texts as a browser reads them."""
    answer = client.get(address, headers=parts.DIALOG)
    assert answer.status_code == 200, (address, answer.status_code)
    return _form(answer, address)


def press(client: Client, address: str, **typed: Any) -> Any:
    """Open a dialog, fill in its own form and press its button; every name typed has to be there."""
    form = ask(client, address)
    page = parts.text(client.get(address, headers=parts.DIALOG))
    for name in typed:
        assert f'name="{name}"' in page, (address, name)
    return client.post(form.action, form.filled(**typed), headers=parts.DIALOG)


def do(client: Client, case: Complaint, noun: str, pk: int | None = None, **typed: Any) -> Any:
    """Press the page's own button and its dialog's: it is shown, and it works."""
    address = url(case, noun, pk)
    assert address.removeprefix(url(case)) in shown(client, case), (noun, shown(client, case))
    done = press(client, address, **typed)
    assert done.status_code == 204, (noun, said(done))
    assert f"live:ticket-{case.pk}" in parts.raised(done)
    return done


def at(hours: int) -> str:
    """So many hours from now, as a browser's field has it."""
    return f"{clock.local(clock.now() + timedelta(hours=hours)):%Y-%m-%dT%H:%M}"


def send(client: Client, case: Complaint, action: str, had: str = "", **typed: str) -> Any:
    """Send the page's own form to this address; of several the one that holds `had`."""
    page_ = client.get(url(case))
    found = [one for one in browsing.forms(page_) if one.action == action and had in one.values.values()]
    assert found, (action, had)
    return client.post(action, found[0].filled(**typed), headers=parts.DIALOG)


def answer_all(client: Client, case: Complaint) -> None:
    """Answer every question of the checklist that has no answer, in its own form."""
    address = url(case, "answer")
    asked = [one for one in browsing.forms(client.get(url(case))) if one.action == address]
    assert asked
    for one in asked:
        sent = send(client, case, address, one.values["key"], text=one.values["text"] or "客户说没有")
        assert sent.status_code == 204


def newest(case: Complaint) -> int:
    """The number of the proposal that was drawn up last."""
    return case.offers.latest("pk").pk


def stage(case: Complaint) -> str:
    """Where it stands now."""
    return make.ticket(case).stage


def said(answer: Any) -> list[str]:
    """What an answer says is wrong."""
    whole = parts.text(answer)
    found = re.findall(r"field__err[^>]*>(.*?)</(?:span>\s*</span|p)>", whole, re.DOTALL)
    found += re.findall(r'role="alert"[^>]*>(.*?)</div>', whole, re.DOTALL)
    return [text for one in found if (text := re.sub(r"<[^>]*>", "", one).strip())]


def kept(answer: Any, address: str) -> dict[str, str]:
    """What stands in the form of a refused dialog."""
    return _form(answer, address).values


def _form(answer: Any, address: str) -> browsing.Form:
    form = browsing.form(answer, address)
    assert form.action == address, form.action
    form.values = {name: value.removeprefix("\n") for name, value in form.values.items()}
    return form
