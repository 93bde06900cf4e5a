"""A gateway spoken to over HTTP: any vendor whose interface can be described by its options.

A request is filled with the message, signed as the vendor asks, sent once and not redirected; the answer is
read within the answer time. Receipts and replies are pushed to the desk, or asked for.
"""

import secrets
import socket
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from yinuo.core import clock
from yinuo.messaging import rules
from yinuo.messaging.rules import troubles
from yinuo.messaging.senders import (
    ANSWER_SECONDS,
    Accepted,
    BadPush,
    Heard,
    Outgoing,
    Push,
    Receipt,
    SendFailure,
    Setup,
)
from yinuo.messaging.senders.http import answers, filling, pushes, signing
from yinuo.messaging.senders.http.options import ANY_NOTICE, Asking, HttpOptions, Request

CONNECT_SECONDS: Final = 4.0
DEADLINE: Final = ANSWER_SECONDS - 1.0
LARGEST_ANSWER: Final = 64 * 1024
_UNREACHED: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.PoolTimeout)


class HttpSender:
    """Sends by one signed request a message."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._options = HttpOptions.model_validate(setup.options)
        self._secrets = setup.secrets
        timeout = httpx.Timeout(DEADLINE, connect=CONNECT_SECONDS)
        self._client = httpx.Client(timeout=timeout, follow_redirects=False, headers={"user-agent": "yinuo"})

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def send(self, message: Outgoing) -> Accepted:
        """One request; raises SendFailure when the gateway does not take the message."""
        values = self._values() | _of_message(self._options, message)
        status, retry_after, body = self._exchange(self._options.interface.request, values)
        return answers.read(self._options.interface.answer, status, retry_after, body, message)

    @property
    def can_ask(self) -> bool:
        """Whether the vendor has an interface for it."""
        return self._options.interface.ask is not None

    def ask(self, gateway_id: str, address: str, sent_at: datetime) -> Receipt:
        """What became of a message; waiting when the gateway does not know it."""
        asking = self._options.interface.ask
        if asking is None:
            raise SendFailure("gateway_silent", permanent=True)
        values = self._values() | _of_question(self._options, gateway_id, address, sent_at)
        status, _retry_after, body = self._exchange(asking.request, values)
        return _found(asking, status, body, gateway_id)

    def read(self, push: Push) -> Heard:
        """Receipts or replies that the gateway pushed. Raises BadSignature and BadPush."""
        interface = self._options.interface
        pushes.check(interface.push, self._secrets.get("push_secret", ""), push)
        if push.what == "receipts" and interface.receipts:
            read = interface.receipts
            return Heard(receipts=pushes.receipts(read, push), answer=read.answer, media=_media(read.answer))
        if push.what == "replies" and interface.replies:
            given = interface.replies
            return Heard(replies=pushes.replies(given, push), answer=given.answer, media=_media(given.answer))
        raise BadPush

    def _exchange(self, request: Request, values: dict[str, Any]) -> tuple[int, str, bytes]:
        """Fill, sign, send, and read the answer: status, the wait it asks for, body."""
        options, interface = self._options, self._options.interface
        seal = signing.Seal(
            options.key_id,
            self._secrets.get("key_secret", ""),
            self._secrets.get("token", ""),
            clock.real_now(),
            values["nonce"],
        )
        if interface.signing.kind == "digest":
            values["signature"] = signing.digest(interface.signing, values, seal)
        ready = signing.sign(filling.prepare(request, options.url, values), interface.signing, seal)
        _allow(ready.url)
        if self._client.is_closed:  # the settings changed under a worker that had just begun
            raise SendFailure("gateway_broken", permanent=False, handed="unreached")
        try:
            return self._fetch(ready)
        except httpx.InvalidURL:
            raise SendFailure("gateway_options", permanent=False, handed="unreached") from None
        except httpx.HTTPError as error:
            if isinstance(error, _UNREACHED):
                raise SendFailure(_code(error), permanent=False, handed="unreached") from None
            raise SendFailure(_code(error), permanent=False, handed="unanswered") from None

    def _fetch(self, ready: filling.Prepared) -> tuple[int, str, bytes]:
        """One request under one deadline, however slowly the answer drips."""
        until, body = time.monotonic() + DEADLINE, b""
        heads = [(name.encode(), value.encode()) for name, value in ready.headers.items()]
        with self._client.stream(ready.method, ready.address, headers=heads, content=ready.body) as answer:
            for piece in answer.iter_bytes():
                body += piece
                if time.monotonic() > until:
                    raise httpx.ReadTimeout("the answer takes too long")
                if len(body) > LARGEST_ANSWER:
                    break
            return answer.status_code, answer.headers.get("retry-after", ""), body

    def _values(self) -> dict[str, Any]:
        """The variables of every request: account, moment, a word used once."""
        options, now = self._options, clock.real_now()
        local = now.astimezone(clock.zone())
        return {
            "app": options.app,
            "key_id": options.key_id,
            "key_secret": self._secrets.get("key_secret", ""),
            "token": self._secrets.get("token", ""),
            "region": options.region,
            "sign": options.sign,
            "timestamp": str(int(now.timestamp())),
            "timestamp_ms": str(int(now.timestamp() * 1000)),
            "time_iso": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "time_local": local.strftime("%Y%m%d%H%M%S"),
            "day_local": local.strftime("%Y%m%d"),
            "nonce": secrets.token_hex(16),
        }


def _of_message(options: HttpOptions, message: Outgoing) -> dict[str, Any]:
    """The variables of one message. Raises SendFailure where it needs a template that is not there."""
    template = options.templates.get(message.key) or options.templates.get(ANY_NOTICE)
    if template is None and not options.free_text:
        raise SendFailure("template_missing", permanent=True, elsewhere=True, handed="unreached")
    bare = rules.bare(message.text)
    known = {**message.values, "text": message.text, "bare": bare}
    filled = {name: filling.text(value, known) for name, value in template.values.items()} if template else {}
    return {
        "phone": _number(options, message.address),
        "text": message.text,
        "bare": bare,
        "sign": options.sign or message.text.removesuffix(bare).strip("【】 "),
        "key": message.idempotency_key,
        "template": template.id if template else "",
        "params": filling.text("{all}", {"all": filled}),
        "param_map": filled,
        "param_list": list(filled.values()),
    }


def _number(options: HttpOptions, address: str) -> str:
    """With the country in front, as the vendor wants it; a number from abroad has its own."""
    return address if address.startswith("+") else options.country + address


def _of_question(options: HttpOptions, gateway_id: str, address: str, sent_at: datetime) -> dict[str, Any]:
    local, second = sent_at.astimezone(clock.zone()), int(sent_at.timestamp())
    return {
        "id": gateway_id,
        "phone": _number(options, address),
        "sent_day": local.strftime("%Y%m%d"),
        "sent_local": local.strftime("%Y%m%d%H%M%S"),
        "sent_unix": str(second),
        "sent_unix_before": str(second - 60),
    }


def _found(asking: Asking, status: int, body: bytes, gateway_id: str) -> Receipt:
    """The entry of this message among those of an answer."""
    reading = asking.reading
    try:
        found = answers.within(answers.parsed("json", body.decode("utf-8", errors="replace")), reading.many)
    except ValueError:
        found = None
    if status >= 300 or found is None:
        raise SendFailure("gateway_unreadable", permanent=False, said=str(status))
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, Mapping) and answers.at(one, reading.id) in ("", gateway_id):
            return pushes.receipt(reading.model_copy(update={"id": "id"}), {**one, "id": gateway_id})
    return Receipt(gateway_id, "waiting")


def _media(answer: str) -> str:
    return "application/json" if answer.startswith(("{", "[")) else "text/plain; charset=utf-8"


def _allow(url: str) -> None:
    """Find the address now, and stay away from those at which a machine only talks to itself."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SendFailure("gateway_dns", permanent=False, handed="unreached") from None
    if any(troubles.is_forbidden(str(entry[4][0])) for entry in found):
        raise SendFailure("gateway_forbidden", permanent=False, handed="unreached")


def _code(error: httpx.HTTPError) -> str:
    return "gateway_timeout" if isinstance(error, httpx.TimeoutException) else troubles.code(error)
