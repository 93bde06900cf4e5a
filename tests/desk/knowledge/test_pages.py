"""The desk's pages of announcements (R024)."""

from typing import Any

from tests.desk.conftest import Browse
from tests.frozen import Frozen
from yinuo.knowledge import actions
from yinuo.knowledge.models import Announcement
from yinuo.staff.models import Person

SAID: dict[str, Any] = {
    "title": "春节放假",
    "body": "停止收货。\n请见谅。",
    "source": "客服部",
    "audience": "ALL",
}


def test_a_manager_announces_and_everybody_reads(
    frozen: Frozen, everybody: dict[str, Person], browse: Browse
) -> None:
    """R024: written in the desk's form; each of the nine roles reads it with source and date."""
    written = browse(everybody["MANAGER"]).post("/news/new/", {**SAID, "form_key": "k"})
    assert (written.status_code, written["Location"]) == (302, "/news/all/")
    for person in everybody.values():
        page = browse(person).get("/news/").content.decode()
        assert all(words in page for words in ("春节放假", "停止收货。<br>请见谅。", "客服部", "11 月 20 日"))
        assert ("/news/new/" in page) == (person.role in ("MANAGER", "ADMINISTRATOR"))


def test_a_gap_is_said_at_its_field(frozen: Frozen, manager: Person, browse: Browse) -> None:
    """R024: without a source nothing is announced."""
    answer = browse(manager).post("/news/new/", {**SAID, "source": " ", "form_key": "k"})
    assert answer.status_code == 422
    assert not Announcement.objects.exists()


def test_the_whole_list_and_the_writing_are_for_managers(
    frozen: Frozen, agent: Person, manager: Person, browse: Browse
) -> None:
    """R024: 403 for others at every door; one taken down is not there for them."""
    one = actions.publish(**SAID, by=manager)
    browser = browse(agent)
    for door in ("all/", "new/", f"{one.ref}/edit/", f"{one.ref}/withdrawal/"):
        assert browser.get(f"/news/{door}").status_code == 403
        assert browser.post(f"/news/{door}", SAID).status_code == 403
    assert browser.get(f"/news/{one.ref}/").status_code == 200
    frozen.move(minutes=1)
    assert browse(manager).post(f"/news/{one.ref}/withdrawal/").status_code == 302
    assert browser.get(f"/news/{one.ref}/").status_code == 404
    assert "已撤下" in browse(manager).get(f"/news/{one.ref}/").content.decode()


def test_a_stale_form_shows_both_and_decides(
    frozen: Frozen, manager: Person, administrator: Person, browse: Browse
) -> None:
    """R024: the second writer sees what was saved meanwhile; saving again takes theirs."""
    one = actions.publish(**SAID, by=manager)
    actions.change(one, version=1, by=administrator, title="元旦放假")
    browser = browse(manager)
    refused = browser.post(f"/news/{one.ref}/edit/", {**SAID, "title": "停收", "version": "1"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "元旦放假" in page
    assert 'name="version" value="2"' in page
    assert (
        browser.post(f"/news/{one.ref}/edit/", {**SAID, "title": "停收", "version": "2"}).status_code == 302
    )
    assert Announcement.objects.get().title == "停收"


def test_the_list_costs_the_same_with_many(
    frozen: Frozen, agent: Person, manager: Person, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    """R024: a fixed number of statements."""
    for n in range(40):
        actions.publish(**{**SAID, "title": f"第{n}条"}, by=manager)
    browser = browse(agent)
    browser.get("/news/")
    with django_assert_max_num_queries(6):
        page = browser.get("/news/").content.decode()
    assert "cursor=" in page
