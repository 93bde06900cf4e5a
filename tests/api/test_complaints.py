"""Complaints over the API: from the first word to the thanks, and what is refused on the way (R123–R220)."""

import pytest

from tests.api.complained import GIVES, NO, TOLD, carried, done, registered, understood, weighed
from tests.factories import complaints as make
from tests.factories import orders
from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from yinuo.complaints.models import Complaint
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import PersonalView

pytestmark = pytest.mark.django_db


def test_from_the_first_word_to_the_thanks(caller: Caller, desk: Frozen) -> None:
    """R154–R220: the whole way by the freight manual; every stage asks for its musts, all is on record."""
    ref = registered(caller)
    stands = caller.get(f"/complaints/{ref}").json()
    assert (stands["number"], stands["stage"], stands["owner"]) == ("C261120001", "ACCEPT", "8011")
    refused = caller.post(f"/complaints/{ref}/stage", {"to": "CLARIFY"})
    assert (refused.status_code, kind(refused)) == (409, "musts_missing")
    stands = carried(caller, ref)
    assert (stands["stage"], stands["offers"][0]["items"][1]["payment"]["by"]) == ("CALL_BACK", "8011")
    done(caller, ref, "call-backs", {"reached": True, "way": "PHONE", "note": "接了"})
    assert kind(caller.post(f"/complaints/{ref}/closing")) == "complaint_not_satisfied"
    rated = done(caller, ref, "rating", {"overall": 5, "process": 4, "way": "PHONE"})
    assert rated["ratings"][0]["is_satisfied"]
    done(caller, ref, "thanks")
    closed = done(caller, ref, "closing")
    assert (closed["stage"], closed["outcome"]) == ("CLOSED", "SATISFIED")
    lesson = {"cause": "排队没报备", "change": "先报备", "owner": "8011", "due_on": "2026-11-27"}
    assert done(caller, ref, "lesson", lesson)["lesson"]["change"] == "先报备"
    ticket = Complaint.objects.get(ticket__ref=ref).ticket_id
    written = Event.objects.filter(ticket_id=ticket, kind__startswith="complaint.", actor_id__isnull=False)
    kinds = set(written.filter(door="api").values_list("kind", flat=True))
    assert kinds >= {
        f"complaint.{verb}"
        for verb in (
            "registered", "restated", "told_wait", "answered", "found", "weighed", "offer_made",
            "offer_approved", "offer_told", "offer_accepted", "paid", "called_back", "rated", "thanked",
            "closed", "learned",
        )
    }  # fmt: skip


def test_a_crisis_is_read_from_the_wish_too(caller: Caller, desk: Frozen) -> None:
    """Nobody said how grave it is: account and wish say it, and the manager is called."""
    calm = {"account": "货送晚了两天。", "severity": None}
    assert not Complaint.objects.get(ticket__ref=registered(caller, **calm)).is_crisis
    grave = Complaint.objects.get(ticket__ref=registered(caller, **calm, wanted="不赔我就去跳楼"))
    assert (grave.severity, grave.is_crisis) == (4, True)
    assert Event.objects.filter(kind="complaint.crisis", ticket_id=grave.pk).exists()


def test_who_is_not_satisfied_gets_another_proposal(caller: Caller, desk: Frozen) -> None:
    """R218: back to the proposal, one level higher; what is proposed then, a leader has to agree to."""
    ref = registered(caller)
    carried(caller, ref)
    again = done(caller, ref, "rating", {"overall": 2, "left": "还差运费", "way": "PHONE"})
    assert (again["stage"], again["round"], again["level"]) == ("PROPOSE", 2, 1)
    done(caller, ref, "offer", {"items": [{"remedy": "apology"}], "opinion": "再道歉"})
    asked = done(caller, ref, "approval", {"note": "客户要个说法"})
    assert [one["state"] for one in asked["offers"]] == ["ASKED", "ACCEPTED"]
    refused = caller.post(f"/complaints/{ref}/telling", {"way": "PHONE"})
    assert (refused.status_code, kind(refused)) == (409, "offer_not_in_state")


