"""How long a text may be, and the check that says so at its field."""

from typing import Final

from yinuo.core.errors import Fault, Invalid, fault

LONGEST_NOTE: Final = 2000
LONGEST_REASON: Final = 200
LONGEST_SHOWN: Final = {"headline": 120, "customer_name": 80, "next_due_label": 80, "waiting_for": 40}
"""Texts made for display: a longer one is cut, as nobody typed it."""
LONGEST_PHONE: Final = 32
LONGEST_LINK_KIND: Final = 24
PARTED: Final = "parted"
"""The kind of link that two tickets keep which were joined by mistake; no list shows it."""
LONGEST_FILTER_NAME: Final = 30
MOST_FILTERS: Final = 20


def text_fault(field: str, text: str, limit: int, *, required: bool = True) -> Fault | None:
    """What is wrong with a text: nothing in it though required, or longer than `limit` characters."""
    if required and not text.strip():
        return fault(field, "required")
    if len(text) > limit:
        return fault(field, "too_long", limit=limit, length=len(text))
    return None


def check_text(field: str, text: str, limit: int, *, required: bool = True) -> str:
    """The text, cleaned. Raises Invalid("required") or Invalid("too_long")."""
    cleaned = clean(text)
    if found := text_fault(field, cleaned, limit, required=required):
        raise Invalid(found)
    return cleaned


def clean(text: str) -> str:
    """The text without spaces around it and without NUL, which PostgreSQL cannot hold."""
    return text.replace("\0", "").strip()
