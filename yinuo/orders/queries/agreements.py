"""The agreements about prices that customers may have, by the reference tables in force."""

from typing import Any

from yinuo.core import clock
from yinuo.orders.queries import judging
from yinuo.orders.rules import quoting


def agreements() -> list[str]:
    """Their names, those that have ended too."""
    prices = judging.in_force(clock.now()).prices
    named = {row.name for row in prices.agreements} | {row.agreement for row in prices.tariff}
    return sorted(named - {""})


def agreement(name: str) -> dict[str, Any]:
    """How it stands with an agreement today: its name, `state`, and until (ended: since) when."""
    now = clock.now()
    return quoting.standing(judging.in_force(now).prices, name, clock.local(now).date()).stored()
