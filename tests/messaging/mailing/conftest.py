"""A mail server on this machine, and the desk set up to use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.servers import smtp
from yinuo.messaging import actions
from yinuo.messaging.models import MailServer
from yinuo.staff.models import Company

SENDER = "一诺 <desk@example.com>"


@pytest.fixture
def post() -> Iterator[smtp.Post]:
    with smtp.running() as running:
        yield running


@pytest.fixture
def server(company: Company, post: smtp.Post) -> MailServer:
    """That server without encryption and without sign-in."""
    return use(post)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The desk's own folder."""
    settings.DATA_DIR = tmp_path / "desk"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR  # type: ignore[no-any-return]


def use(post: smtp.Post, **values: object) -> MailServer:
    """Set the desk up to use a server."""
    given = {"host": post.host, "port": post.port, "security": "none", "sender": SENDER} | values
    return actions.change_mail_server(by=None, **given)  # type: ignore[arg-type]