def test_who_wants_something_else_gets_another_offer(caller: Caller, desk: Frozen) -> None:
    """R217, R219: declined in the customer's words; the next takes its place."""
    ref = registered(caller)
    weighed(caller, ref)
    done(caller, ref, "offer", {"items": [{"remedy": "apology"}], "opinion": "道歉"})
    done(caller, ref, "approval")
    done(caller, ref, "telling", {"way": "PHONE"})
    declined = done(caller, ref, "declining", {"words": "要退运费", "way": "PHONE"})
    assert (declined["offers"][0]["state"], declined["offers"][0]["answer"]) == ("DECLINED", "要退运费")
    again = done(caller, ref, "offer", GIVES)
    assert [one["state"] for one in again["offers"]] == ["DRAFT", "DECLINED"]
    beyond = {"items": [{"remedy": "money", "fen": 10**13 + 1}], "opinion": "x"}
    assert codes(caller.post(f"/complaints/{ref}/offer", beyond)) == {"items.0.fen": "not_readable"}


def test_an_offer_that_was_not_read_is_not_decided_about(caller: Caller, desk: Frozen) -> None:
    """Whoever says which offer they mean is refused where another has taken its place, at every step."""
    ref = registered(caller)
    weighed(caller, ref)
    read = done(caller, ref, "offer", GIVES)["offers"][0]["id"]
    dearer = {**GIVES, "items": [{"remedy": "refund_freight", "fen": 9000}]}
    now = done(caller, ref, "offer", dearer)["offers"][0]["id"]
    said = {"way": "PHONE"}
    steps = (
        ("approval", {}),
        ("telling", said),
        ("acceptance", said),
        ("declining", {**said, "words": "少"}),
    )
    for verb, body in steps:
        refused = caller.post(f"/complaints/{ref}/{verb}", {**body, "offer": read})
        assert (refused.status_code, kind(refused)) == (409, "offer_replaced"), verb
        if verb != "acceptance":
            done(caller, ref, verb, {**body, "offer": now})
    declined = caller.get(f"/complaints/{ref}").json()["offers"]
    assert [(one["id"], one["state"]) for one in declined] == [(now, "DECLINED"), (read, "REPLACED")]


def test_a_reasoned_no(caller: Caller, desk: Frozen) -> None:
    """R197, R198: a no has its reason and rule; what is missing is said at its field."""
    ref = registered(caller)
    weighed(caller, ref)
    assert kind(caller.post(f"/complaints/{ref}/telling", {"way": "PHONE"})) == "offer_missing"
    wrong = caller.post(f"/complaints/{ref}/refusal", {**NO, "reason": "weather"})
    assert wrong.status_code == 422
    assert codes(wrong)["reason"] == "not_a_choice"
    refused = done(caller, ref, "refusal", NO)
    assert refused["offers"][0]["is_refusal"]
    assert refused["offers"][0]["ground"].endswith("依据：运输合同第八条")


def test_statements_are_asked_given_and_waived(
    caller: Caller, agent: Person, driver: Person, team_leader: Person, desk: Frozen
) -> None:
    """R171: whoever is complained about sees the question, not the case; a leader may do without."""
    ref = registered(caller, respondent="8201")
    understood(caller, ref)
    done(caller, ref, "stage", {"to": "CLARIFY"})
    wanted = {"asks": f"请说明，客户 {make.PHONE}", "to": "8201", "due_at": "2026-11-20T14:00:00+08:00"}
    asked = done(caller, ref, "statements", wanted)["statements"][0]
    theirs = Caller(driver)
    assert theirs.get(f"/complaints/{ref}").status_code == 404
    (question,) = theirs.get("/statements").json()["items"]
    assert (question["id"], make.PHONE in question["asks"]) == (asked["id"], False)
    assert caller.get(f"/statements/{asked['id']}").status_code == 404
    given = theirs.post(f"/statements/{asked['id']}", {"said": "桥北排队，没有报备"}).json()
    assert (given["said"], given["is_open"]) == ("桥北排队，没有报备", False)
    assert kind(theirs.post(f"/statements/{asked['id']}", {"said": "另一种说法"})) == "statement_given"
    more = {"asks": "几点放行", "to_name": "门卫", "due_at": "2026-11-20T14:00:00+08:00"}
    gate = done(caller, ref, "statements", more)["statements"][1]
    at = f"{ref}/statements/{gate['id']}/waiver"
    assert caller.post(f"/complaints/{at}", {"reason": "absent"}).status_code == 403
    waived = Caller(team_leader).post(f"/complaints/{at}", {"reason": "absent"}).json()
    assert waived["statements"][1]["state"] == "WAIVED"


