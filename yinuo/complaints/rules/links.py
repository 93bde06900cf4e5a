"""The signed link by which somebody without an account says what they know of a case.

    /s/<number of the request><seal>

Nobody can list the requests, and the ref of the case never stands in an address that the person complained
about holds; so the seal alone guards it: twelve characters of a keyed digest (59 bits). Links of an older
signing key open while that key stands in `SECRET_KEY_FALLBACKS`.
"""

import hashlib
import hmac
from typing import Final

from django.conf import settings

from yinuo.core.refs import ALPHABET

SEAL_LENGTH: Final = 12
PURPOSE: Final = b"yinuo.complaints.links/statement/1"
_LONGEST_ID: Final = 18


def statement_path(statement_id: int) -> str:
    """The path under which the holder reads what is asked of them and answers it."""
    return f"/s/{statement_slug(statement_id)}"


def statement_slug(statement_id: int) -> str:
    """The number of the request with its seal, made with the present signing key."""
    return f"{statement_id}{_seal(statement_id, settings.SECRET_KEY)}"


def statement_id_of(slug: str) -> int | None:
    """The request a slug speaks of; None where the desk never made it.

    Every known key is tried and compared in constant time, so how long a refusal takes says nothing.
    """
    number, seal = slug[:-SEAL_LENGTH], slug[-SEAL_LENGTH:]
    is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_ID
    if not (is_number and seal.isascii()) or number != str(int(number)):
        return None
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    same = [hmac.compare_digest(_seal(int(number), key), seal) for key in keys]
    return int(number) if any(same) else None


def _seal(statement_id: int, key: str) -> str:
    """The digest of the number in the letters of refs (no look-alikes)."""
    digest = hmac.new(key.encode(), PURPOSE + str(statement_id).encode(), hashlib.sha256).digest()
    number, size = int.from_bytes(digest[:16], "big"), len(ALPHABET)
    return "".join(ALPHABET[number // size**at % size] for at in range(SEAL_LENGTH))
