"""Secrets of the outside world (passwords of gateways, robots, mail servers), sealed in the database.

Whoever reads the database without the desk's signing key reads nothing. The sealing key is derived from
`SECRET_KEY`; what was sealed under an older one opens while that one stands in `SECRET_KEY_FALLBACKS`. The
values are never logged, never part of an event, and never shown again in a form.
"""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from yinuo.core.errors import DeskError

_PURPOSE: Final = b"yinuo.core.secrets/1"


class Unreadable(DeskError):
    """What was sealed cannot be opened: the desk's signing key is another one now. Enter them again."""

    def __init__(self) -> None:
        super().__init__("secret_unreadable")


def seal(values: Mapping[str, str]) -> str:
    """The values as one sealed text for a column; empty for no values (an empty value is none)."""
    kept = {name: value for name, value in values.items() if value}
    if not kept:
        return ""
    plain = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
    return _sealer(*_keys()).encrypt(plain).decode()


def unseal(sealed: str) -> dict[str, str]:
    """The values that were sealed; none for an empty text. Raises Unreadable."""
    if not sealed:
        return {}
    try:
        plain = _sealer(*_keys()).decrypt(sealed.encode())
    except InvalidToken:
        raise Unreadable from None
    return dict[str, str](json.loads(plain))


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _sealer(*keys: str) -> MultiFernet:
    """Seals under the first key, opens under any."""
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
