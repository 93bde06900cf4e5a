"""The parts of the API that stand here, each with the address that its operations begin with."""

from typing import Final

from ninja import Router

from yinuo.api.complaints import (
    accepting,
    chores,
    clarifying,
    correcting,
    deciding,
    following,
    statements,
    suggesting,
    views,
)

ROUTERS: Final[tuple[tuple[str, Router], ...]] = (
    ("complaints", views.router),
    ("complaints", accepting.router),
    ("complaints", clarifying.router),
    ("complaints", deciding.router),
    ("complaints", following.router),
    ("chores", chores.router),
    ("statements", statements.router),
    ("suggestions", suggesting.router),
    ("grumbles", suggesting.grumbles),
    ("correctives", correcting.router),
    ("lessons", correcting.lessons),
)
