"""The customer agrees, then takes the complaint back: what they said stays what they said (R202, R217)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.test_case_walk import FOUND, OFFER, WEIGHED
from tests.desk.complaints.walking import do, newest, page, stage
from tests.factories import complaints as make
from tests.portal.complaints import forms
from tests.portal.following.conftest import known
from yinuo.complaints.models import Complaint, Offer
from yinuo.staff.models import Person
from yinuo.tickets.rules import links

__all__ = ["known"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
TOLD = "自己撤回了"


@pytest.fixture
def theirs(known: Callable[[str], Client]) -> Client:
    """The browser of whoever complained."""
    return known(make.PHONE)


@pytest.fixture
def case(agent: Person, browse: Any, theirs: Client) -> Complaint:
    """50 yuan were offered on the page, and agreed to there."""
    made, client = make.at("PROPOSE", agent), browse(agent)
    do(client, made, "findings", **FOUND)
    do(client, made, "weighing", **WEIGHED)
    do(client, made, "offer", **OFFER)
    do(client, made, "approval", newest(made))
    do(client, made, "telling", newest(made), way="PAGE")
    assert forms.press(theirs, f"{base(made)}/offer/", "accept", words="行，就这样").status_code == 302
    assert stage(made) == "CARRY_OUT"
    return made


def base(case: Complaint) -> str:
    """The address of the customer's page, without its last slash."""
    return links.case_path(case.ticket.ref)


def test_taking_it_back_is_no_no_to_what_was_agreed(
    agent: Person, case: Complaint, browse: Any, theirs: Client
) -> None:
    """Neither page says that the customer declined; their answer stays; the owner is told at once."""
    gone = forms.press(theirs, f"{base(case)}/withdraw/", reason="solved")
    assert gone.status_code == 302
    offer = case.offers.get()
    assert (offer.state, offer.answer) == (Offer.State.REPLACED, "行，就这样")
    page_ = theirs.get(f"{base(case)}/").content.decode()
    assert "您撤回了这件投诉" in page_
    assert "您要求换个办法" not in page_
    desk = page(browse(agent), case)
    assert "客户不同意" not in desk
    assert "行，就这样" in desk
    assert TOLD in browse(agent).get("/messages/reminders/").content.decode()
    again = forms.press(theirs, f"{base(case)}/reopen/", why="还是没退")
    assert again.status_code == 302
    assert "不同意，还可以找谁" not in theirs.get(f"{base(case)}/").content.decode()


def test_what_they_have_already_stays_agreed_to(
    agent: Person, case: Complaint, browse: Any, theirs: Client
) -> None:
    client = browse(agent)
    do(client, case, "payment", case.offers.get().items.get(amount__gt=0).pk, way="WECHAT", receipt="W1")
    do(client, case, "withdrawal", reason="solved")
    offer = case.offers.get()
    assert (offer.state, offer.answer) == (Offer.State.ACCEPTED, "行，就这样")
    assert TOLD not in client.get("/messages/reminders/").content.decode()


def test_another_plan_while_it_is_carried_out_is_a_no(agent: Person, case: Complaint, browse: Any) -> None:
    """R218: what they do not want any more, they declined."""
    do(browse(agent), case, "back", why="不要退款，要补发")
    assert case.offers.get().state == Offer.State.DECLINED
    assert "客户不同意" in page(browse(agent), case)
