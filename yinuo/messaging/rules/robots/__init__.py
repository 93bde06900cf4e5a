"""How group robots speak: what they say (`digest`) and how often (`pace`); pure."""

from yinuo.messaging.rules.robots.digest import (
    PLAYBOOK_SAYS,
    TOLD,
    URGENT,
    USUAL,
    Message,
    News,
    Waiting,
    line,
    message,
)
from yinuo.messaging.rules.robots.pace import (
    CLAIM,
    PACES,
    Pace,
    is_hopeless,
    rest_after,
    rush_ends,
    seconds_until_one,
    tokens,
)

__all__ = [
    "CLAIM",
    "PACES",
    "PLAYBOOK_SAYS",
    "TOLD",
    "URGENT",
    "USUAL",
    "Message",
    "News",
    "Pace",
    "Waiting",
    "is_hopeless",
    "line",
    "message",
    "rest_after",
    "rush_ends",
    "seconds_until_one",
    "tokens",
]
