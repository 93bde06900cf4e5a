"""The one family of expected failures.

An error carries a stable code and its parameters, never a sentence: the face that meets it translates
(`yinuo.ui.faults`). Anything that is not a DeskError is a defect and is logged with its traceback.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class DeskError(Exception):
    """Something a person did cannot be done; says why by `code`, for people by the face.

    `status` is the HTTP status that a face answers with; `field` names the input at fault, if one is.
    """

    status = 409

    def __init__(self, code: str, *, field: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, Any] = params


class NotPermitted(DeskError):
    """The person may not do this at all (403)."""

    status = 403


class NotNow(DeskError):
    """Allowed in general, but not in the present state (409)."""

    status = 409


class NotFound(DeskError):
    """It does not exist, or this person may not know that it does (404)."""

    status = 404


class TooMany(DeskError):
    """Too often or too much; `retry_after` is in seconds (429)."""

    status = 429

    def __init__(self, code: str, *, retry_after: int, **params: Any) -> None:
        super().__init__(code, retry_after=retry_after, **params)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one input: the field, the code of what is wrong, and its parameters."""

    field: str
    code: str
    params: Mapping[str, Any]


def fault(field: str, code: str, **params: Any) -> Fault:
    """A Fault, written shortly."""
    return Fault(field, code, params)


class Invalid(DeskError):
    """Input that cannot be accepted (422); carries every fault at once, so nothing is corrected twice."""

    status = 422

    def __init__(self, *faults: Fault) -> None:
        first = faults[0]
        super().__init__(first.code, field=first.field, **first.params)
        self.faults = faults
