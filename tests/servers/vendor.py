"""An SMS vendor on this machine, spoken to over HTTP: takes requests down, answers as it was told."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Told:
    """An answer to give: status, body (anything but text becomes JSON), headers, after how many seconds.

    `drip` sends the body one byte at a time with this pause; `drops` closes the line instead of answering.
    """

    body: Any = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0
    drip: float = 0
    drops: bool = False


class Vendor:
    """Answers from `answers`, then accepts everything under names of its own: m-1, m-2 …"""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: list[Told] = []
        self.closing = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where messages are handed over."""
        return f"http://127.0.0.1:{self.server.server_port}/send"

    def answer(self, asked: Asked) -> Told:
        """The next answer; every request is taken down."""
        with self._lock:
            self.asked.append(asked)
            if self.answers:
                return self.answers.pop(0)
            return Told({"code": 0, "id": f"m-{len(self.asked)}", "message": "ok"})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        vendor = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                vendor._serve(self)

            do_GET = do_PUT = do_POST

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def _serve(self, door: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(door.path)
        body = door.rfile.read(int(door.headers.get("content-length", 0)))
        heads = {name.lower(): value for name, value in door.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        told = self.answer(Asked(door.command, parts.path, query, heads, body))
        self.closing.wait(told.after)
        door.close_connection = True
        if told.drops:
            return
        data = told.body if isinstance(told.body, str) else json.dumps(told.body, ensure_ascii=False)
        door.send_response(told.status)
        for name, value in told.headers.items():
            door.send_header(name, value)
        door.send_header("content-length", str(len(data.encode())))
        door.end_headers()
        self._write(door, data.encode(), told.drip)

    def _write(self, door: BaseHTTPRequestHandler, data: bytes, drip: float) -> None:
        try:
            for at in range(0, len(data), 1 if drip else len(data) or 1):
                door.wfile.write(data[at : at + 1] if drip else data)
                if drip:
                    time.sleep(drip)
        except OSError:
            pass  # the caller would not wait


@contextmanager
def vendor() -> Iterator[Vendor]:
    """One that runs while it is needed."""
    made = Vendor()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.closing.set()
        made.server.shutdown()
        made.server.server_close()
        thread.join()


def signed(body: bytes, secret: str) -> dict[str, str]:
    """The header by which the vendor proves a push."""
    return {"x-signature": hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}
