"""What the desk read, on the page of a case and where its class is decided, until somebody decided."""

from typing import Any

import pytest

from tests.desk.complaints.walking import do, page, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint
from yinuo.core import events
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
IDEA = "建议你们以后默认把回单拍照上传"
OPEN = "还没有人定"


def posted(text: str) -> Complaint:
    """A complaint that a guest wrote on the pages, naming no kind."""
    return make.registered(None, guest=Guest(phone=make.PHONE), channel="WEB", account=text, wanted="")


def test_what_came_by_the_pages_shows_kind_and_words_until_it_is_classified(
    team_leader: Person, browse: Any
) -> None:
    case, client = posted(IDEA), browse(team_leader)
    shown = page(client, case)
    for words in (OPEN, "<b>建议</b>", "<mark>建议</mark>"):
        assert words in shown, words
    do(client, case, "class", type="CHARGES", severity="2")
    assert OPEN not in page(client, case)


def test_the_class_is_decided_before_the_reading(team_leader: Person, browse: Any) -> None:
    case, client = posted("司机多收了我五十元，退给我"), browse(team_leader)
    asked = parts.text(client.get(f"{url(case)}class/", headers=parts.DIALOG))
    assert "客服台从话里读到：投诉 · 费用" in asked
    assert "「多收」" in asked
    assert "投诉 · 费用" in page(client, case)


def test_by_another_program_it_is_open_and_at_the_desk_decided(agent: Person, browse: Any) -> None:
    with events.entered_by("api"):
        sent = make.registered(agent)
    with events.entered_by("desk"):
        taken = make.registered(agent)
    assert OPEN in page(browse(agent), sent)
    assert OPEN not in page(browse(agent), taken)
