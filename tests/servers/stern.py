"""A message centre that answers with the statuses it is told, also those that the standard does not name.

Written on bare bytes, because the library of `smsc` lets everybody in and answers no query.
"""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD = struct.Struct("!IIII")
BIND, SUBMIT, QUERY, UNBIND, ENQUIRE = 9, 4, 3, 6, 0x15


class Stern(socketserver.ThreadingTCPServer):
    """`binds` and `submits` are statuses in their order, 0 afterwards; `state` answers a query."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Line)
        self.binds: list[int] = []
        self.submits: list[int] = []
        self.state = 2
        self.heard: list[tuple[int, bytes]] = []
        self.deaf_to: set[int] = set()
        self.lines: list[socket.socket] = []

    def drop(self) -> None:
        """Cut every line."""
        for line in self.lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def answer(self, command: int, body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        self.heard.append((command, body))
        if command == BIND:
            return (self.binds.pop(0) if self.binds else 0), b"stern\0"
        if command == SUBMIT:
            status = self.submits.pop(0) if self.submits else 0
            return status, b"" if status else b"1F4\0"
        if command == QUERY:
            name = body.partition(b"\0")[0]
            return 0, name + b"\0" + b"\0" + bytes((self.state, 0))
        return 0, b""


class Line(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, Stern)
        server.lines.append(self.connection)
        try:
            while len(head := self.rfile.read(HEAD.size)) == HEAD.size:
                length, command, _status, sequence = HEAD.unpack(head)
                body = self.rfile.read(length - HEAD.size)
                status, answer = server.answer(command, body)
                if command in server.deaf_to:
                    continue
                self.wfile.write(
                    HEAD.pack(HEAD.size + len(answer), command | 0x80000000, status, sequence) + answer
                )
                if command == UNBIND or (command == BIND and status):
                    return
        except OSError:
            pass  # the other end has gone


@contextmanager
def stern() -> Iterator[Stern]:
    """One that runs while it is needed."""
    with Stern() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()
