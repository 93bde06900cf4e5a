"""What a gateway answered: taken over, or why not, without the number and the text in it."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from yinuo.core.text import keepable
from yinuo.messaging.rules.exchange import Handed
from yinuo.messaging.senders import Accepted, Outgoing, SendFailure
from yinuo.messaging.senders.http.options import Answer

LONGEST_SAID: Final = 120
MOST_WAIT: Final = 3600.0
_DENIED: Final = (401, 403, 407)
_TOO_LATE: Final = 504
_DIGITS: Final = re.compile(r"\d{7,}")


def read(answer: Answer, status: int, retry_after: str, body: bytes, message: Outgoing) -> Accepted:
    """The gateway's name for the message; raises SendFailure with the reason."""
    words = body.decode("utf-8", errors="replace")
    if status == 429:
        raise SendFailure("gateway_throttled", permanent=False, wait=_wait(retry_after, answer))
    try:
        found = parsed(answer.format, words)
    except ValueError:
        raise _unreadable(status, masked(words, message)) from None
    if 200 <= status < 300 and _is_success(answer, found):
        return Accepted(at(found, answer.message_id)[:60] or message.idempotency_key)
    raise _refusal(answer, status, found, message)


def _is_success(answer: Answer, found: Any) -> bool:
    return not answer.success or at(found, answer.success) in answer.equals


def _refusal(answer: Answer, status: int, found: Any, message: Outgoing) -> SendFailure:
    """By the gateway's own code; one that no list names may pass."""
    code = at(found, answer.code or answer.success)
    said = masked(" ".join(part for part in (code, at(found, answer.words)) if part), message)
    if matches(code, answer.throttled):
        return SendFailure("gateway_throttled", permanent=False, wait=answer.wait_seconds, said=said)
    if matches(code, answer.permanent):
        return SendFailure("message_refused", permanent=True, said=said)
    if matches(code, answer.denied) or status in _DENIED:
        return SendFailure("gateway_denied", permanent=False, said=said or str(status))
    if not code:
        return _unreadable(status, said)
    return SendFailure("gateway_refused", permanent=False, said=said)


def _unreadable(status: int, said: str) -> SendFailure:
    """By the HTTP status alone. A success that cannot be read may have been one, and so may what a proxy did
    not wait for (504): nobody sends it again.
    """
    if status in _DENIED:
        return SendFailure("gateway_denied", permanent=False, said=f"{status} {said}"[:LONGEST_SAID])
    if status >= 300:
        handed: Handed = "unanswered" if status == _TOO_LATE else "answered"
        return SendFailure(
            "gateway_error", permanent=False, said=f"{status} {said}"[:LONGEST_SAID], handed=handed
        )
    return SendFailure("gateway_unreadable", permanent=False, said=said, handed="unanswered")


def _wait(retry_after: str, answer: Answer) -> float:
    """What the gateway asks for in seconds, within reason; else what the settings say."""
    return min(float(retry_after), MOST_WAIT) if retry_after.isdigit() else answer.wait_seconds


def parsed(form: str, words: str) -> Any:
    """JSON, or the parts between commas of a plain answer. Raises ValueError."""
    if form == "json":
        return keepable.keepable(json.loads(words))
    return words.strip().split(",")


def at(found: Any, path: str) -> str:
    """What stands at `path` (keys and indexes joined by dots; | separates alternatives), as text."""
    value = within(found, path)
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def within(found: Any, path: str) -> Any:
    """The same, whatever it is; None when nothing is there."""
    for one in path.split("|"):
        value = found
        for key in one.split(".") if one else ():
            value = _step(value, key)
        if value is not None:
            return value
    return None


def _step(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and key.isdigit() and int(key) < len(value):
        return value[int(key)]
    return None


def matches(code: str, patterns: Iterable[str]) -> bool:
    """Whether the code is one of these; a pattern may end in *."""
    return any(
        code.startswith(pattern[:-1]) if pattern.endswith("*") else code == pattern for pattern in patterns
    )


def masked(words: str, message: Outgoing) -> str:
    """The first words of an answer, without the number and the text of the message or any other number."""
    for secret in (message.text, message.address, *message.values.values()):
        if len(secret) > 1:
            words = words.replace(secret, "…")
    return _DIGITS.sub("…", " ".join(words.split()))[:LONGEST_SAID]
