"""Gateways with a session of their own: kept open, and heard."""

from collections.abc import Sequence

from yinuo.messaging import senders
from yinuo.messaging.actions import receiving, replies
from yinuo.messaging.models import Gateway


def attend() -> int:
    """Keep the sessions of the active gateways open, and hear them; returns 0, for the loop."""
    senders.listen(_receipts, _replies)
    senders.attend(Gateway.objects.filter(is_active=True))
    return 0


def _receipts(ref: str, told: Sequence[senders.Receipt]) -> None:
    receiving.note_receipts(ref, told)


def _replies(ref: str, told: Sequence[senders.Reply]) -> None:
    replies.note_replies(ref, told)
