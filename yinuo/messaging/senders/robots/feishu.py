"""Feishu (飞书): the time and a signature by the robot's secret stand in the body."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from yinuo.messaging.senders.robots.terms import Hook, Means, Refusal, Request, said

HOSTS: Final = ("open.feishu.cn", "open.larksuite.com")
_TOO_OFTEN: Final = {11232, 11233, 230020, 99991400}
_STOPS: Final[Mapping[int, str]] = {
    19001: "robot_unknown",
    19021: "robot_signature",
    19022: "robot_address_not_allowed",
    19024: "robot_keyword",
}
_NEVER: Final = {9499, 19002, 19003}


def request(hook: Hook, text: str, now: datetime) -> Request:
    """A text message, signed where the robot has a secret."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if hook.secret:
        seconds = int(now.timestamp())
        body |= {"timestamp": str(seconds), "sign": sign(hook.secret, seconds)}
    return Request(hook.address, body)


def sign(secret: str, seconds: int) -> str:
    """base64 of HMAC-SHA256 over nothing, under the key "seconds, newline, secret"."""
    made = hmac.new(f"{seconds}\n{secret}".encode(), b"", hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def check(body: Mapping[str, Any]) -> None:
    """Raise Refusal unless the platform took it."""
    code = said(body, "code", "StatusCode")
    if code == 0:
        return
    if code in _TOO_OFTEN:
        raise Refusal("robot_too_often", Means.REST)
    if code is not None and code in _STOPS:
        raise Refusal(_STOPS[code], Means.STOP)
    if code in _NEVER:
        raise Refusal("robot_message_refused", Means.DROP)
    raise Refusal("robot_refused", Means.AGAIN)
