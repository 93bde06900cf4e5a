"""What a bearer token may be allowed to do."""

from collections.abc import Sequence
from typing import Final

SCOPES: Final[tuple[str, ...]] = (
    "orders:read",
    "orders:write",
    "tickets:read",
    "tickets:write",
    "positions:write",
)


def unknown(scopes: Sequence[str]) -> list[str]:
    """Those of `scopes` that do not exist."""
    return [scope for scope in scopes if scope not in SCOPES]
