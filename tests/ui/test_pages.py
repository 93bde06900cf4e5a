"""The frame around pages: failures, languages, the sheet of components."""

import re
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import translation

from tests.ui.drawing import draw
from yinuo.staff.models import Company, Person
from yinuo.ui.shell import Choice, MenuItem, Presence, RailItem, Shell

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(
        ROOT_URLCONF="tests.ui.urls",
        MIDDLEWARE=[
            "yinuo.ui.middleware.request_record",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "yinuo.ui.middleware.language_of_person",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
    ):
        yield


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nowhere/", 404, "没有这一页，或者你不能查看"),
        ("/denied/", 403, "你没有打开这一页的权限"),
        ("/broken/", 500, "服务器出错了，没有执行"),
    ],
)
@pytest.mark.usefixtures("company")
def test_a_failure_says_what_happened_and_what_to_do(address: str, status: int, words: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert response["X-Request-ID"] in page


@pytest.mark.usefixtures("company")
def test_an_old_form_is_told_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/ui/components/slow/")
    assert response.status_code == 403
    assert "这个页面放得太久，没有提交" in response.content.decode()


@pytest.mark.usefixtures("company")
def test_a_refused_form_comes_back_with_its_faults_and_what_was_typed() -> None:
    response = Client().post("/ui/components/", {"pickup_phone": "13800006621", "delivery_phone": "<139>"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="&lt;139&gt;"' in page
    assert re.search(r'<input[^>]*name="delivery_phone"[^>]*aria-invalid="true"', page)
    assert 'aria-describedby="id_delivery_phone-err"' in page
    assert 'id="id_delivery_phone-err"' in page


@pytest.mark.usefixtures("company")
def test_every_component_draws_without_inline_code() -> None:
    page = Client().get("/ui/components/").content.decode()
    assert "<style" not in page
    assert not re.search(r'\s(style|on\w+|hx-on[^=]*)="', page)
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page))


def test_the_frame_draws_only_what_it_is_given(agent: Person) -> None:
    empty = render_to_string("ui/desk.html", {"shell": Shell(), "person": agent})
    assert "未接入电话" in empty
    assert "手工记来电" not in empty
    assert "desk-live" not in empty
    assert 'role="search"' not in empty


def test_the_frame_speaks_english_throughout(agent: Person, company: Company) -> None:
    agent.name = "Li Min"
    shell = Shell(
        rail=[RailItem("Desk", "rail", "inbox", key="g w", count=3, count_label="unread")],
        search_url="/s/", live_url="/live/", note_call_url="/call/", bell_url="/bell/", bell_count=2,
        presence=Presence("Available", "ok", "/p/", choices=[Choice("on", "Available")]),
        preferences_url="/prefs/", language_url="/language/",
        menu=[MenuItem("Sign out", "/out/", "log-out", posts=True)],
    )  # fmt: skip
    company.short_name = "Yinuo"
    context = {"shell": shell, "person": agent, "company": company, "theme": "auto", "single_keys": True}
    with translation.override("en"), override_settings(ROOT_URLCONF="tests.ui.rail_urls"):
        page = render_to_string("ui/desk.html", context)
    left = [line.strip() for line in page.replace("简体中文", "").splitlines() if CHINESE.search(line)]
    assert left == []
    assert 'lang="en"' in page
    assert 'aria-label="Notices, 2 unread"' in page


def test_toasts_of_a_full_page_offer_undo() -> None:
    drawn = draw(
        "{% include 'ui/_toast.html' %}", toast={"text": "已转交", "tone": "ok", "undo": "/u/", "seconds": 5}
    )
    assert 'data-undo="/u/"' in drawn
    assert 'data-seconds="5"' in drawn
