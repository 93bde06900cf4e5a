"""Gateways over HTTP on this machine, and messages that wait for them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.messaging.gateways.conftest import options
from tests.servers.vendor import Told, Vendor, vendor
from yinuo.core import secrets
from yinuo.core.models import Event
from yinuo.messaging import senders
from yinuo.messaging.models import Gateway

BUSY = Told({"code": "BUSY", "message": "later"})
SLOW = Told({"code": "SLOW", "message": "too fast"})
WRONG = Told({"code": "NO_SUCH_NUMBER", "message": "no"})
SILENT = Told(drops=True)
DOWN = "http://127.0.0.1:1/send"
"""Nobody listens there."""

RECEIPTS = {"id": "id", "state": "st", "delivered": ["DELIVRD"], "waiting": ["ACCEPTD"], "code": "err"}
REPLIES = {"id": "id", "phone": "mobile", "text": "content", "at": "t"}


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """No sender of one test is another's."""
    yield
    senders.close_all()


@pytest.fixture
def first() -> Iterator[Vendor]:
    """The vendor that is tried first."""
    with vendor() as made:
        yield made


@pytest.fixture
def second() -> Iterator[Vendor]:
    """The one that is tried next."""
    with vendor() as made:
        yield made


def gateway(url: str, rank: int = 1, options_of: dict[str, Any] | None = None, **columns: Any) -> Gateway:
    """An active gateway that speaks to this address."""
    sealed = secrets.seal({"push_secret": "s3"})
    given = {"name": f"网关{rank}", "is_active": True, "part_price": 45, "secrets": sealed, **columns}
    return Gateway.objects.create(
        kind="http",
        rank=rank,
        options=options(url, receipts=RECEIPTS, replies=REPLIES, **(options_of or {})),
        **given,
    )


@pytest.fixture
def both(db: None, first: Vendor, second: Vendor) -> tuple[Gateway, Gateway]:
    """Two gateways, in their order."""
    return gateway(first.url), gateway(second.url, 2)


def keys(asked: Vendor) -> list[str]:
    """The idempotency keys under which messages came to a vendor, in order."""
    return [str(one.data["id"]) for one in asked.asked]


@pytest.fixture
def kinds() -> Callable[[str], list[str]]:
    """The events of one area so far, in order."""

    def told(area: str) -> list[str]:
        rows = Event.objects.filter(kind__startswith=f"{area}.").order_by("id")
        return list(rows.values_list("kind", flat=True))

    return told
