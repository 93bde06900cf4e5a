"""The chat platforms' side of group robots, on this machine: they count, block and check as the real ones do.

Each robot listens at an address of its own under one server. The clock for counting is the test's; the time
in a signature is compared with the real one, as the platforms do. `trips` counts how often a limit was
broken.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

MINUTE: Final = timedelta(minutes=1)
HOUR_SECONDS: Final = 3600


@dataclass
class Group:
    """One robot as its platform sees it, and what arrived in its group."""

    kind: str
    now: Callable[[], datetime]
    secret: str = ""
    keyword: str = ""
    address: str = ""
    taken: list[tuple[datetime, str]] = field(default_factory=list)
    scripted: list[tuple[int, bytes]] = field(default_factory=list)
    while_answering: Callable[[], object] = lambda: None
    trips: int = 0
    asked: int = 0
    blocked_until: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def texts(self) -> list[str]:
        """What the group read, oldest first."""
        return [text for _, text in self.taken]

    def within(self, span: timedelta) -> int:
        """How many messages were taken in the last `span`."""
        since = self.now() - span
        return sum(at > since for at, _ in self.taken)

    def answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        """What the platform says to one request."""
        with self.lock:
            self.asked += 1
            if self.scripted:
                return self.scripted.pop(0)
            query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
            return 200, json.dumps(_PLATFORMS[self.kind](self, query, body)).encode()

    def take(self, text: str) -> None:
        self.taken.append((self.now(), text))


def _wecom(group: Group, query: dict[str, str], body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if query.get("key") != "wecom-key":
        return {"errcode": 93000, "errmsg": "invalid webhook url"}
    if said["msgtype"] != "text" or len(said["text"]["content"].encode()) > 2048:
        return {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}
    if group.within(MINUTE) >= 20:
        group.trips += 1
        return {"errcode": 45009, "errmsg": "api freq out of limit"}
    group.take(said["text"]["content"])
    return {"errcode": 0, "errmsg": "ok"}


def _dingtalk(group: Group, query: dict[str, str], body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if query.get("access_token") != "dingtalk-token":
        return {"errcode": 300001, "errmsg": "token is not exist"}
    if group.blocked_until and group.now() < group.blocked_until:
        group.trips += 1
        return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
    if group.secret:
        stamp = query.get("timestamp", "0")
        good = hmac.new(group.secret.encode(), f"{stamp}\n{group.secret}".encode(), hashlib.sha256).digest()
        is_late = abs(time.time() - int(stamp) / 1000) > HOUR_SECONDS
        if is_late or query.get("sign") != base64.b64encode(good).decode():
            return {"errcode": 310000, "errmsg": "description:sign not match, more:https://example.com"}
    if group.keyword and group.keyword not in said["text"]["content"]:
        return {"errcode": 310000, "errmsg": "description:keywords not in content"}
    if len(body) > 20_000:
        return {"errcode": 40035, "errmsg": "body too large"}
    if group.within(MINUTE) >= 20:
        group.trips += 1
        group.blocked_until = group.now() + 10 * MINUTE
        return {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}
    group.take(said["text"]["content"])
    return {"errcode": 0, "errmsg": "ok"}


def _feishu(group: Group, query: dict[str, str], body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if len(body) > 20 * 1024:
        return {"code": 9499, "msg": "Bad Request"}
    if group.secret:
        stamp = said.get("timestamp", "0")
        good = hmac.new(f"{stamp}\n{group.secret}".encode(), b"", hashlib.sha256).digest()
        if (
            abs(time.time() - int(stamp)) > HOUR_SECONDS
            or said.get("sign") != base64.b64encode(good).decode()
        ):
            return {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}
    if group.within(MINUTE) >= 100 or group.within(timedelta(seconds=1)) >= 5:
        group.trips += 1
        return {"code": 11232, "msg": "frequency limited"}
    group.take(said["content"]["text"])
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "msg": "success", "data": {}}


_PLATFORMS: Final = {"wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu}
_PATHS: Final = {
    "wecom": "/cgi-bin/webhook/send?key=wecom-key",
    "dingtalk": "/robot/send?access_token=dingtalk-token",
    "feishu": "/open-apis/bot/v2/hook/feishu-hook",
}


class Platforms:
    """The server; `group(…)` opens a group with a robot in it."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.groups: dict[str, Group] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                number, _, path = self.path.lstrip("/").partition("/")
                group = outer.groups[number]
                status, answer = group.answer(path, body)
                group.while_answering()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                """Nothing is printed."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def group(self, kind: str, *, secret: str = "", keyword: str = "") -> Group:
        """A robot of this kind in a group of its own; its `address` is what the platform would show."""
        made = Group(kind, self.now, secret, keyword)
        number = str(len(self.groups) + 1)
        made.address = f"http://127.0.0.1:{self.server.server_address[1]}/{number}{_PATHS[kind]}"
        self.groups[number] = made
        return made


@contextmanager
def running(now: Callable[[], datetime]) -> Iterator[Platforms]:
    """The platforms, until the end of the block."""
    platforms = Platforms(now)
    thread = threading.Thread(
        target=platforms.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield platforms
    finally:
        platforms.server.shutdown()
        platforms.server.server_close()
        thread.join()
