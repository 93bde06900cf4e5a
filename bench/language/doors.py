"""What is measured, each reached as the command line reaches it where there is no desk."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import django

django.setup()

from bench.language.measuring import Place  # noqa: E402  (Django has to be set up first)
from yinuo.cli import complaint  # noqa: E402
from yinuo.cli.order import parse  # noqa: E402
from yinuo.core import divisions  # noqa: E402
from yinuo.messaging import rules as messaging  # noqa: E402
from yinuo.orders.rules import screening, slip  # noqa: E402
from yinuo.playbooks.rules import loading, packs  # noqa: E402

_SAID: Final = {"accept": "ok"}


def reader() -> Callable[[str, datetime], dict[str, Any]]:
    """What `yinuo order parse` prints of a text said at a time."""
    return parse.record


def screener() -> Callable[[str], str]:
    """ok, review or reject for the name of goods, by the goods table of the pack."""
    table = parse.goods_of_pack()

    def screen(name: str) -> str:
        verdict = screening.screen(name, table).verdict.value
        return _SAID.get(verdict, verdict)

    return screen


def locator() -> Callable[[str], Place]:
    """Where an address lies, by the official names."""

    def locate(address: str) -> Place:
        location = divisions.locate(address)
        if location.is_ambiguous or location.place is None:
            return Place(is_ambiguous=location.is_ambiguous)
        found = location.place
        levels = (found.province, found.city, found.district)
        return Place(*(level.name if level else None for level in levels))

    return locate


def composer(signature: str) -> Callable[[slip.Elements], bool]:
    """Whether the pack's slip of an order fits with this signature and reads back to the same."""
    playbook = loading.load(loading.read_folder(packs.playbook_folder("freight"))).playbook
    if playbook is None:
        raise RuntimeError("the freight pack is not sound")
    notice = playbook.notice("slip")

    def fits(order: slip.Elements) -> bool:
        values = slip.values(order)
        return messaging.compose(notice, values, signature=signature, reader=slip.reads_back).fits

    return fits


def complaint_reader() -> Callable[[str], dict[str, Any]]:
    """What is proposed for a text of a complaint."""
    return complaint.record
