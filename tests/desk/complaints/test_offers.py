"""A proposal drawn up again: its sums and words as they stood, said anew where they change."""

from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.test_case_walk import FOUND, OFFER, WEIGHED
from tests.desk.complaints.walking import ask, do, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint, Offer
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SUM = "refund_freight-fen"
OWN = "运费退您一部分，三天内到账。\n再次向您道歉。"


@pytest.fixture
def case(agent: Person, browse: Any) -> Complaint:
    """Weighed, ready for a proposal."""
    made = make.at("PROPOSE", agent)
    for noun, typed in (("findings", FOUND), ("weighing", WEIGHED)):
        do(browse(agent), made, noun, **typed)
    return made


def offered(client: Client, case: Complaint, **changed: str) -> Offer:
    """Draw it up with what the dialog holds, but for this; the proposal that stands then."""
    form = ask(client, url(case, "offer"))
    sent = client.post(form.action, form.filled(**changed), headers=parts.DIALOG)
    assert sent.status_code == 204
    return case.offers.exclude(state="REPLACED").get()


@pytest.mark.parametrize("yuan", ["50", "50.05"])
@pytest.mark.parametrize("text", ["", OWN])
def test_sent_back_unchanged_it_is_the_same(
    agent: Person, case: Complaint, browse: Any, yuan: str, text: str
) -> None:
    client = browse(agent)
    first = offered(client, case, **{**OFFER, SUM: yuan, "text": text})
    stands = ask(client, url(case, "offer")).values
    assert (stands[SUM], stands["text"], stands["opinion"]) == (yuan, text, OFFER["opinion"])
    again = offered(client, case)
    assert (again.pk, again.amount, again.text) == (first.pk, round(float(yuan) * 100), first.text)
    assert case.offers.count() == 1


def test_another_sum_is_told_in_the_words_of_the_manual(agent: Person, case: Complaint, browse: Any) -> None:
    client = browse(agent)
    assert "退还给您50元" in offered(client, case, **OFFER).text
    again = offered(client, case, **{SUM: "80"})
    assert (again.amount, "退还给您80元" in again.text, "50" in again.text) == (8000, True, False)


def test_own_words_stay_with_another_sum(agent: Person, case: Complaint, browse: Any) -> None:
    client = browse(agent)
    offered(client, case, **OFFER, text=OWN)
    again = offered(client, case, **{SUM: "80"})
    assert (again.amount, again.text) == (8000, OWN)
