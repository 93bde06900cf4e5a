"""The way from the asynchronous server into a thread and back."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from yinuo.bridge import LONG, MOST, Bridge

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/api/v1/orders",
    "query_string": b"a=1",
    "http_version": "1.1",
    "headers": [(b"content-type", b"text/plain"), (b"x-word", b"yes")],
}


def visit(
    application: Any, *parts: bytes, at_send: Callable[[], None] = lambda: None
) -> list[dict[str, Any]]:
    """What the server is told to send, for a body that comes in these parts."""
    coming = [{"type": "http.request", "body": part, "more_body": True} for part in parts[:-1]]
    coming.append({"type": "http.request", "body": parts[-1] if parts else b"", "more_body": False})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        at_send()
        sent.append(message)

    asyncio.run(Bridge(application, 2)(dict(SCOPE), receive, send))
    return sent


def echo(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Tell what was asked."""
    start("201 Created", [("Content-Type", "text/plain"), ("X-Word", f" {environ['HTTP_X_WORD']}")])
    return [environ["QUERY_STRING"].encode(), b" ", environ["wsgi.input"].read()]


@pytest.mark.parametrize("parts", [(b"",), (b"whole",), (b"in ", b"three ", b"parts")])
def test_a_small_answer_goes_out_at_once_whatever_way_the_body_came(parts: tuple[bytes, ...]) -> None:
    start, body = visit(echo, *parts)
    assert (start["status"], dict(start["headers"])[b"x-word"]) == (201, b"yes")
    assert body == {"type": "http.response.body", "body": b"a=1 " + b"".join(parts), "more_body": False}


def test_pages_work_in_a_thread_and_the_server_sends_in_its_own() -> None:
    names: list[str] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        names.append(threading.current_thread().name)
        start("200 OK", [])
        return [b"ok"]

    visit(application, at_send=lambda: names.append(threading.current_thread().name))
    assert names[0].startswith("pages")
    assert set(names[1:]) == {threading.main_thread().name}


def test_a_body_that_does_not_come_holds_no_thread() -> None:
    """Whoever sends one byte and no more is waited for by nobody else: the next is answered."""

    async def both() -> list[dict[str, Any]]:
        bridge, sent = Bridge(echo, 1), list[dict[str, Any]]()
        begun = iter([{"type": "http.request", "body": b"a", "more_body": True}])
        never = asyncio.Event()

        async def slowly() -> dict[str, Any]:
            for message in begun:
                return message
            await never.wait()
            raise AssertionError

        async def whole() -> dict[str, Any]:
            return {"type": "http.request", "body": b"b", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        slow = asyncio.ensure_future(bridge(dict(SCOPE), slowly, send))
        await asyncio.sleep(0)
        await asyncio.wait_for(bridge(dict(SCOPE), whole, send), 5)
        slow.cancel()
        return sent

    start, body = asyncio.run(both())
    assert start["status"] == 201
    assert body["body"] == b"a=1 b"


def test_who_goes_away_within_the_body_is_not_visited() -> None:
    """Half a form is none."""
    seen: list[bytes] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(environ["wsgi.input"].read())
        start("200 OK", [])
        return []

    coming = [{"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> dict[str, Any]:
        return coming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        raise AssertionError

    asyncio.run(Bridge(application, 1)(dict(SCOPE), receive, send))
    assert seen == []


def test_no_more_is_kept_of_a_body_than_any_form_may_have() -> None:
    """What announces more is not waited for; what never ends is cut off."""
    seen: list[int] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append(len(environ["wsgi.input"].read()))
        start("413 Content Too Large", [])
        return []

    piece, came = b"x" * 8_000_000, list[int]()

    async def receive() -> dict[str, Any]:
        came.append(1)
        return {"type": "http.request", "body": piece, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        pass

    asyncio.run(Bridge(application, 1)(dict(SCOPE), receive, send))
    assert MOST <= seen.pop() < MOST + 2 * len(piece)
    came.clear()
    announced = {**SCOPE, "headers": [(b"content-length", str(MOST + 1).encode())]}
    asyncio.run(Bridge(application, 1)(announced, receive, send))
    assert (seen, len(came)) == ([len(piece)], 1)


def test_a_long_answer_goes_out_piece_by_piece_and_is_closed() -> None:
    closed: list[bool] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return (bytes([number]) * (LONG // 2) for number in range(5))

        def close(self) -> None:
            closed.append(True)

    def application(environ: dict[str, Any], start: Any) -> Pieces:
        start("200 OK", [])
        return Pieces()

    _, *bodies = visit(application)
    assert [(len(one["body"]), one["more_body"]) for one in bodies] == [
        (LONG, True),
        (LONG, True),
        (LONG // 2, False),
    ]
    assert b"".join(one["body"] for one in bodies)[-1] == 4
    assert closed == [True]


def test_what_breaks_is_raised_to_the_server_and_nothing_was_sent() -> None:
    sent: list[bool] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        visit(application, at_send=lambda: sent.append(True))
    assert sent == []
