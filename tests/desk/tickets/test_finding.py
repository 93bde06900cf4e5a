"""Search: one box for everything, masked, in reach."""

import pytest
from django.urls import reverse

from tests.desk.tickets import parts

pytestmark = pytest.mark.django_db
SEARCH = reverse("search")


def test_a_number_opens_at_once(order, agent, browse) -> None:
    response = browse(agent).get(SEARCH, {"q": f" {order.ticket.number} "})
    assert response["Location"] == f"/desk/{order.ticket.ref}/"


@pytest.mark.parametrize("words", ["汽车配件", "6621", "配件", "13800006621"])
def test_pieces_of_what_was_said_find_it(order, agent, browse, words) -> None:
    """Any piece of two or more Chinese characters, a phone or its tail."""
    page = parts.text(browse(agent).get(SEARCH, {"q": words}))
    assert order.ticket.number in page


def test_names_are_masked_in_results(order, team_leader, browse) -> None:
    page = parts.text(browse(team_leader).get(SEARCH, {"q": "配件"}))
    assert order.ticket.number in page
    assert "13800006621" not in page


def test_strangers_find_nothing(order, outsider, browse) -> None:
    """R340"""
    page = parts.text(browse(outsider).get(SEARCH, {"q": "配件"}))
    assert order.ticket.number not in page
    assert "没有找到" in page


@pytest.mark.parametrize("words", ["", " ", "%", "'; drop table", "<b>", "x" * 5000, "\x00", "一"])
def test_odd_words_are_no_fault(order, agent, browse, words) -> None:
    response = browse(agent).get(SEARCH, {"q": words})
    assert response.status_code == 200
    assert "<b></b>" not in parts.text(response)


def test_a_forged_cursor_is_told_in_words(order, agent, browse) -> None:
    assert browse(agent).get(SEARCH, {"q": "配件", "cursor": "abc"}).status_code == 422
