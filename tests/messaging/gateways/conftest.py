"""A vendor on this machine, and the settings by which a sender speaks to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers import vendor as vendors
from yinuo.messaging import senders


def options(url: str, **changed: Any) -> dict[str, Any]:
    """A plain JSON interface; `changed` replaces parts of the interface, or the account where it is known."""
    interface = {
        "request": {"data": {"phone": "{phone}", "text": "{text}", "id": "{key}"}},
        "answer": {
            "success": "code",
            "equals": ["0"],
            "message_id": "id",
            "code": "code",
            "words": "message",
            "permanent": ["NO_SUCH_*"],
            "denied": ["BAD_SIGN"],
            "throttled": ["SLOW"],
            "wait_seconds": 30,
        },
    }
    account = {name: changed.pop(name) for name in list(changed) if name not in PARTS}
    return {"url": url, **account, "interface": interface | changed}


PARTS = ("request", "signing", "answer", "push", "receipts", "replies", "ask")


def http(url: str, secrets: dict[str, str] | None = None, **changed: Any) -> senders.Sender:
    """A sender for it."""
    return senders.made_of("http", senders.Setup("gateway-1", options(url, **changed), secrets or {}))


def message(text: str = "【启程货运】110310284尚未提，请速处理。8011", **more: Any) -> senders.Outgoing:
    """A slip on its way."""
    return senders.Outgoing("key-1", "13905270001", text, **more)


@pytest.fixture
def vendor() -> Iterator[vendors.Vendor]:
    """An SMS vendor."""
    with vendors.vendor() as made:
        yield made
