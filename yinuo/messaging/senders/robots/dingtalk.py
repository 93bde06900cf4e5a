"""DingTalk (钉钉): the time and a signature by the robot's secret stand in the address."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from yinuo.messaging.senders.robots.terms import Hook, Means, Refusal, Request, said

HOSTS: Final = ("oapi.dingtalk.com",)
BLOCKED: Final = timedelta(minutes=10)
"""Who sends more than 20 a minute is not heard for ten minutes."""
_TOO_OFTEN: Final = {130101, 302033, 410100, 90018, 90030}
_GONE: Final = {300001, 400013, 400101, 400102, 400106, 404}
_NEVER: Final = {40035, 400105, 430101, 430102, 430103, 430104, 43004}
_SECURITY: Final = 310000


def request(hook: Hook, text: str, now: datetime) -> Request:
    """A text message, signed where the robot has a secret."""
    body = {"msgtype": "text", "text": {"content": text}, "at": {"isAtAll": False}}
    if not hook.secret:
        return Request(hook.address, body)
    stamp = int(now.timestamp() * 1000)
    signed = urlencode({"timestamp": stamp, "sign": sign(hook.secret, stamp)})
    return Request(f"{hook.address}{'&' if '?' in hook.address else '?'}{signed}", body)


def sign(secret: str, milliseconds: int) -> str:
    """base64 of HMAC-SHA256 under the secret over "milliseconds, newline, secret"."""
    made = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def check(body: Mapping[str, Any]) -> None:
    """Raise Refusal unless the platform took it."""
    code = said(body, "errcode")
    if code == 0:
        return
    if code in _TOO_OFTEN:
        raise Refusal("robot_too_often", Means.REST, rest=BLOCKED)
    if code in _GONE:
        raise Refusal("robot_unknown", Means.STOP)
    if code == _SECURITY:
        raise Refusal(_insecure(str(body.get("errmsg", "")).lower()), Means.STOP)
    if code in _NEVER:
        raise Refusal("robot_message_refused", Means.DROP)
    raise Refusal("robot_refused", Means.AGAIN)


def _insecure(words: str) -> str:
    """Which of the robot's three safeguards was not met."""
    if "keyword" in words or "关键词" in words:
        return "robot_keyword"
    if "ip" in words.replace("description", "").split() or "whitelist" in words or "白名单" in words:
        return "robot_address_not_allowed"
    return "robot_signature"
