"""The settings of a gateway, read by its kind; what is wrong is said at its field."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yinuo.core.errors import Fault, Invalid, fault
from yinuo.messaging.models import Gateway
from yinuo.messaging.senders.http.options import HttpOptions
from yinuo.messaging.senders.smpp.options import SmppOptions

SECRETS: Final[Mapping[str, tuple[str, ...]]] = {
    Gateway.Kind.HTTP.value: ("key_secret", "token", "push_secret"),
    Gateway.Kind.SMPP.value: ("password",),
}
LONGEST_SECRET: Final = 500
LONGEST_PASSWORD: Final = 8  # SMPP 3.4, 5.2.2: nine octets with the end
_KINDS: Final[Mapping[str, type[BaseModel]]] = {
    Gateway.Kind.HTTP.value: HttpOptions,
    Gateway.Kind.SMPP.value: SmppOptions,
}
_CODES: Final[Mapping[str, str]] = {
    "missing": "option_missing",
    "extra_forbidden": "option_unknown",
    "literal_error": "option_choice",
    "address": "option_address",
    "address_secret": "option_address_secret",
    "variable": "option_variable",
    "two_bodies": "option_two_bodies",
}


def options(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as they are kept. Raises Invalid with every fault, each at the first name of its path."""
    try:
        return _KINDS[kind].model_validate(given).model_dump(mode="json", exclude_none=True)
    except ValidationError as error:
        raise Invalid(*_faults(error)) from None


def _faults(error: ValidationError) -> Iterator[Fault]:
    for one in error.errors():
        path = [str(step) for step in one["loc"]]
        yield fault(path[0] if path else "", _code(one), at=".".join(path), **_params(one))


def _code(one: ErrorDetails) -> str:
    return _CODES.get(one["type"], "option_wrong")


def _params(one: ErrorDetails) -> dict[str, str]:
    said = one.get("ctx", {})
    return {name: str(said[name]) for name in ("expected", "names") if name in said}


def secret_faults(kind: str, given: Mapping[str, str]) -> list[Fault]:
    """What is wrong with the secrets that were entered; names that this kind does not have count too."""
    longest = LONGEST_PASSWORD if kind == Gateway.Kind.SMPP else LONGEST_SECRET
    found = []
    for name, value in given.items():
        if name not in SECRETS[kind]:
            found.append(fault(name, "not_a_choice"))
        elif len(value) > longest:
            found.append(fault(name, "too_long", limit=longest, length=len(value)))
        elif not value.isprintable() or (kind == Gateway.Kind.SMPP and not value.isascii()):
            found.append(fault(name, "secret_letters"))
    return found
