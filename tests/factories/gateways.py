"""Gateways for short messages, as an administrator sets them up."""

from typing import Any

from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway

SECRETS = {"token": "Tok3n-never-shown", "push_secret": "Push-never-shown"}
PASSWORD = {"password": "pw-never"}


def http_options(url: str = "http://127.0.0.1:9/send", **account: Any) -> dict[str, Any]:
    """A plain JSON interface with a token; receipts and replies are pushed."""
    interface = {
        "request": {"data": {"phone": "{phone}", "text": "{text}", "id": "{key}"}},
        "signing": {"kind": "token"},
        "answer": {
            "success": "code",
            "equals": ["0"],
            "message_id": "id",
            "code": "code",
            "words": "message",
            "permanent": ["NO_SUCH_NUMBER"],
            "denied": ["BAD_SIGN"],
            "throttled": ["SLOW"],
        },
        "receipts": {"many": "list", "id": "id", "state": "st", "delivered": ["DELIVRD"], "code": "err"},
        "replies": {"phone": "phone", "text": "text", "at": "at"},
    }
    return {"url": url, "interface": interface} | account


def smpp_options(port: int = 9, **changed: Any) -> dict[str, Any]:
    """A message centre on this machine."""
    return {"host": "127.0.0.1", "port": port, "system_id": "yinuo", "source": "10690001"} | changed


def http(name: str = "甲网关", url: str = "http://127.0.0.1:9/send", **values: Any) -> Gateway:
    """A gateway over HTTP, not in use yet."""
    options = values.pop("options", None) or http_options(url)
    secrets = values.pop("secrets", SECRETS)
    return actions.add_gateway(name=name, kind="http", options=options, secrets=secrets, by=None, **values)


def smpp(name: str = "乙网关", port: int = 9, **values: Any) -> Gateway:
    """A gateway by SMPP, not in use yet."""
    options = values.pop("options", None) or smpp_options(port)
    return actions.add_gateway(name=name, kind="smpp", options=options, secrets=PASSWORD, by=None, **values)


def in_use(gateway: Gateway) -> Gateway:
    """The same, in use."""
    return actions.activate_gateway(gateway, by=None)
