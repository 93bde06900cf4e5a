"""Announcements on the customers' pages (R024)."""

from typing import Any

import pytest
from django.test import Client

from tests.frozen import Frozen
from yinuo.knowledge import actions
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person

SAID: dict[str, Any] = {"title": "春节放假", "body": "二月五日起停收。\n请见谅。", "source": "客服部"}


@pytest.fixture
def client() -> Client:
    """A browser that nobody knows."""
    return Client(headers={"accept-language": "zh-CN"})


def test_news_stands_with_source_and_date(frozen: Frozen, client: Client, manager: Person) -> None:
    """R024: on the start page, in the list and on its own page."""
    one = actions.publish(**SAID, by=manager)
    for page in ("/p/", "/p/news/", f"/p/news/{one.ref}/"):
        html = client.get(page).content.decode()
        assert all(words in html for words in ("春节放假", "客服部", "11 月 20 日")), page
    assert "二月五日起停收。<br>请见谅。" in html
    assert "何平" not in html


def test_what_is_for_staff_or_was_taken_down_is_not_there(
    frozen: Frozen, client: Client, manager: Person
) -> None:
    """R024: neither in the list nor by its address, as if it had never been."""
    inside = actions.publish(**SAID, audience="STAFF", by=manager)
    gone = actions.publish(**SAID, by=manager)
    frozen.move(minutes=1)
    actions.withdraw(gone, by=manager)
    assert "春节放假" not in client.get("/p/news/").content.decode()
    answers = [client.get(f"/p/news/{ref}/") for ref in (inside.ref, gone.ref, "zzzzzzzzzz")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers}) == 1


def test_the_start_names_three(frozen: Frozen, client: Client, manager: Person) -> None:
    """R024: the newest three, the rest one step away; words of others are written, never run."""
    for n in range(4):
        actions.publish(**{**SAID, "title": f"<script>{n}"}, by=manager)
        frozen.move(minutes=1)
    html = client.get("/p/").content.decode()
    assert [f"&lt;script&gt;{n}" in html for n in range(4)] == [False, True, True, True]
    assert "<script>0" not in client.get("/p/news/").content.decode()


def test_pages_of_news(frozen: Frozen, client: Client, manager: Person) -> None:
    """R024: thirty on a page; a cursor that nobody gave is refused in words."""
    for n in range(31):
        actions.publish(**{**SAID, "title": f"第{n}条。"}, by=manager)
        frozen.move(minutes=1)
    html = client.get("/p/news/").content.decode()
    assert "第30条。" in html
    assert "第0条。" not in html
    older = html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "第0条。" in client.get(older).content.decode()
    assert client.get("/p/news/?cursor=x").status_code == 422
    assert Announcement.objects.count() == 31
