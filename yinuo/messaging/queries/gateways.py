"""Reads: the gateways in their order, and where they push."""

from typing import Final

from django.conf import settings

from yinuo.core.errors import NotFound
from yinuo.core.models import Event
from yinuo.messaging.models import Gateway

PUSHES: Final = ("receipts", "replies")


def listed() -> list[Gateway]:
    """Every gateway, in the order in which they are tried."""
    return list(Gateway.objects.order_by("rank", "id"))


def named(ref: str) -> Gateway:
    """The gateway with this ref. Raises NotFound."""
    found = Gateway.objects.filter(ref=ref).first()
    if found is None:
        raise NotFound("not_found")
    return found


def is_missed() -> bool:
    """Whether a gateway was in use once, so that without one messages wait; never in a demo, which has a
    phone of its own.
    """
    asked = Event.objects.filter(subject_kind="gateway", kind="gateway.activated")
    return not settings.IS_DEMO and asked.exists()


def push_paths(gateway: Gateway) -> dict[str, str]:
    """Where a gateway over HTTP pushes receipts and replies: the paths below the desk's own address."""
    if gateway.kind != Gateway.Kind.HTTP:
        return {}
    interface = gateway.options.get("interface", {})
    return {
        what: f"/api/v1/gateways/{gateway.ref}/{what}" for what in PUSHES if interface.get(what) is not None
    }
