"""The words of every error code, in one place; a test checks that each code raised in the code has them.

One file per module, named after it. Say what happened, what it means and what to do. Parameters are named:
`%(name)s`. Chinese first; the English catalogue translates.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from yinuo.ui.faults import (
    api,
    approvals,
    complaints,
    core,
    customers,
    driver,
    gateways,
    inquiries,
    knowledge,
    messaging,
    orders,
    playbooks,
    portal,
    positions,
    promises,
    reports,
    staff,
    tickets,
)

TEXTS: dict[str, str] = {
    **core.TEXTS,
    **staff.TEXTS,
    **customers.TEXTS,
    **playbooks.TEXTS,
    **tickets.TEXTS,
    **promises.TEXTS,
    **messaging.TEXTS,
    **gateways.TEXTS,
    **approvals.TEXTS,
    **orders.TEXTS,
    **positions.TEXTS,
    **reports.TEXTS,
    **inquiries.TEXTS,
    **complaints.TEXTS,
    **knowledge.TEXTS,
    **driver.TEXTS,
    **api.TEXTS,
    **portal.TEXTS,
}

_LISTED = ("stage", "possible", "longest", "missing")
_UNITS = {
    "元": gettext_noop("%(n)s元"),
    "件": gettext_noop("%(n)s件"),
    "公斤": gettext_noop("%(n)s公斤"),
    "吨": gettext_noop("%(n)s吨"),
    "方": gettext_noop("%(n)s方"),
}
_MEASURED = re.compile(rf"([\d.,]+)({'|'.join(_UNITS)})")


def text(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for `code` in the active language; an unknown code is shown as itself.

    Where a list that it would name is empty, the sentence `code`_unlisted is said instead, if there is one.
    """
    is_empty = any(params.get(name) == "" for name in _LISTED)
    template = (TEXTS.get(f"{code}_unlisted") if is_empty else None) or TEXTS.get(code)
    return (
        gettext(template) % {name: _said(name, value) for name, value in params.items()} if template else code
    )


def to_customer(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for `code` as a customer reads it: one of its own where the desk's speaks to an agent."""
    own = f"portal_{code}"
    return text(own if own in TEXTS else code, params)


def _said(name: str, value: Any) -> Any:
    """A list of the desk's own words, or a measured amount, in the reader's language; all else as it is."""
    if name in _LISTED:
        return gettext("、").join(gettext(word) for word in str(value).split("、"))
    measured = _MEASURED.fullmatch(value) if isinstance(value, str) else None
    if measured is None:
        return value
    number, unit = measured.groups()
    words = _UNITS[unit]
    return gettext(words) % {"n": number}
