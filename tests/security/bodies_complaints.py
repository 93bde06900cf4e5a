"""What is sent to the doors of complaints, suggestions and statements: at the desk, and by customers."""

from datetime import timedelta
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import complaints as make
from tests.factories import pictures
from tests.security.world import World
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import alike
from yinuo.core import clock

FORM: Final = {"form_key": "q7w5e3r1t9"}
SAID: Final = {"account": make.ACCOUNT, "contact_name": "王先生", "contact_phone": make.PHONE}


def _soon(hours: int = 1) -> str:
    """Some hours from now, as the browser writes a moment."""
    return clock.local(clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def _paper(world: World) -> dict[str, Any]:
    scan = SimpleUploadedFile("scan.jpg", pictures.picture().read(), "image/jpeg")
    return {"name": "王建国", "file": scan}


def _file(world: World) -> dict[str, Any]:
    file = SimpleUploadedFile("report.jpg", pictures.picture().read(), "image/jpeg")
    return {**FORM, "sort": "inspection", "file": file}


def _lesson(world: World) -> dict[str, Any]:
    due_on = clock.today() + timedelta(days=7)
    owner = world.people["team_leader"].pk
    return {"cause": "排队没报备", "change": "排队先报备", "owner": owner, "due_on": f"{due_on:%Y-%m-%d}"}


def _alike(world: World) -> dict[str, Any]:
    case = Complaint.objects.select_related("ticket").get(ticket__ref=world.targets["complaint"]["ref"])
    likeliest = alike.alike(case, world.people["agent"])[0]
    return {"other": likeliest.complaint.ticket.ref, "how": "link"}


def _answer(target: str) -> Any:
    """A customer agrees to what stands on their page."""

    def said(world: World) -> dict[str, Any]:
        ref = world.targets[target]["slug"][:10]
        offer = Complaint.objects.get(ticket__ref=ref).offers.latest("pk")
        return {"do": "accept", "offer": offer.pk}

    return said


SPOT: Final = {
    "restated": "约好四点，没有来", "did-calmed": "on", "ask-agreed_time": "下午四点", "ask-happened": "没来",
    "ask-wish": "今天提走", "cause_found": "排队", "motive": "着急装车", "core_demand": "今天提走",
    "degree": "MOSTLY", "has_long_relation": "1", "may_buy_again": "1", "word_of_mouth": "都认识",
    "demand": "FAIR", "apology": "on", "opinion": "我方有过失", "has_agreed": "on", "way": "PHONE",
    "done": "客户确认", "overall": "5",
}  # fmt: skip
CASES: dict[str, Any] = {
    "complaint-new": {
        **FORM, **SAID, "deed": "register", "kind": "COMPLAINT", "wanted": make.WANTED, "type": "TIME",
        "severity": "2", "channel": "PHONE",
    },
    "complaint-report": {**FORM, **SAID, "channel": "VISIT"},
    "grumble-new": {**FORM, "text": "每次都要催", "phone": make.PHONE},
    "complaint-mood": {"feeling": "4"},
    "complaint-answer": {"key": "wish", "text": "今天提走"},
    "complaint-restate": {"words": "约好四点，没有来", "is_confirmed": "on"},
    "complaint-wait": lambda world: {"due_at": _soon()},
    "complaint-details": lambda world: {
        **SAID, "wanted": make.WANTED, "respondent_name": "门卫",
        "version": Complaint.objects.get(ticket__ref=world.targets["complaint"]["ref"]).ticket.version,
    },
    "complaint-spot": SPOT,
    "complaint-leader": {"note": "客户要找领导"},
    "complaint-alike": _alike,
    "complaint-back": {"why": "还没问清"},
    "complaint-class": {"type": "ATTITUDE", "severity": "3"},
    "complaint-transfer": lambda world: {"to": world.people["manager"].pk, "reason": "leader_takes"},
    "complaint-override": {"reason": "customer_unwilling"},
    "complaint-statement": lambda world: {"asks": "几点放行", "to_name": "门卫", "due_at": _soon()},
    "complaint-waiver": {"reason": "admitted"},
    "complaint-findings": {
        "cause_found": "排队", "motive": "着急装车", "core_demand": "今天提走", "degree": "MOSTLY",
    },
    "complaint-weighing": {
        "has_long_relation": "1", "may_buy_again": "1", "word_of_mouth": "都认识", "demand": "FAIR",
        "degree": "MOSTLY",
    },
    "complaint-offer": {"apology": "on", "opinion": "我方有过失"},
    "complaint-refusal": {"reason": "no_fault", "rule": "运输合同第八条", "opinion": "证据齐全"},
    "complaint-telling": {"way": "PHONE"},
    "complaint-acceptance": {"way": "PHONE"},
    "complaint-declining": {"words": "要再多些", "way": "PHONE"},
    "complaint-signature": _paper,
    "complaint-chore": lambda world: {"department": "shipping", "text": "补发", "due_at": _soon(5)},
    "complaint-chore-done": {"proof": "10:20 提走"},
    "complaint-chore-again": {"why": "少提一件"},
    "complaint-chore-dropped": {"reason": "done_otherwise"},
    "complaint-payment": {"fen": "5", "way": "CASH", "receipt": "W1"},
    "complaint-call": {"reached": "1", "way": "PHONE", "note": "接了"},
    "complaint-rating": {"overall": "5", "way": "PHONE"},
    "complaint-withdrawal": {"reason": "solved"},
    "complaint-reopening": {"why": "又没来"},
    "complaint-lesson": _lesson,
    "corrective-plan": lambda world: {
        "what": "排队先报备", "owner": world.people["team_leader"].pk, "due_on": f"{clock.today():%Y-%m-%d}",
    },
    "corrective-notes": {"text": "已和车队谈过"},
    "corrective-effect": {"worked": "1", "effect": "一个月没有再来"},
    "chore-done": {"proof": "10:20 提走"},
    "chore-payment": {"fen": "5", "way": "CASH", "receipt": "W1"},
    "suggestion-department": {"department": "shipping"},
    "suggestion-answer": {"acted_on": "yes", "result": "下月起照办"},
    "statement": {"said": "桥北排队，没有报备"},
    "driver-complaint": {**FORM, **SAID, "channel": "PHONE"},
    "driver-job-complaint": {**FORM, **SAID, "channel": "PHONE"},
    "driver-statement": {**FORM, "said": "桥北排队，没有报备"},
    "complaint-upload": _file,
    "complaint-cover": {**FORM, "left": "5", "top": "5", "width": "9", "height": "9"},
    "complaint-passing": {"to": "OUTSIDE", "whom": "人保财险"},
}  # fmt: skip
CUSTOMERS: dict[str, Any] = {
    "portal-complain": {
        **FORM, "do": "send", "kind": "TIME", "account": make.ACCOUNT, "wanted": make.WANTED,
        "anonymous": "1",
    },
    "portal-case-find": lambda world: {"code": world.targets["case"]["slug"]},
    "portal-case-more": {**FORM, "words": "司机姓王"},
    "portal-case-offer": {"case told": _answer("case told"), "hidden told": _answer("hidden told")},
    "portal-case-agreement": {"do": "sign", "name": "王建国", "code": "000000"},
    "portal-case-rate": {"overall": "5"},
    "portal-case-reopen": {"why": "又没来"},
    "portal-case-withdraw": {"reason": "solved"},
    "portal-statement": {"said": "九点才放行"},
}  # fmt: skip
BODIES_COMPLAINTS = {**CASES, **CUSTOMERS}
