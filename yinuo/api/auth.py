"""Who enters: a bearer token acts for its person, within its scopes and the person's own rights."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja.security import HttpBearer

from yinuo.api import limits
from yinuo.core import events
from yinuo.core.errors import NotPermitted
from yinuo.staff import queries
from yinuo.staff.models import Person, Token

Answer = TypeVar("Answer")


class BearerToken(HttpBearer):
    """`Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The valid token, or None (401). Counts the request against the token's rate."""
        found = queries.token(token)
        if found is not None:
            limits.count(found.pk)
            request.user = found.person
            events.door.set("api")
        return found


def needs(scope: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Refuse an operation (403 `scope_missing`) to a token without `scope`."""

    def wrap(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
            if scope not in token_of(request).scopes:
                raise NotPermitted("scope_missing", scope=scope)
            return view(request, *args, **kwargs)

        return checked

    return wrap


def token_of(request: HttpRequest) -> Token:
    """The token of this request."""
    token = request.auth  # type: ignore[attr-defined]
    assert isinstance(token, Token)
    return token


def person_of(request: HttpRequest) -> Person:
    """The person for whom this request acts."""
    return token_of(request).person
