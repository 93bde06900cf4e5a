"""Questions over the API (R102–R122)."""

import pytest

from tests.factories import inquiries as make
from tests.factories import orders
from tests.factories.api import Caller, codes
from tests.frozen import Frozen
from yinuo.inquiries.models import Inquiry
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
ASKED = {"type": "STATE", "question": "货到哪里了", "channel": "PHONE", "contact_phone": "138 0000 6621"}


def test_from_the_question_to_the_answer(caller: Caller, agent: Person, desk: Frozen) -> None:
    """R102, R110, R111, R120: asked about an order, promised, answered; the promise is kept."""
    order = orders.collected(agent)
    told = caller.post("/inquiries", {**ASKED, "about": order.ticket.number})
    assert told.status_code == 201
    asked = told.json()
    assert (asked["number"], asked["stage"], asked["about"]) == ("Q261120001", "OPEN", order.ticket.number)
    at = f"/inquiries/{asked['ref']}"
    filled = caller.get(f"{at}/filled").json()
    assert filled["text"].startswith("您的货物已经于10:00从")
    promised = caller.post(f"{at}/promise", {"due_at": "2026-11-20T11:00:00+08:00"}).json()
    assert promised["stage"] == "CHECKING"
    assert caller.get(f"/tickets/{asked['ref']}").json()["next_due_at"] == "2026-11-20T03:00:00Z"
    answered = caller.post(f"{at}/answer", {"text": filled["text"], "way": "CALLED"}).json()
    assert (answered["stage"], answered["answered_by"], answered["at_first_contact"]) == (
        "ANSWERED",
        "8011",
        False,
    )
    assert Promise.objects.get(key="answer_by").state == Promise.State.KEPT
    assert caller.get(at).json() == answered


def test_to_the_leader_and_back(caller: Caller, agent: Person, team_leader: Person, desk: Frozen) -> None:
    """R117."""
    ref = caller.post("/inquiries", {**ASKED, "type": "OTHER"}).json()["ref"]
    assert caller.post(f"/inquiries/{ref}/pass-up", {"note": "查一下"}).json()["stage"] == "WITH_LEADER"
    assert caller.post(f"/inquiries/{ref}/check", {"answer": "能"}).status_code == 403
    assert caller.post(f"/inquiries/{ref}/answer", {"text": "能", "way": "SAID"}).status_code == 409
    checked = Caller(team_leader).post(f"/inquiries/{ref}/check", {"answer": "能开"}).json()
    assert (checked["stage"], checked["checked_answer"]) == ("CHECKED", "能开")


def test_a_wrong_answer_is_corrected(caller: Caller, agent: Person, desk: Frozen) -> None:
    """R121."""
    wrong = make.answered(agent)
    told = caller.post(f"/inquiries/{wrong.ticket.ref}/correction", {"right": "明天到"})
    assert (told.status_code, told.json()["corrects"]) == (201, wrong.ticket.ref)
    assert caller.get("/inquiries", view="corrected").json()["items"] == [told.json()]


def test_the_list_is_cut_and_paged(caller: Caller, agent: Person, desk: Frozen) -> None:
    made = [make.asked(agent) for _ in range(31)]
    first = caller.get("/inquiries").json()
    assert [one["ref"] for one in first["items"]] == [one.ticket.ref for one in made[:0:-1]]
    rest = caller.get("/inquiries", cursor=first["next_cursor"]).json()
    assert ([one["ref"] for one in rest["items"]], rest["next_cursor"]) == ([made[0].ticket.ref], None)
    assert codes(caller.get("/inquiries", view="theirs")) == {"view": "not_a_choice"}


def test_everything_at_fault_at_once(caller: Caller, desk: Frozen) -> None:
    refused = caller.post("/inquiries", {"type": "WEATHER", "contact_phone": "12"})
    assert refused.status_code == 422
    assert set(codes(refused)) == {"type", "question", "channel", "contact_phone"}
    assert not Inquiry.objects.exists()


def test_a_moment_without_its_offset_is_refused(caller: Caller, agent: Person, desk: Frozen) -> None:
    ref = make.asked(agent).ticket.ref
    assert caller.post(f"/inquiries/{ref}/promise", {"due_at": "2026-11-20T11:00:00"}).status_code == 422


def test_the_same_key_asks_once(caller: Caller, desk: Frozen) -> None:
    for _ in range(2):
        assert caller.post("/inquiries", ASKED, key="k1").status_code == 201
    assert Inquiry.objects.count() == 1


def test_others_see_it_masked_and_outsiders_not_at_all(
    agent: Person, team_leader: Person, outsider: Person, driver: Person, desk: Frozen
) -> None:
    inquiry = make.asked(agent, question="打13800006621")
    at = f"/inquiries/{inquiry.ticket.ref}"
    masked = Caller(team_leader).get(at).json()
    assert (masked["is_masked"], masked["question"]) == (True, "打138****6621")
    assert "13800006621" not in str(masked)
    for path in (at, f"{at}/filled"):
        assert Caller(outsider).get(path).status_code == 404
    assert Caller(outsider).post(f"{at}/answer", {"text": "x", "way": "SAID"}).status_code == 404
    assert Caller(driver).get("/inquiries").status_code == 403


def test_a_token_needs_the_scope(agent: Person, desk: Frozen) -> None:
    reader = Caller(agent, "tickets:read")
    assert reader.get("/inquiries").status_code == 200
    assert reader.post("/inquiries", ASKED).status_code == 403


def test_the_link_and_the_end(caller: Caller, agent: Person, desk: Frozen) -> None:
    """R115."""
    answered = make.answered(agent, about=orders.collected(agent).ticket)
    at = f"/inquiries/{answered.ticket.ref}"
    assert caller.post(f"{at}/link").json()["type"].endswith("link_without_site")
    assert caller.post(f"{at}/closing").json()["stage"] == "CLOSED"
    open_ = make.asked(agent)
    assert caller.post(f"/inquiries/{open_.ticket.ref}/closing").status_code == 422
