"""Short signed links: whoever holds one may follow one ticket, without an account and without a row.

    /t/<ref><seal>    an order
    /c/<ref><seal>    a complaint or suggestion

The ref says which ticket, six characters of a keyed digest say that the desk gave the link away (30 bits, on
top of the 48 of a ref that nobody lists). Links of an older signing key open while that key stands in
`SECRET_KEY_FALLBACKS`. Short, so that a text message has room for one.
"""

import hashlib
import hmac
from typing import Final

from django.conf import settings

from yinuo.core import refs

SEAL_LENGTH: Final = 6
SLUG_LENGTH: Final = refs.LENGTH + SEAL_LENGTH
TRACK: Final = b"yinuo.tickets.links/track/1"
CASE: Final = b"yinuo.tickets.links/case/1"
"""What a link is for; one made for the one opens nothing of the other."""


def track_path(ref: str) -> str:
    """The path under which the holder follows the ticket with this ref: /t/ and sixteen characters."""
    return f"/t/{track_slug(ref)}"


def case_path(ref: str) -> str:
    """The path under which the holder follows a complaint or suggestion: /c/ and sixteen characters."""
    return f"/c/{ref}{_seal(ref, settings.SECRET_KEY, CASE)}"


def track_slug(ref: str) -> str:
    """The ref with its seal, made with the present signing key."""
    return ref + _seal(ref, settings.SECRET_KEY, TRACK)


def ref_of(slug: str, purpose: bytes = TRACK) -> str | None:
    """The ref a slug speaks of; None where the desk never made it for this purpose.

    Every known key is tried and compared in constant time, so how long a refusal takes says nothing.
    """
    if len(slug) != SLUG_LENGTH or not slug.isascii():
        return None
    ref, seal = slug[: refs.LENGTH], slug[refs.LENGTH :]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    same = [hmac.compare_digest(_seal(ref, key, purpose), seal) for key in keys]
    return ref if any(same) else None


def _seal(ref: str, key: str, purpose: bytes) -> str:
    """Six characters of the ref's digest, in the letters of refs (no look-alikes)."""
    digest = hmac.new(key.encode(), purpose + ref.encode(), hashlib.sha256).digest()
    number, size = int.from_bytes(digest[:16], "big"), len(refs.ALPHABET)
    return "".join(refs.ALPHABET[number // size**at % size] for at in range(SEAL_LENGTH))
