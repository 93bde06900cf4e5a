"""A complaint led through its stages over the API, as an integration would."""

from typing import Any

from tests.factories import complaints as make
from tests.factories.api import Caller

TOLD = {
    "account": make.ACCOUNT, "wanted": make.WANTED, "type": "TIME", "severity": 2, "channel": "PHONE",
    "contact_name": "王先生", "contact_phone": "138 0000 6621",
}  # fmt: skip
FOUND = {
    "cause_found": "司机排队没报备", "motive": "着急装车", "core_demand": "今天提走", "degree": "MOSTLY",
}  # fmt: skip
FIVE = {
    "has_long_relation": True, "may_buy_again": True, "word_of_mouth": "汽配城里都认识", "demand": "FAIR",
    "degree": "MOSTLY", "analysis": {"seriousness": "耽误一天"},
}  # fmt: skip
NO = {"reason": "no_fault", "ground": "运输合同第八条", "opinion": "证据齐全"}
GIVES = {
    "items": [{"remedy": "apology"}, {"remedy": "refund_freight", "fen": 5000}],
    "opinion": "道歉并退 50 元运费",
}


def done(caller: Caller, ref: str, verb: str, body: Any = None) -> dict[str, Any]:
    """What a verb answers, after seeing that it was accepted."""
    answer = caller.post(f"/complaints/{ref}/{verb}", body)
    assert answer.status_code == 200, (verb, answer.content)
    return dict(answer.json())


def registered(caller: Caller, **said: Any) -> str:
    """The ref of a complaint just registered."""
    answer = caller.post("/complaints", {**TOLD, **said})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["ref"])


def understood(caller: Caller, ref: str) -> dict[str, Any]:
    """Accepted as the manual asks: calm, restated, told how long."""
    done(caller, ref, "musts", {"step": "complaint_calm", "key": "calmed"})
    done(caller, ref, "restating", {"words": "约好四点没有来", "is_confirmed": True})
    return done(caller, ref, "wait", {"due_at": "2026-11-20T12:00:00+08:00"})


def weighed(caller: Caller, ref: str) -> dict[str, Any]:
    """Clarified and weighed: ready for a proposal."""
    understood(caller, ref)
    clarify = done(caller, ref, "stage", {"to": "CLARIFY"})
    for question in clarify["questions"]:
        done(caller, ref, "answers", {"key": question["key"], "text": "客户说了"})
    done(caller, ref, "findings", FOUND)
    done(caller, ref, "weighing", FIVE)
    return done(caller, ref, "stage", {"to": "PROPOSE"})


def carried(caller: Caller, ref: str) -> dict[str, Any]:
    """Offered, agreed to and paid: next is the call-back."""
    weighed(caller, ref)
    done(caller, ref, "offer", GIVES)
    done(caller, ref, "approval")
    done(caller, ref, "telling", {"way": "PHONE"})
    agreed = done(caller, ref, "acceptance", {"way": "PHONE", "words": "可以"})
    item = next(one for one in agreed["offers"][0]["items"] if one["amount"])
    paid = {"item": item["id"], "fen": 5000, "way": "微信", "receipt": "W1"}
    stands = done(caller, ref, "payment", paid)
    for chore in stands["chores"]:
        caller.post(f"/chores/{chore['ref']}/done", {"proof": "已办"})
        assert caller.post(f"/chores/{chore['ref']}/check").json()["state"] == "CHECKED"
    return dict(caller.get(f"/complaints/{ref}").json())
