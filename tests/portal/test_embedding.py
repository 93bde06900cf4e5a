"""The form and the tracking box inside the company's own site: framed there alone, no cookie of ours."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import web as make
from tests.frozen import Frozen
from tests.portal.ordering import TYPED, faults
from tests.portal.test_verifying import received
from yinuo.orders.models import Order
from yinuo.staff import queries
from yinuo.staff.models import Company

pytestmark = pytest.mark.django_db
SITE = "https://www.example.com"


@pytest.fixture
def site(desk: Frozen) -> None:
    """One site may frame."""
    Company.objects.update(embed_sites=[SITE])
    queries.forget()


def _guards(answer: Any) -> tuple[str, str | None]:
    """Who may frame the answer, as the browser reads it."""
    ancestors = re.search(r"frame-ancestors ([^;]+)", answer["Content-Security-Policy"])
    assert ancestors
    return ancestors[1], answer.get("X-Frame-Options")


def _token(client: Client) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/embed/order/").content.decode())
    assert found
    return found[1]


@pytest.mark.parametrize("address", ["/embed/order/", "/embed/track/"])
def test_the_sites_of_the_settings_may_frame_and_no_cookie_is_set(site: None, address: str) -> None:
    """These alone; nothing is kept in the visitor's browser."""
    answer = Client().get(address)
    assert answer.status_code == 200
    assert _guards(answer) == (SITE, None)
    assert not answer.cookies
    assert "Set-Cookie" not in answer
    page = answer.content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "/p/language/" not in page


@pytest.mark.parametrize("address", ["/p/", "/p/order/", "/p/verify/", "/p/track/", "/sign-in/"])
def test_no_other_page_can_be_framed(site: None, address: str) -> None:
    """Not even by those sites."""
    assert _guards(Client().get(address)) == ("'none'", "DENY")


@pytest.mark.parametrize("address", ["/embed/order/", "/embed/track/"])
def test_without_a_site_nobody_frames(desk: Frozen, address: str) -> None:
    """The company chose none."""
    assert _guards(Client().get(address)) == ("'none'", "DENY")


def test_an_order_is_placed_without_a_cookie(site: None) -> None:
    """R001: the number is proved in the form; a fault afterwards does not ask for another code."""
    client = Client(enforce_csrf_checks=True)
    said = {**TYPED, "token": _token(client), "form_key": "f1", "phone": make.PHONE}
    assert client.post("/embed/order/", {**said, "do": "code"}).status_code == 200
    code = received(make.PHONE)
    refused = client.post("/embed/order/", {**said, "do": "place", "code": code, "lots.0.weight": "重"})
    assert "lots-0-weight" in faults(refused)
    answer = client.post("/embed/order/", {**said, "do": "place", "code": code})
    order = Order.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/embed/order/done/{order.ticket.ref}")
    done = client.get(answer["Location"])
    assert "W261120001" in done.content.decode()
    assert _guards(done) == (SITE, None)
    assert not client.cookies
    assert client.get("/embed/order/done/k2m4n6p8q2aaaaaa/").status_code == 404


@pytest.mark.parametrize("address", ["/embed/order/", "/embed/track/", "/embed/order/done/x/"])
def test_a_failure_is_said_inside_the_frame_too(site: None, address: str) -> None:
    """The portal closed: a visitor of the site reads it there, not that the page refuses to be shown."""
    Company.objects.update(portal_open=False)
    queries.forget()
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "暂时停用" in answer.content.decode()
    assert _guards(answer) == (SITE, None)


@pytest.mark.parametrize("token", ["", "x", "eyJ:1:2", None])
def test_a_form_without_its_token_is_refused_inside_the_frame(site: None, token: str | None) -> None:
    """With words, and framed like the rest."""
    body = {**TYPED, "do": "place"} | ({} if token is None else {"token": token})
    answer = Client().post("/embed/order/", body)
    assert answer.status_code == 403
    assert _guards(answer) == (SITE, None)
    assert not Order.objects.exists()
    assert Client().post("/embed/order/check/", body).status_code == 403


def test_a_token_lets_the_estimate_through(site: None) -> None:
    """Without a cookie."""
    client = Client()
    token = _token(client)
    assert client.post("/embed/order/check/", {"token": token}).status_code == 200


def test_the_verified_number_of_a_browser_is_not_looked_at(site: None) -> None:
    """A page of another site never shows who proved what in the portal."""
    client = Client()
    client.cookies["yinuo_guest"] = "x"
    assert "已验证" not in client.get("/embed/order/").content.decode()


def test_the_script_is_one_tag_and_keeps_nothing(desk: Frozen) -> None:
    """It may be kept by the browser for an hour, makes a frame, and touches no cookie."""
    answer = Client().get("/embed.js")
    source = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert "max-age=3600" in answer["Cache-Control"]
    assert "iframe" in source
    assert "cookie" not in source
    assert "localStorage" not in source
    assert not answer.cookies


def test_the_frame_speaks_the_site_s_language(site: None) -> None:
    """By its address, since it has no cookie; forms inside go on in it."""
    page = Client().get("/embed/order/?language=en", headers={"Accept-Language": "zh"}).content.decode()
    assert 'lang="en"' in page
    assert "/embed/order/?language=en" in page
