"""Who enters: a bearer token acts for its person, within its scopes and the person's own rights."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.operation import Operation
from ninja.security import HttpBearer
from ninja.utils import contribute_operation_callback

from yinuo.api import limits
from yinuo.core.errors import NotPermitted
from yinuo.staff import actions
from yinuo.staff.models import Person, Token

Answer = TypeVar("Answer")
POSITIONS = "/api/v1/positions"
POSITIONS_PER_MINUTE = 12_000
"""Two hundred vehicles that speak each second, forwarded one by one."""
SCOPE = "x-scope"
"""Where an operation's description says which scope it needs."""


class BearerToken(HttpBearer):
    """`Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The valid token, or None (401); notes its use and counts the request against its rate (429)."""
        found = actions.token_person(token.strip())
        if found is not None:
            _count(request, found)
            request.user = found.person
        return found


def _count(request: HttpRequest, token: Token) -> None:
    """Positions come from every vehicle all the time: they have a bucket of their own (429)."""
    if request.path_info.endswith(POSITIONS):
        limits.count(f"positions {token.pk}", POSITIONS_PER_MINUTE)
    else:
        limits.count(token.pk)


def needs(scope: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Refuse an operation (403 `scope_missing`) to a token without `scope`, and describe that it needs it."""

    def wrap(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
            if scope not in token_of(request).scopes:
                raise NotPermitted("scope_missing", scope=scope)
            return view(request, *args, **kwargs)

        def describe(operation: Operation) -> None:
            operation.openapi_extra = {**(operation.openapi_extra or {}), SCOPE: scope}

        contribute_operation_callback(checked, describe)
        return checked

    return wrap


def token_of(request: HttpRequest) -> Token:
    """The token of this request."""
    token = getattr(request, "auth", None)
    if not isinstance(token, Token):
        raise TypeError("an operation was entered without a token")
    return token


def person_of(request: HttpRequest) -> Person:
    """The person for whom this request acts."""
    return token_of(request).person
