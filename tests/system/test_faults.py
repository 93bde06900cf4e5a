"""When the ground gives way under a request: a clear answer with its number, and nothing half done."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.processes import Server, Visitor, run_python, say

NOTES = "from yinuo.tickets.models import Note; print(Note.objects.filter(form_key='note-1').count())"
FAULTS = "from tests import invariants; print(invariants.faults())"
NOTE = {"text": "客户说下午再打", "form_key": "note-1"}
DRAFT = {"caller": "13800006621", "goods_name": "汽车配件"}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program holds the write lock of the database."""
    with closing(sqlite3.connect(folder / "yinuo.sqlite3", isolation_level=None)) as link:
        link.execute("BEGIN IMMEDIATE")
        yield
        link.execute("ROLLBACK")


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Nothing more goes onto the disk of the folder."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 65536)
        except OSError:
            pass
    yield
    filler.unlink()


@pytest.fixture
def impatient(folder: Path) -> Iterator[Server]:
    """A served demo that waits half a second for a lock."""
    with Server(folder, "web", "--port", 0, YINUO_BUSY_SECONDS="0.5") as server:
        yield server


def own_ticket(visitor: Visitor) -> str:
    """Some ticket of the person's queue."""
    return str(re.findall(r'href="/desk/([a-z0-9]{10})/', visitor.get("/desk/")[1])[0])


def test_a_locked_database(impatient: Server, folder: Path) -> None:
    """A form, a part of a page, the API: told apart from success; reading goes on; said again, done once."""
    token = say(folder, "token", "create", "--user", "8011", "--scope", "orders:write").stdout.strip()
    visitor = Visitor(impatient.port).sign_in()
    ref = own_ticket(visitor)
    assert visitor.get(f"/desk/{ref}/")[0] == 200  # who sees personal data is written down at the first look
    with locked(folder):
        answer, page = visitor.ask("POST", f"/desk/{ref}/notes/", _form(visitor), Content_Type=_FORM)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert "数据库正忙，这一步没有执行。" in page
        assert answer.headers["X-Request-ID"] in page
        answer, text = visitor.ask(
            "POST", f"/desk/{ref}/notes/", _form(visitor), Content_Type=_FORM, HX_Request="true"
        )
        assert answer.status == 503
        toast = json.loads(answer.headers["HX-Trigger"])["toast"]
        assert toast == {"text": text, "tone": "bad"}
        assert answer.headers["X-Request-ID"] in text
        for path in ("/desk/", f"/desk/{ref}/", "/orders/", "/customers/"):
            assert visitor.get(path)[0] == 200, (path, impatient.log()[-6000:])
        status, problem = visitor.call("POST", "/orders", token, DRAFT, Idempotency_Key="one")
        assert (status, problem["type"]) == (503, "urn:yinuo:problem:database_busy")
        assert Visitor(impatient.port).get("/sign-in/")[0] == 200
    assert run_python(folder, NOTES) == "0\n"
    for _ in range(2):
        assert visitor.post(f"/desk/{ref}/notes/", NOTE)[0] == 302
    refs = {visitor.call("POST", "/orders", token, DRAFT, Idempotency_Key="one")[1]["ref"] for _ in range(2)}
    assert len(refs) == 1
    assert run_python(folder, NOTES) == "1\n"
    assert run_python(folder, FAULTS) == "[]\n"


def test_signing_in_to_a_locked_database(impatient: Server, folder: Path) -> None:
    """Nobody comes in unseen, and nobody is blamed for it."""
    visitor = Visitor(impatient.port)
    visitor.get("/sign-in/")
    with locked(folder):
        status, page = visitor.post("/sign-in/", {"staff_number": "8011", "password": "yinuo-demo"})
        assert status == 503
        assert "数据库正忙" in page
    assert visitor.sign_in().get("/desk/")[0] == 200


_FORM = "application/x-www-form-urlencoded"


def _form(visitor: Visitor) -> str:
    token = visitor.cookies["yinuo_csrf"]
    return f"text=%E5%AE%A2&form_key=note-1&csrfmiddlewaretoken={unquote(token)}"


def test_a_full_disk(folder: Path, small_disk: Path) -> None:
    """Said with its cause; once there is room the desk goes on, and nothing was half done."""
    desk = small_disk / "desk"
    shutil.copytree(folder, desk)
    with Server(desk, "demo", "--port", 0, YINUO_STATIC=str(folder / "static")) as server:
        visitor = Visitor(server.port).sign_in()
        ref = own_ticket(visitor)
        with full(desk):
            refused = _refused(visitor, ref)
            assert "服务器的磁盘满了，这一步没有执行。" in refused
            assert visitor.get("/desk/")[0] == 200
            assert visitor.get("/healthz") == (200, "ok")
        assert run_python(desk, NOTES) == "0\n"
        assert visitor.post(f"/desk/{ref}/notes/", NOTE)[0] == 302
        assert server.end() == 0
    assert run_python(desk, NOTES) == "1\n"
    assert run_python(desk, FAULTS) == "[]\n"


def _refused(visitor: Visitor, ref: str) -> str:
    """The page of the first note that could not be written: the log file has room for some."""
    for number in range(2000):
        status, page = visitor.post(f"/desk/{ref}/notes/", {"text": f"第 {number} 次", "form_key": ""})
        if status != 302:
            assert status == 503, page
            return page
    raise AssertionError("the disk never was full")
