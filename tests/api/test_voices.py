"""Beside complaints over the API: suggestions and praise (R130), grumbles (R148), tasks of departments
(R204), causes that come again (ISO 10002 8.7).
"""

import pytest

from tests.api.complained import TOLD, done, registered, weighed
from tests.factories import complaints as make
from tests.factories import orders
from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from yinuo.complaints.models import Corrective, Grumble, Lesson, Suggestion
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
IDEA = {"text": f"回单拍照上传，打 {make.PHONE}", "channel": "PHONE", "contact_phone": make.PHONE}


def kinds(prefix: str) -> list[str]:
    """What was recorded through the API, in its order."""
    rows = Event.objects.filter(kind__startswith=prefix, door="api", actor_id__isnull=False)
    return list(rows.order_by("id").values_list("kind", flat=True))


def test_a_suggestion_is_thanked_passed_on_answered_closed(caller: Caller, desk: Frozen) -> None:
    """R130, R415: in its order; each step on record."""
    told = caller.post("/suggestions", {**IDEA, "form_key": "s1"})
    assert (told.status_code, told.json()["number"], told.json()["stage"]) == (201, "S261120001", "OPEN")
    assert caller.post("/suggestions", {**IDEA, "form_key": "s1"}).json()["ref"] == told.json()["ref"]
    at = f"/suggestions/{told.json()['ref']}"
    assert kind(caller.post(f"{at}/department", {"department": "shipping"})) == "suggestion_not_in_stage"
    assert caller.post(f"{at}/thanks").json()["stage"] == "THANKED"
    assert codes(caller.post(f"{at}/department", {"department": "moon"})) == {"department": "not_a_choice"}
    assert caller.post(f"{at}/department", {"department": "shipping"}).json()["department"] == "shipping"
    answered = caller.post(f"{at}/answer", {"result": "下月起照办", "is_acted_on": True}).json()
    assert (answered["stage"], answered["is_acted_on"]) == ("ANSWERED", True)
    assert caller.post(f"{at}/closing").json()["stage"] == "CLOSED"
    assert kinds("suggestion.") == [
        f"suggestion.{verb}" for verb in ("made", "thanked", "passed_on", "answered", "closed")
    ]


def test_a_suggestion_is_a_complaint_at_once_or_by_a_verb(
    caller: Caller, auditor: Person, outsider: Person, desk: Frozen
) -> None:
    """R130 R141: a grave one is registered as a complaint and says so; another becomes one, once."""
    grave = {**IDEA, "text": "司机昨天酒后开车把人撞伤住院了", "form_key": "s2"}
    told = [caller.post("/suggestions", grave) for _ in range(2)]
    assert {(one.status_code, one.json()["complaint"]) for one in told} == {(201, told[0].json()["number"])}
    assert caller.get(f"/complaints/{told[0].json()['ref']}").json()["is_crisis"]
    plain = caller.post("/suggestions", IDEA).json()
    assert plain["complaint"] is None
    at = f"/suggestions/{plain['ref']}/complaint"
    assert Caller(outsider).post(at).status_code == 404
    assert Caller(auditor).post(at).status_code == 403
    made = [caller.post(at).json() for _ in range(2)]
    assert made[0] == made[1]
    assert caller.get(f"/complaints/{made[0]['ref']}").json()["account"] == IDEA["text"]
    assert kinds("suggestion.") == ["suggestion.made", "suggestion.became", "suggestion.closed"]


def test_suggestions_are_listed_and_masked(
    caller: Caller, team_leader: Person, driver: Person, outsider: Person, desk: Frozen
) -> None:
    """R397: praise names whom it is for; whoever does not work on it sees no number."""
    order = orders.collected(caller.token.person)
    praise = {**IDEA, "sort": "PRAISE", "about_person": "8201", "about": order.ticket.number}
    ref = caller.post("/suggestions", praise).json()["ref"]
    leader = Caller(team_leader)
    for read in (leader.get(f"/suggestions/{ref}").json(), leader.get("/suggestions").json()["items"][0]):
        assert (read["is_masked"], read["about_person"], read["sort"]) == (True, "8201", "PRAISE")
        assert make.PHONE not in str(read)
    assert caller.get(f"/suggestions/{ref}").json()["contact_phone"] == make.PHONE
    assert caller.get("/suggestions", view="closed").json()["items"] == []
    assert codes(caller.get("/suggestions", view="crisis")) == {"view": "not_a_choice"}
    assert Caller(outsider).post(f"/suggestions/{ref}/thanks").status_code == 404
    assert Caller(driver).get("/suggestions").status_code == 403
    assert Suggestion.objects.get().about == order.ticket


