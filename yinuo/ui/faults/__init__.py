"""The words of every error code, in one place; a test checks that each code raised in the code has them.

One file per module, named after it. Say what happened, what it means and what to do. Parameters are named:
`%(name)s`. Chinese first; the English catalogue translates.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from yinuo.ui.faults import api, approvals, core, customers, messaging, orders, playbooks, promises, staff, tickets

TEXTS: dict[str, str] = {
    **core.TEXTS,
    **staff.TEXTS,
    **customers.TEXTS,
    **playbooks.TEXTS,
    **tickets.TEXTS,
    **promises.TEXTS,
    **messaging.TEXTS,
    **approvals.TEXTS,
    **orders.TEXTS,
    **api.TEXTS,
}


def text(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for `code` in the active language; an unknown code is shown as itself."""
    template = TEXTS.get(code)
    return gettext(template) % params if template else code
