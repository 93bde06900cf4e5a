"""Group robots of chat platforms: one file per platform, and one way to post.

`send` is called without a transaction and without a lock. It returns when the platform took the message, and
raises `Refusal` when it did not. Neither the address nor the words are ever logged.
"""

import json
import time
from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from yinuo.core import clock
from yinuo.messaging.senders.robots import dingtalk, feishu, wecom
from yinuo.messaging.senders.robots.terms import Hook, Means, Refusal, Request

__all__ = ["Hook", "Means", "Refusal", "Request", "fault_of", "send"]

PLATFORMS: Final[Mapping[str, ModuleType]] = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}
ANSWER_SECONDS: Final = 10.0
LARGEST_ANSWER: Final = 65_536
_TIMEOUT: Final = httpx.Timeout(ANSWER_SECONDS, connect=5.0)
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def send(kind: str, hook: Hook, text: str) -> None:
    """Post `text` to the robot's group, within about ten seconds. Raises Refusal.

    Signed with the machine's own time, whatever a demo's clock says: the platform compares it with its own.
    """
    platform = PLATFORMS[kind]
    platform.check(_posted(platform.request(hook, text, clock.real_now())))


def fault_of(kind: str, address: str) -> str:
    """What is wrong with a robot's address, as a code of the faults; empty when nothing is."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "robot_address_wrong"
    if not host or parts.username or any(letter.isspace() for letter in address):
        return "robot_address_wrong"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        return "robot_address_insecure"
    others = (one.HOSTS for name, one in PLATFORMS.items() if name != kind)
    return "robot_other_platform" if any(host in hosts for hosts in others) else ""


def _posted(request: Request) -> Mapping[str, Any]:
    """The platform's answer. Raises Refusal when there is none that can be read."""
    content = json.dumps(request.body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Yinuo"}
    until = time.monotonic() + ANSWER_SECONDS
    answer = b""
    try:
        with httpx.stream(
            "POST", request.url, content=content, headers=headers, timeout=_TIMEOUT, follow_redirects=False
        ) as response:
            for piece in response.iter_bytes():
                answer += piece
                if len(answer) > LARGEST_ANSWER or time.monotonic() > until:
                    break
    except httpx.TimeoutException:
        raise Refusal("robot_silent", Means.AGAIN) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise Refusal("robot_address_wrong", Means.STOP) from None
    except httpx.HTTPError:
        raise Refusal("robot_unreachable", Means.AGAIN) from None
    return _read(response.status_code, answer)


def _read(status: int, answer: bytes) -> Mapping[str, Any]:
    """The answer as it is meant; some refusals come with a status alone, others in words with any status."""
    try:
        body = json.loads(answer)
    except ValueError:
        body = None
    if isinstance(body, dict) and body.keys() & {"errcode", "code", "StatusCode"}:
        return body
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise Refusal("robot_too_often", Means.REST)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise Refusal("robot_platform_down", Means.AGAIN)
    if status == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        raise Refusal("robot_message_refused", Means.DROP)
    if status != httpx.codes.OK:
        raise Refusal("robot_unknown", Means.STOP)
    raise Refusal("robot_answer_unreadable", Means.AGAIN)
