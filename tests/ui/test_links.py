"""Addresses are put together once, and are those Django would make."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import NoReverseMatch, path, reverse, set_script_prefix

from yinuo.ui import links

urlpatterns = [path("elsewhere/<str:ref>/", lambda request, ref: HttpResponse(ref), name="ticket")]


def test_the_address_is_djangos() -> None:
    for _ in range(2):
        assert links.to("ticket", "m2v84m4q87") == reverse("ticket", args=["m2v84m4q87"])
        assert links.to("promise", 4) == reverse("promise", args=[4])
        assert links.to("ticket", "k2v84m4q87") != links.to("ticket", "m2v84m4q87")


def test_an_unknown_page_has_none() -> None:
    with pytest.raises(NoReverseMatch):
        links.to("nowhere")


def test_other_urls_and_another_prefix_have_other_addresses() -> None:
    here = links.to("ticket", "m2v84m4q87")
    with override_settings(ROOT_URLCONF="tests.ui.test_links"):
        assert links.to("ticket", "m2v84m4q87") == "/elsewhere/m2v84m4q87/"
    set_script_prefix("/yinuo/")
    try:
        assert links.to("ticket", "m2v84m4q87") == f"/yinuo{here}"
    finally:
        set_script_prefix("/")
    assert links.to("ticket", "m2v84m4q87") == here