def test_a_must_is_let_go_and_a_case_given_on(caller: Caller, team_leader: Person, desk: Frozen) -> None:
    """R157: a leader lets a must go for others, with a reason; what is not understood is not given on."""
    ref = registered(caller)
    to = {"to": "8001", "reason": "leader_takes"}
    assert kind(caller.post(f"/complaints/{ref}/transfer", to)) == "complaint_not_understood"
    must = {"step": "complaint_wait", "key": "told_wait", "reason": "customer_unwilling"}
    assert caller.post(f"/complaints/{ref}/override", must).status_code == 403
    let = Caller(team_leader).post(f"/complaints/{ref}/override", must).json()
    assert [one["let_go"] for one in let["musts"] if one["key"] == "told_wait"] != [None]
    understood(caller, ref)
    given = done(caller, ref, "transfer", to)
    assert (given["owner"], given["transfers"], given["is_masked"]) == ("8001", 1, True)


def test_details_from_the_version_that_was_read(caller: Caller, team_leader: Person, desk: Frozen) -> None:
    """R133–R145: what is left out stays; from an older version it is refused, without what stands there."""
    order = orders.collected(caller.token.person)
    ref = registered(caller)
    version = caller.get(f"/complaints/{ref}").json()["version"]
    said = {"version": version, "wanted": "退运费", "about": order.ticket.number}
    changed = done(caller, ref, "details", said)
    assert (changed["wanted"], changed["about"]) == ("退运费", order.ticket.number)
    assert (changed["account"], changed["contact_phone"]) == (make.ACCOUNT, make.PHONE)
    stale = Caller(team_leader).post(f"/complaints/{ref}/details", {**said, "version": 1, "wanted": "道歉"})
    assert (stale.status_code, kind(stale)) == (409, "stale")
    assert make.PHONE not in stale.content.decode()


def test_classes_moods_and_the_leader(caller: Caller, desk: Frozen) -> None:
    """R149, R150, R153, R212: decided by the agent; a crisis by its severity; the level rises once a key."""
    ref = registered(caller)
    decided = done(caller, ref, "class", {"severity": 4, "temper": "IRRITABLE"})
    assert (decided["severity"], decided["is_crisis"], decided["type"]) == (4, True, "TIME")
    assert done(caller, ref, "class", {"temper": ""})["temper"] == ""
    assert done(caller, ref, "mood", {"feeling": 1})["mood"] == 1
    assert codes(caller.post(f"/complaints/{ref}/mood", {"feeling": 9})) == {"feeling": "not_a_choice"}
    level = decided["level"] + 1
    for _ in range(2):
        assert done(caller, ref, "leader", {"level": level})["level"] == level
    assert done(caller, ref, "acknowledgement")["stage"] == "ACCEPT"


def test_merged_parted_linked(caller: Caller, desk: Frozen) -> None:
    """R129: the same matter is one case; two matters part again; alike ones are linked."""
    one, two = registered(caller), registered(caller)
    assert [found["ref"] for found in caller.get(f"/complaints/{one}/alike").json()["items"]] == [two]
    assert kind(caller.post(f"/complaints/{one}/merge", {"ref": one})) == "complaint_merge_itself"
    merged = done(caller, one, "merge", {"ref": two})
    assert (merged["stage"], merged["merged_into"]) == ("CLOSED", two)
    assert done(caller, one, "unmerge")["stage"] == "ACCEPT"
    done(caller, one, "links", {"ref": two})
    assert Event.objects.filter(kind="ticket.linked").count() == 1


def test_withdrawn_and_reopened(caller: Caller, desk: Frozen) -> None:
    """The customer takes it back, and comes back in time."""
    ref = registered(caller)
    assert kind(caller.post(f"/complaints/{ref}/reopening", {"why": "又没来"})) == "complaint_not_closed"
    assert done(caller, ref, "withdrawal", {"reason": "solved"})["outcome"] == "WITHDRAWN"
    again = done(caller, ref, "reopening", {"why": "又没来"})
    assert (again["stage"], again["round"]) == ("ACCEPT", 2)
    assert kind(caller.post(f"/complaints/{ref}/unreached")) == "complaint_not_in_stage"


