"""Answers to htmx: the region that was asked for, the news that travel along, another page."""

import json

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from yinuo.ui import regions, toasts

PAGE = "<h1>页</h1>{% partialdef rows inline %}<tbody id='rows'>{{ n }}</tbody>{% endpartialdef %}"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "loaders": [
                ("template_partials.loader.Loader", [
                    ("django.template.loaders.locmem.Loader", {"page.html": PAGE}),
                ]),
            ],
        },
    }
]  # fmt: skip


def asked(**headers: str) -> HttpRequest:
    """A request with these headers, and somewhere to leave news."""
    request = RequestFactory().get("/", headers=headers)
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def htmx(target: str) -> HttpRequest:
    """A request as htmx makes it."""
    return asked(**{"HX-Request": "true", "HX-Target": target})


@override_settings(TEMPLATES=TEMPLATES)
@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (asked(), "<h1>页</h1><tbody id='rows'>3</tbody>"),
        (htmx("tbody#rows"), "<tbody id='rows'>3</tbody>"),
        (htmx("desk-region#rows"), "<tbody id='rows'>3</tbody>"),
        (htmx("main#main"), "<h1>页</h1><tbody id='rows'>3</tbody>"),
        (htmx("body"), "<h1>页</h1><tbody id='rows'>3</tbody>"),
        (htmx("tbody#../secret"), "<h1>页</h1><tbody id='rows'>3</tbody>"),
        (asked(**{"HX-Target": "tbody#rows"}), "<h1>页</h1><tbody id='rows'>3</tbody>"),
    ],
)
def test_only_a_declared_region_is_answered_alone(request_: HttpRequest, answer: str) -> None:
    response = regions.render(request_, "page.html", {"n": 3}, regions=("rows",))
    assert response.content.decode() == answer
    assert {name.strip() for name in response["Vary"].split(",")} >= {"HX-Request", "HX-Target"}


@override_settings(TEMPLATES=TEMPLATES)
def test_a_refused_form_keeps_its_status() -> None:
    response = regions.render(htmx("tbody#rows"), "page.html", {"n": 0}, regions=("rows",), status=422)
    assert response.status_code == 422


def test_news_travels_with_an_answer_to_htmx() -> None:
    request = htmx("div#x")
    toasts.add(request, "已转给车管徐斌", undo="/t/9/assignment/undo/", undo_label="撤销")
    toasts.add(request, "没发出去", tone="bad")
    response = regions.done(request, closes_dialog=True)
    response["HX-Trigger"].encode("ascii")
    raised = json.loads(response["HX-Trigger"])
    assert response.status_code == 204
    assert "dialog:close" in raised
    assert [(item["text"], item["tone"], item["undo"]) for item in raised["toast"]["items"]] == [
        ("已转给车管徐斌", "ok", "/t/9/assignment/undo/"),
        ("没发出去", "bad", ""),
    ]


def test_news_waits_for_the_next_page() -> None:
    request = asked()
    toasts.add(request, "已保存")
    assert "HX-Trigger" not in regions.done(request)
    redirected = htmx("div#x")
    toasts.add(redirected, "已保存")
    assert "HX-Trigger" not in toasts.carry(redirected, regions.go(redirected, "/orders/"))
    assert len(redirected._messages) == 1  # type: ignore[attr-defined]


def test_another_page_is_a_redirect_for_people_and_a_header_for_htmx() -> None:
    plain, part = regions.go(asked(), "/orders/"), regions.go(htmx("div#x"), "/orders/")
    assert (plain.status_code, plain["Location"]) == (302, "/orders/")
    assert (part.status_code, part["HX-Redirect"]) == (204, "/orders/")
