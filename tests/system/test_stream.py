"""The live stream: names of what changed, for those who are signed in, beside pages that answer at once."""

import asyncio
import json
import re
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections
from django.test import AsyncClient, Client

from tests.processes import Server, Visitor, run_python, wait_for
from yinuo.core import live
from yinuo.core.live import hub
from yinuo.desk.system import stream
from yinuo.staff import actions
from yinuo.staff.models import Person, SignIn

DISPATCHED = """
from tests.factories import orders as make
from yinuo.staff.models import Person
print(make.dispatched(Person.objects.get(staff_number="8011")).ticket_id)
"""


def test_nobody_without_a_sign_in(served: Server) -> None:
    """401 and never a redirect, so that a page can tell it from a lost link."""
    answer, body = Visitor(served.port).ask("GET", "/live/stream")
    assert (answer.status, body, answer.headers["Location"]) == (401, "", None)


def test_what_another_process_changed_is_told(served: Server, folder: Path) -> None:
    """Names only: which ticket, and that queues moved."""
    heard = Visitor(served.port).sign_in().stream()
    wait_for(lambda: heard.messages)
    pk = int(run_python(folder, DISPATCHED))
    wait_for(lambda: {f"ticket-{pk}", "queue"} <= heard.signals())
    assert set().union(*heard.messages) <= {"signals", "now", "since"}


def test_what_this_process_changed_is_told(served: Server) -> None:
    """A note by one person reaches another at once."""
    leader = Visitor(served.port).sign_in("8001").stream()
    agent = Visitor(served.port).sign_in("8011")
    _, queue = agent.get("/desk/")
    ref = re.findall(r'href="/desk/([a-z0-9]{10})/', queue)[0]
    wait_for(lambda: leader.messages)
    status, page = agent.post(f"/desk/{ref}/notes/", {"text": "客户说下午再打", "form_key": "note-1"})
    assert status == 302, page
    wait_for(lambda: any(name.startswith("ticket-") for name in leader.signals()))
    assert "客户" not in json.dumps(leader.messages, ensure_ascii=False)


def test_many_streams_keep_no_page_waiting(served: Server) -> None:
    """More streams than the pages have threads."""
    visitor = Visitor(served.port).sign_in()
    streams = [visitor.stream() for _ in range(24)]
    wait_for(lambda: all(heard.messages for heard in streams))
    assert visitor.get("/desk/")[0] == 200
    wait_for(lambda: "yinuo_live_streams 24.0" in visitor.get("/metrics")[1])


def test_a_stream_holds_no_database_connection(served: Server) -> None:
    """A server of a database has not as many connections as there are pages open."""

    def held() -> int:
        files = Path(f"/proc/{served.process.pid}/fd").iterdir()
        return sum(str(file.resolve()).endswith("yinuo.sqlite3") for file in files)

    visitor = Visitor(served.port).sign_in()
    assert visitor.get("/desk/")[0] == 200
    before = held()
    streams = [visitor.stream() for _ in range(24)]
    wait_for(lambda: all(heard.messages for heard in streams))
    wait_for(lambda: held() <= before + 8)


def test_only_addresses_under_live_are_streams(served: Server) -> None:
    """Anything else goes to the pages, and a page that is not there is not found."""
    visitor = Visitor(served.port)
    for path in ("/live/nothing", "/live", "/livestream"):
        assert visitor.get(path)[0] in (301, 404), path


def run(coroutine: Any) -> Any:
    return asyncio.run(coroutine)


async def first(count: int, **options: Any) -> list[dict[str, Any]]:
    """The first messages of a stream in this process, while something is told."""
    found = []
    messages = stream.live_messages(**options)
    async for chunk in messages:
        found.append(json.loads(chunk.decode().split("data: ", 1)[1]))
        if len(found) == count:
            break
        live.publish({"ticket-1", "queue"})
        live.publish({"ticket-2"})
    await messages.aclose()
    return found


def test_signals_are_gathered() -> None:
    """What comes within a tenth of a second is one message, sorted."""
    greeting, news = run(first(2))
    assert greeting["signals"] == []
    assert "since" not in greeting
    assert news["signals"] == ["queue", "ticket-1", "ticket-2"]
    assert news["now"] >= greeting["now"]


def test_what_was_missed_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that comes back says when it last heard something, and is told what changed since."""
    monkeypatch.setattr(hub, "_recent", deque())  # other tests' clocks ran ahead of the real one
    run(first(1))
    since = live.now_ms()
    live.publish({"ticket-7"})
    (greeting,) = run(first(1, since=since))
    assert greeting["signals"] == ["ticket-7"]
    assert greeting["since"] == since


def test_too_long_ago_is_not_pretended() -> None:
    (greeting,) = run(first(1, since=1))
    assert "since" not in greeting


def test_a_stream_that_ends_leaves_nothing() -> None:
    before = live.listening()
    run(first(2))
    assert live.listening() == before


def test_the_end_of_the_process_ends_it() -> None:
    async def until_the_end() -> int:
        count = 0
        async for _ in stream.live_messages():
            count += 1
            live.publish({live.END})
        return count

    assert run(until_the_end()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["signed out", "left the company"])
def test_an_ended_sign_in_ends_its_stream(how: str, agent: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """R333: at the next beat; the page asks again and gets 401."""
    monkeypatch.setattr(stream, "BEAT_SECONDS", 0.05)
    client = Client()
    client.force_login(agent)
    key = client.session.session_key or ""
    actions.note_sign_in(person=agent, session_key=key, address="127.0.0.1", browser="")

    def end() -> None:
        with closing(connections["default"]):
            change()

    def change() -> None:
        if how == "signed out":
            actions.end_sign_in(SignIn.objects.get(session_key=key), by=agent)
        else:
            Person.objects.filter(pk=agent.pk).update(is_active=False)

    async def listen() -> int:
        browser = AsyncClient()
        browser.cookies = client.cookies
        try:
            return await beats_of(browser)
        finally:
            await sync_to_async(connections.close_all)()  # of the thread where the stream asked the database

    async def beats_of(browser: AsyncClient) -> int:
        answer = await browser.get("/live/stream")
        assert answer.status_code == 200
        beats = 0
        async for _ in answer.streaming_content:
            beats += 1
            if beats == 3:
                await asyncio.to_thread(end)
        return beats

    assert run(listen()) >= 3
    assert client.get("/live/stream").status_code == 401