def test_a_grumble_counts_and_becomes_a_complaint(caller: Caller, driver: Person, desk: Frozen) -> None:
    """R148: noted once, raised once; what is not theirs to note is refused."""
    grumble = {"text": "每次都要催", "phone": make.PHONE, "form_key": "g1"}
    noted = [caller.post("/grumbles", grumble) for _ in range(2)]
    assert ({one.status_code for one in noted}, Grumble.objects.count()) == ({201}, 1)
    pk = noted[0].json()["id"]
    raised = [caller.post(f"/grumbles/{pk}/complaint").json() for _ in range(2)]
    assert raised[0] == raised[1]
    assert caller.get(f"/complaints/{raised[0]['ref']}").json()["account"] == "每次都要催"
    assert kinds("grumble.") == ["grumble.noted", "grumble.became"]
    assert Caller(driver).post("/grumbles", grumble).status_code == 403
    assert codes(caller.post("/grumbles", {})) == {"text": "required"}


def test_grumbles_are_listed_by_ticket_and_by_number(
    caller: Caller, outsider: Person, driver: Person, desk: Frozen
) -> None:
    """R148: also those without a ticket; masked for whoever does not work on it, with what became of it."""
    order = orders.collected(caller.token.person)
    said = {"text": f"打{make.PHONE}没人接", "phone": make.PHONE}
    assert caller.get("/grumbles", phone="13900000000").json()["items"] == []
    loose = caller.post("/grumbles", said).json()
    about = caller.post("/grumbles", {**said, "ticket": order.ticket.number}).json()
    assert (about["ticket"], about["by"], about["became"]) == (order.ticket.ref, "8011", None)
    found = caller.get("/grumbles", phone="138 0000 6621").json()["items"]
    assert [one["id"] for one in found] == [about["id"], loose["id"]]
    assert {one["text"] for one in found} == {"打138****6621没人接"}
    assert caller.get("/grumbles", ticket=order.ticket.ref).json()["items"] == [about]
    other = Caller(outsider)
    assert [one["id"] for one in other.get("/grumbles", phone=make.PHONE).json()["items"]] == [loose["id"]]
    assert other.get("/grumbles", ticket=order.ticket.ref).status_code == 404
    raised = other.post(f"/grumbles/{loose['id']}/complaint").json()
    assert other.get("/grumbles", phone=make.PHONE).json()["items"][0]["became"] == raised["ref"]
    assert codes(caller.get("/grumbles", phone="12")) == {"phone": "phone_too_short"}
    assert Caller(driver).get("/grumbles", phone=make.PHONE).status_code == 403


def test_the_form_key_of_somebody_else_gives_nothing_away(
    caller: Caller, outsider: Person, colleague: Person, desk: Frozen
) -> None:
    """R328: who comes upon a used form key learns nothing of what it led to; who used it gets it again."""
    grumble = {"text": "每次都要催", "phone": make.PHONE, "form_key": "k1"}
    posts = {"/complaints": {**TOLD, "form_key": "k1"}, "/suggestions": {**IDEA, "form_key": "k2"}}
    report = {"account": make.ACCOUNT, "channel": "VISIT", "form_key": "k3"}
    assert Caller(colleague).post("/complaints/report", report).status_code == 201
    for path, said in {**posts, "/grumbles": grumble}.items():
        assert caller.post(path, said).status_code == caller.post(path, said).status_code == 201
        assert Caller(outsider).post(path, said).status_code == 404
    assert Caller(colleague).post("/complaints/report", report).status_code == 201
    assert caller.post("/complaints/report", {**report, "form_key": "k1"}).status_code == 201
    assert Caller(colleague).post("/complaints/report", {**report, "form_key": "k1"}).status_code == 404


def test_a_department_does_its_task(caller: Caller, outsider: Person, desk: Frozen) -> None:
    """R204, R205: received, done with proof, returned, done again, checked; or not needed any more."""
    ref = registered(caller)
    weighed(caller, ref)
    done(caller, ref, "offer", {"items": [{"remedy": "redo", "fen": 500}], "opinion": "我方有过失"})
    done(caller, ref, "approval")
    done(caller, ref, "telling", {"way": "PHONE"})
    due = {"due_at": "2026-11-20T18:00:00+08:00"}
    done(caller, ref, "acceptance", {"way": "PHONE"})
    more = {**due, "department": "shipping", "text": "补发一件", "form_key": "c1"}
    given = [done(caller, ref, "chores", more)["chores"] for _ in range(2)]
    assert [len(chores) for chores in given] == [2, 2]
    first, second = (f"/chores/{one['ref']}" for one in given[0])
    assert kind(caller.post(f"{first}/check")) == "chore_not_in_state"
    assert caller.post(f"{first}/receipt").json()["state"] == "RECEIVED"
    assert codes(caller.post(f"{first}/done", {})) == {"proof": "required"}
    assert caller.post(f"{first}/done", {"proof": "已提走"}).json()["state"] == "DONE"
    assert caller.post(f"{first}/return", {"why": "少提一件"}).json()["state"] == "GIVEN"
    assert caller.post(f"{first}/done", {"proof": "都提走了"}).json()["proof"] == "都提走了"
    assert Caller(outsider).get(first).status_code == 404
    assert caller.post(f"{first}/check").json()["state"] == "CHECKED"
    assert caller.post(f"{second}/dropping", {"reason": "done_otherwise"}).json()["state"] == "DROPPED"
    assert caller.get(f"/complaints/{ref}").json()["stage"] == "CALL_BACK"
    assert kinds("complaint.chore_")[-2:] == ["complaint.chore_checked", "complaint.chore_dropped"]


