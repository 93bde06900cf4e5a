"""Gateways for short messages: `keeping` sets them up, `checking` reads their settings, `trying` tries."""

from yinuo.messaging.actions.gateways.keeping import (
    activate_gateway,
    add_gateway,
    change_gateway,
    deactivate_gateway,
    move_gateway,
    remove_gateway,
    renew_push_secret,
)
from yinuo.messaging.actions.gateways.trying import Trial, try_out

__all__ = [
    "Trial",
    "activate_gateway",
    "add_gateway",
    "change_gateway",
    "deactivate_gateway",
    "move_gateway",
    "remove_gateway",
    "renew_push_secret",
    "try_out",
]
