"""WeCom (企业微信): the key stands in the address, nothing is signed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from yinuo.messaging.senders.robots.terms import Hook, Means, Refusal, Request, said

HOSTS: Final = ("qyapi.weixin.qq.com",)
_TOO_OFTEN: Final = {45009, 45033}
_GONE: Final = {93000, 93004, 93008, 40001}
_NEVER: Final = {40008, 40035, 40058, 44004, 45002}


def request(hook: Hook, text: str, now: datetime) -> Request:
    """A text message."""
    return Request(hook.address, {"msgtype": "text", "text": {"content": text}})


def check(body: Mapping[str, Any]) -> None:
    """Raise Refusal unless the platform took it."""
    code = said(body, "errcode")
    if code == 0:
        return
    if code in _TOO_OFTEN:
        raise Refusal("robot_too_often", Means.REST)
    if code in _GONE:
        raise Refusal("robot_unknown", Means.STOP)
    if code in _NEVER:
        raise Refusal("robot_message_refused", Means.DROP)
    raise Refusal("robot_refused", Means.AGAIN)