def test_a_plan_is_changed_while_it_is_carried_out(caller: Caller, desk: Frozen) -> None:
    """R218: what was agreed to is not wanted any more; another round, one level higher."""
    ref = registered(caller)
    weighed(caller, ref)
    assert kind(caller.post(f"/complaints/{ref}/replanning", {"why": "改了主意"})) == "complaint_not_in_stage"
    assert kind(caller.post(f"/complaints/{ref}/agreement")) == "offer_missing"
    done(caller, ref, "offer", {"items": [{"remedy": "refund_freight", "fen": 500}], "opinion": "退运费"})
    done(caller, ref, "approval")
    done(caller, ref, "telling", {"way": "PHONE"})
    done(caller, ref, "acceptance", {"way": "PHONE"})
    written = done(caller, ref, "agreement")["offers"][0]["agreement"]
    assert (len(written["sha256"]), written["signed_at"]) == (64, None)
    item = done(caller, ref, "agreement")["offers"][0]["items"][0]["id"]
    paid = {"item": item, "fen": 499, "way": "CASH", "receipt": "W1"}
    assert codes(caller.post(f"/complaints/{ref}/payment", paid)) == {"fen": "pay_not_exact"}
    assert caller.post(f"/complaints/{ref}/payment", {**paid, "item": item + 1}).status_code == 404
    anew = done(caller, ref, "replanning", {"why": "改了主意"})
    assert (anew["stage"], anew["round"], anew["level"]) == ("PROPOSE", 2, 1)


def test_causes_that_come_again(caller: Caller, team_leader: Person, agent: Person, desk: Frozen) -> None:
    """ISO 10002 8.7: planned, done, seen to work by somebody else; an agent sees only what is theirs."""
    at, leader = clock.now(), Caller(team_leader)
    row = Corrective.objects.create(type="TIME", cause="DUTY", count=3, opened_at=at, changed_at=at)
    path, plan = f"/correctives/{row.pk}", {"what": "先报备", "owner": "8011", "due_on": "2026-12-20"}
    assert caller.get("/correctives").json()["items"] == []
    assert caller.get(path).status_code == 404
    assert caller.post(f"{path}/plan", plan).status_code == 404
    assert kind(leader.post(f"{path}/done")) == "corrective_unset"
    assert codes(leader.post(f"{path}/plan", {**plan, "owner": ""})) == {"owner": "required"}
    assert leader.post(f"{path}/plan", plan).json()["owner"] == agent.staff_number
    assert caller.post(f"{path}/notes", {"text": "已和车队谈过"}).status_code == 200
    assert caller.post(f"{path}/done").json()["state"] == "DONE"
    effect = {"worked": True, "effect": "一个月没有再来"}
    assert kind(caller.post(f"{path}/effect", effect)) == "corrective_own"
    assert leader.post(f"{path}/effect", effect).json()["state"] == "WORKED"
    assert [one["came"] for one in leader.get("/correctives?cut=worked").json()["items"]] == [0]
    assert codes(leader.get("/correctives?cut=soon")) == {"cut": "not_a_choice"}
    assert kinds("corrective.") == [
        "corrective.set", "corrective.noted", "corrective.done", "corrective.worked",
    ]  # fmt: skip


def test_lessons_are_looked_up(caller: Caller, team_leader: Person, agent: Person, driver: Person) -> None:
    """R220: by cause and by words in them; nobody's number stands in the list."""
    case = make.registered(agent, cause="DUTY")
    said = {"cause": "排队没报备，打13800006621", "change": "先报车管", "due_on": "2026-12-20"}
    Lesson.objects.create(complaint=case, owner=team_leader, at=clock.now(), **said)
    found = caller.get("/lessons?cause=DUTY&words=车管").json()["items"]
    assert [(one["ref"], one["cause_key"], one["owner"]) for one in found] == [
        (case.ticket.ref, "DUTY", team_leader.staff_number)
    ]
    assert found[0]["cause"] == "排队没报备，打138****6621"
    assert caller.get("/lessons?type=DAMAGE").json()["items"] == []
    assert Caller(driver).get("/lessons").status_code == 403
