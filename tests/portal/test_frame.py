"""The frame around every page of the customers."""

import pytest
from django.test import Client

from yinuo.staff import queries
from yinuo.staff.models import Company, Person

pytestmark = pytest.mark.django_db


def _set(company: Company, **values: object) -> None:
    for name, value in values.items():
        setattr(company, name, value)
    company.save()
    queries.forget()


def test_a_page_carries_the_hotline_the_company_and_is_kept_by_nobody(
    client: Client, company: Company
) -> None:
    """R023: the hotline stands on every page, ready to be rung."""
    _set(company, hotline="4008123456")
    answer = client.get("/p/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'href="tel:4008123456"' in page
    assert company.short_name in page
    assert answer["Cache-Control"] == "private, no-store"
    assert 'href="#main"' in page
    assert '<main id="main"' in page
    assert page.count("<h1") == 1


def test_language_follows_the_browser_then_the_choice(client: Client, company: Company) -> None:
    """Without a choice the browser's; a choice stays, and leads back to the page."""
    assert 'lang="en"' in client.get("/p/", headers={"Accept-Language": "en-GB,en;q=0.8"}).content.decode()
    assert 'lang="zh-Hans"' in client.get("/p/", headers={"Accept-Language": "fr"}).content.decode()
    answer = client.post("/p/language/", {"language": "en", "next": "/p/"})
    assert answer["Location"] == "/p/"
    assert 'lang="en"' in client.get("/p/", headers={"Accept-Language": "zh"}).content.decode()
    assert client.post("/p/language/", {"language": "en", "next": "//evil.example/"})["Location"] == "/p/"
    assert client.post("/p/language/", {"language": "en", "next": "/settings/"})["Location"] == "/p/"


@pytest.mark.parametrize("address", ["/p/nothing-here/", "/t/x/y/", "/embed/nothing/"])
def test_an_unknown_address_is_a_page_of_the_portal(client: Client, company: Company, address: str) -> None:
    """No word of the desk, whose search and start page a customer does not have."""
    answer = client.get(address)
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "build/portal.css" in page
    assert "build/app.css" not in page
    assert answer["Cache-Control"] == "private, no-store"


def test_a_form_without_its_token_is_refused_with_a_page_of_the_portal(company: Company) -> None:
    """The words say what to do."""
    answer = Client(enforce_csrf_checks=True).post("/p/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "刷新" in answer.content.decode()
    assert "build/portal.css" in answer.content.decode()


def test_a_method_that_is_not_there_says_which_are(client: Client, company: Company) -> None:
    """405 with Allow."""
    answer = client.get("/p/language/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_closed_portal_says_so_and_gives_the_hotline(client: Client, company: Company) -> None:
    """Whatever is asked for."""
    _set(company, hotline="4008123456", portal_open=False)
    answer = client.get("/p/")
    assert answer.status_code == 404
    assert "4008123456" in answer.content.decode()
    assert "暂时停用" in answer.content.decode()


def test_who_is_signed_in_at_the_desk_is_not_looked_at(
    client: Client, agent: Person, django_assert_num_queries: object
) -> None:
    """The desk's session is not read on a customer's page (one query, for the news): no name, no theme."""
    client.force_login(agent, backend="yinuo.staff.sessions.SignedIn")
    client.get("/p/")
    with django_assert_num_queries(1):  # type: ignore[operator]
        page = client.get("/p/").content.decode()
    assert agent.name not in page


def test_the_company_s_colour_is_readable_on_both_grounds(client: Client, company: Company) -> None:
    """Yellow under white would not be: it is darkened until it is (WCAG 1.4.3)."""
    _set(company, colour="#ffd400")
    assert "/p/colours/ffd400.css" in client.get("/p/").content.decode()
    sheet = client.get("/p/colours/ffd400.css")
    assert sheet["Content-Type"] == "text/css"
    assert "immutable" in sheet["Cache-Control"]
    assert "#ffd400" not in sheet.content.decode().split("[data-theme=dark]")[0]


def test_a_body_that_is_too_large_is_not_read(client: Client, company: Company) -> None:
    """A flood of bytes is refused by its length, in words."""
    answer = client.generic("POST", "/p/order/", b"x", CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 413
    assert "内容太大" in answer.content.decode()
