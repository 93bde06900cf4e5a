"""What a gateway pushes to the desk: proved, then read."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any, Final, Literal
from urllib.parse import parse_qsl

from yinuo.core import clock
from yinuo.core.text import keepable
from yinuo.messaging.senders import BadPush, BadSignature, Push, Receipt, Reply
from yinuo.messaging.senders.http import answers, signing
from yinuo.messaging.senders.http.options import PushCheck, Reading, ReplyReading

MOST: Final = 1000
LONGEST_ID: Final = 60
_FORMS: Final = ("%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y/%m/%d %H:%M:%S")
_MILLIS: Final = 100_000_000_000


def check(wanted: PushCheck, secret: str, push: Push) -> None:
    """Raise BadSignature unless the push proves that it comes from the gateway."""
    if wanted.ips and not _is_from(push.address, wanted.ips):
        raise BadSignature
    name = wanted.name.lower()
    if wanted.kind == "token":
        said = push.query.get(wanted.name) or push.headers.get(name, "").removeprefix("Bearer ")
        proof = secret
    else:
        said = push.headers.get(name, "").removeprefix("sha256=")
        proof = signing.encoded(
            hmac.new(secret.encode(), push.body, hashlib.sha256).digest(), wanted.encoding
        )
    if not (secret and hmac.compare_digest(said.encode(), proof.encode())):
        raise BadSignature


def _is_from(address: str, networks: tuple[str, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in networks)


def receipts(reading: Reading, push: Push) -> tuple[Receipt, ...]:
    """Every receipt in the push; raises BadPush when it has not the agreed form."""
    return tuple(receipt(reading, one) for one in _entries(reading.format, reading.many, push))


def receipt(reading: Reading, one: Any) -> Receipt:
    """One entry; raises BadPush when it names no message."""
    name = answers.at(one, reading.id)[:LONGEST_ID]
    if not name:
        raise BadPush
    said = answers.at(one, reading.state)
    state: Literal["delivered", "lost", "waiting"] = "lost"
    if answers.matches(said, reading.delivered):
        state = "delivered"
    elif answers.matches(said, reading.waiting):
        state = "waiting"
    code = ((reading.code and answers.at(one, reading.code)) or said)[:LONGEST_ID]
    return Receipt(name, state, "" if state == "delivered" else code, moment(answers.at(one, reading.at)))


def replies(reading: ReplyReading, push: Push) -> tuple[Reply, ...]:
    """Every reply in the push; raises BadPush when it has not the agreed form."""
    return tuple(_reply(reading, one) for one in _entries(reading.format, reading.many, push))


def _reply(reading: ReplyReading, one: Any) -> Reply:
    address, text = answers.at(one, reading.phone), answers.at(one, reading.text)
    if not address:
        raise BadPush
    said_at = answers.at(one, reading.at)
    name = answers.at(one, reading.id)[:LONGEST_ID] or _named(address, text, said_at or _hour())
    return Reply(name, address, text, moment(said_at) or clock.now())


def _hour() -> str:
    """Stands for the time where the vendor says none: what somebody writes again later is another message."""
    return f"{clock.now():%Y%m%d%H}"


def _named(*parts: str) -> str:
    """A name made from the content, so that a push that comes twice is one."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _entries(form: str, many: str, push: Push) -> Iterator[Any]:
    """The entries of a push: a list where `many` says, or the one that it is."""
    found = answers.within(_content(form, push), many)
    entries = found if isinstance(found, list) else [found]
    if len(entries) > MOST or not all(isinstance(one, dict) for one in entries):
        raise BadPush
    yield from entries


def _content(form: str, push: Push) -> Any:
    """JSON of the body, or the parameters of a form or of the address; half an emoji spoils no entry."""
    try:
        if form == "json":
            return keepable.keepable(json.loads(push.body))
        return keepable.keepable({**push.query, **dict(parse_qsl(push.body.decode()))})
    except ValueError:
        raise BadPush from None


def moment(said: str) -> datetime | None:
    """A time as vendors write it: in the company's zone, ISO, or seconds or milliseconds since 1970."""
    for form in _FORMS:
        try:
            found = datetime.strptime(said, form).replace(tzinfo=clock.zone())
        except ValueError:
            continue
        if found.strftime(form) == said:  # else digits that only look like it
            return found.astimezone(UTC)
    try:
        if said.isdigit():
            seconds = int(said) / (1000 if int(said) > _MILLIS else 1)
            return datetime.fromtimestamp(seconds, UTC)
        found = datetime.fromisoformat(said)
    except (ValueError, OverflowError, OSError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=clock.zone())).astimezone(UTC)