def test_the_register_is_narrowed_and_masked(caller: Caller, driver: Person, desk: Frozen) -> None:
    """R133, R397: views and filters; the customer is masked in every list."""
    late = registered(caller, respondent="8201")
    rude = registered(caller, type="ATTITUDE", severity=4)
    everything = caller.get("/complaints").json()
    assert {one["ref"] for one in everything["items"]} == {late, rude}
    assert (make.PHONE in str(everything), everything["next_cursor"]) == (False, None)
    cuts = (({"view": "crisis"}, rude), ({"type": "TIME"}, late), ({"respondent": "8201"}, late))
    for cut, ref in cuts:
        assert [one["ref"] for one in caller.get("/complaints", **cut).json()["items"]] == [ref]
    wrong = caller.get("/complaints", view="theirs", whose="yours")
    assert codes(wrong) == {"view": "not_a_choice", "whose": "not_a_choice"}
    assert codes(caller.get("/complaints", respondent="0000")) == {"respondent": "person_unknown"}
    assert Caller(driver).get("/complaints").status_code == 403


def test_reading_is_masked_and_on_record(
    caller: Caller, team_leader: Person, outsider: Person, agent: Person, desk: Frozen
) -> None:
    """R397: personal data only for whoever works on it, and that they saw it is recorded."""
    ref = registered(caller, account=f"{make.ACCOUNT}打 {make.PHONE}")
    masked = Caller(team_leader).get(f"/complaints/{ref}").json()
    assert (masked["is_masked"], masked["contact_phone"]) == (True, "138****6621")
    assert make.PHONE not in str(masked)
    assert not PersonalView.objects.filter(person=team_leader).exists()
    assert caller.get(f"/complaints/{ref}").json()["contact_phone"] == make.PHONE
    assert PersonalView.objects.filter(person=agent).count() == 1
    assert Caller(outsider).get(f"/complaints/{ref}").status_code == 404
    assert Caller(outsider).post(f"/complaints/{ref}/mood", {"feeling": 3}).status_code == 404


def test_registered_once(caller: Caller, desk: Frozen) -> None:
    """The same key, in the header or in the body, registers once; a longer one is refused."""
    for _ in range(2):
        assert caller.post("/complaints", TOLD, key="k1").status_code == 201
        assert caller.post("/complaints", {**TOLD, "form_key": "f1"}).status_code == 201
    assert Complaint.objects.count() == 2
    assert codes(caller.post("/complaints", {**TOLD, "form_key": "f" * 41})) == {"form_key": "too_long"}
    empty = caller.post(
        "/complaints", {"channel": "HOTLINE", "contact_phone": "12", "goods": {"name": "x" * 99}}
    )
    assert set(codes(empty)) >= {"account", "contact_phone", "official_number", "goods.name"}


@pytest.mark.parametrize(
    "due",
    [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_an_authority_s_deadline_lies_within_a_year(caller: Caller, desk: Frozen, due: str) -> None:
    """Beyond what can be reckoned it is refused at its field, new and when the register is set right."""
    passed = {"channel": "HOTLINE", "official_from": "12345", "official_number": "A-7"}
    refused = caller.post("/complaints", {**TOLD, **passed, "official_due_at": due})
    assert (refused.status_code, codes(refused)) == (422, {"official_due_at": "complaint_official_due_far"})
    ref = registered(caller, **passed, official_due_at="2026-11-27T18:00:00+08:00")
    version = caller.get(f"/complaints/{ref}").json()["version"]
    changed = caller.post(f"/complaints/{ref}/details", {"version": version, "official_due_at": due})
    assert (changed.status_code, codes(changed)) == (422, {"official_due_at": "complaint_official_due_far"})
    assert caller.get(f"/complaints/{ref}").json()["official_due_at"].startswith("2026-11-27")


def test_a_colleague_passes_one_on(team_leader: Person, colleague: Person, desk: Frozen) -> None:
    """R334, R349: four fields; whose it is comes back, the case stays with the desk."""
    theirs = Caller(colleague)
    said = {"account": make.ACCOUNT, "contact_phone": make.PHONE, "channel": "VISIT"}
    assert theirs.post("/complaints", TOLD).status_code == 403
    passed = theirs.post("/complaints/report", said, key="r1")
    assert (passed.status_code, set(passed.json())) == (201, {"ref", "number", "owner"})
    assert passed.json()["owner"] == team_leader.staff_number
    assert theirs.get(f"/complaints/{passed.json()['ref']}").status_code == 404
