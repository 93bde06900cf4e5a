"""An SMTP server on this machine that takes, refuses, puts off or hangs up as the test says (aiosmtpd)."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk@example.com", "open-sesame-27"
RECEIPT = "250 2.0.0 Queued as 4F2A1"


class Post:
    """What the server took, and what it says next: `mail`, `rcpt`, `data` are answers; None is yes.

    `hangs_up` breaks the line after the message was taken, before the receipt.
    """

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.mail: str | None = None
        self.rcpt: dict[str, str] = {}
        self.data: list[str] = []
        self.hangs_up = False
        self.while_taking: Callable[[], object] = lambda: None
        self.signed_in: list[str] = []
        self.host, self.port = "127.0.0.1", 0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data:
            return self.data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.recipients += envelope.rcpt_tos
        self.while_taking()
        if self.hangs_up:
            self.hangs_up = False
            assert server.transport is not None
            server.transport.abort()
        return RECEIPT

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if is_right:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=is_right, handled=False)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def running(
    *, auth: bool = False, tls: "tuple[Path, Path] | None" = None, starts_tls: bool = False
) -> Iterator[Post]:
    """The server, until the end of the block: with sign-in, with TLS from the start, or by STARTTLS."""
    post = Post()
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*map(str, tls))
    options: dict[str, Any] = {"auth_required": auth, "auth_require_tls": False}
    if auth:
        options["authenticator"] = post.authenticate
    if starts_tls:
        options["tls_context"] = context
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=None if starts_tls else context,
        ready_timeout=10,
        **options,
    )
    started = False
    try:
        controller.start()
        started = True
        assert controller.server is not None
        post.port = controller.server.sockets[0].getsockname()[1]
        yield post
    finally:
        if started:
            controller.stop()
