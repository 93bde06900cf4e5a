"""What is wrong with the line to a gateway, as a short code: pure."""

import socket
import ssl
from collections.abc import Iterator
from ipaddress import ip_address

_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "gateway_dns"),
    (ssl.SSLError, "gateway_tls"),
    (ConnectionRefusedError, "gateway_down"),
    (TimeoutError, "gateway_timeout"),
)


def code(error: BaseException) -> str:
    """Name not found, TLS, refused, no answer, else broken: what caused `error`, whoever wrapped it."""
    causes = list(_causes(error))
    for kind, code in _CODES:
        if any(isinstance(cause, kind) for cause in causes):
            return code
    return "gateway_broken"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_forbidden(address: str) -> bool:
    """Addresses at which no gateway is, but what a machine tells only itself (169.254.169.254 …)."""
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_link_local or inner.is_multicast or inner.is_unspecified
