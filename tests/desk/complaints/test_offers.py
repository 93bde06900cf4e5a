"""A proposal drawn up again: its sums stand as they were, its words are said anew, what was seen of the one
before decides nothing about it.
"""

from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.test_case_walk import FOUND, OFFER, WEIGHED
from tests.desk.complaints.walking import ask, do, kept, said, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint, Offer
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
SUM = "refund_freight-fen"
OWN = "运费退您一部分，三天内到账。\n再次向您道歉。"
MOVED = {
    "approval": {"note": "请看"},
    "telling": {"way": "PHONE"},
    "acceptance": {"way": "PHONE"},
    "declining": {"words": "再多些", "way": "PHONE"},
}
"""What can be done with a proposal, in the order in which it is done, and what is typed."""


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


def states(case: Complaint) -> dict[int, str]:
    """Where each proposal of a case stands, by its number."""
    return dict(case.offers.values_list("pk", "state"))


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


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize("noun", MOVED)
def test_nobody_decides_about_a_proposal_that_they_did_not_see(
    agent: Person, team_leader: Person, case: Complaint, browse: Any, noun: str
) -> None:
    """The leader's dialog shows 50 yuan; 490 that the agent drew up meanwhile are not decided by it."""
    client, leader = browse(agent), browse(team_leader)
    seen = offered(client, case, **OFFER)
    for before in list(MOVED)[: list(MOVED).index(noun)]:
        if before != "acceptance":
            do(client, case, before, seen.pk, **MOVED[before])
    form = ask(leader, url(case, noun, seen.pk))
    now = offered(client, case, **{SUM: "490"})
    refused = leader.post(form.action, form.filled(**MOVED[noun]), headers=parts.DIALOG)
    assert refused.status_code == 422
    assert said(refused) == ["这个方案已经作废，有了新的方案。请刷新页面。"]
    assert MOVED[noun].items() <= kept(refused, url(case, noun, seen.pk)).items()
    assert states(case) == {seen.pk: "REPLACED", now.pk: "DRAFT"}
    do(leader, case, "approval", now.pk)
    assert states(case)[now.pk] in ("APPROVED", "ASKED"), "what was told to the customer before is asked"


def test_a_proposal_of_another_case_is_none_of_this(agent: Person, case: Complaint, browse: Any) -> None:
    client = browse(agent)
    theirs = offered(client, case, **OFFER)
    other = make.at("PROPOSE", agent)
    for noun in MOVED:
        assert client.get(url(other, noun, theirs.pk)).status_code == 404
        assert client.post(url(other, noun, theirs.pk), MOVED[noun]).status_code == 404
    assert states(case) == {theirs.pk: "DRAFT"}
