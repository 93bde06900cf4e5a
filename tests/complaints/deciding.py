"""A manual that says what may be given and by whom, and cases that are ready to be decided."""

from functools import cache
from typing import Any, Final

from tests.complaints import clarifying
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import approving, offering, telling
from yinuo.complaints.models import Complaint, Offer, Weighing
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import events
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import loading as playbooks
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets import rules as tickets_rules
from yinuo.tickets.models import Kind

FOUND: Final = {"cause_found": "排队", "motive": "着急", "core_demand": "今天拉走", "degree": "PARTLY"}
FIVE: Final[dict[str, Any]] = {
    "has_long_relation": True, "may_buy_again": True, "word_of_mouth": "会说",
    "demand": "FAIR", "degree": "PARTLY",
}  # fmt: skip
LIMITS: Final = {"AGENT": 20_000, "TEAM_LEADER": 100_000, "MANAGER": 500_000}
"""What each role may give for one matter, in fen."""
_CHAPTER: Final = """
chapter: complaints
title: 补偿
settings: {receiver: driver, from: R068}
phrases:
  - {key: offer_opening, group: complaint, when: 提方案, text: "{company}给您添麻烦了。", from: R252}
  - {key: offer_at_fault, group: complaint, when: 我方有过失, text: 我会马上尽力补救。, from: R252}
  - key: offer_choice
    group: complaint
    when: 另一种办法
    text: 这其实是最好的解决方法，不过如您认为不方便的话，我建议下面几种办法，请您选一种：
    from: R254
  - {key: offer_refusal, group: complaint, when: 说不, text: "很抱歉，按{ground}不能支持。", from: R197}
departments:
  - {key: marketing, label: 市场部, task: 送赠品, from: R204}
  - {key: finance, label: 财务部, task: 付款, from: R204}
limits:
  - {about: remedy, role: agent, amount: 200, from: R208}
  - {about: remedy, role: team_leader, amount: 1000, from: R208}
  - {about: remedy, role: manager, amount: 5000, from: R208}
approvals:
  - key: remedy_manager
    label: 补偿超过组长权限，请经理同意
    about: remedy
    when: "person.role != 'manager' and remedy.amount > limits.team_leader.amount"
    by: manager
    from: R208
  - key: remedy_leader
    label: 补偿超过坐席权限，请组长同意
    about: remedy
    when: "remedy.amount > limit.amount or remedy.is_unusual"
    by: team_leader
    from: R208
  - key: refusal_leader
    label: 不予支持，请组长同意
    about: refusal
    when: "person.role == 'agent'"
    by: team_leader
    from: R197
remedies:
  - {key: sorry, label: 道歉, way: apology, is_moral: true, say: 我们向您郑重道歉。, from: R207}
  - {key: money, label: 补偿金, way: money, takes_amount: true, department: finance, task: 付款, from: R207}
  - {key: refund, label: 退款, way: refund, takes_amount: true, say: "退还您运费{amount}。", from: R207}
  - {key: discount, label: 下次优惠, way: discount, takes_amount: true, cost_percent: 60, from: R209}
  - {key: gift, label: 赠品, way: gift, cost: 50, department: marketing, task: 送赠品, from: R209}
  - {key: redo, label: 重新包装, way: redo, types: damage, from: R207}
legal:
  - key: insured
    label: 保价赔偿
    law: 快递暂行条例第二十八条
    about: minimum
    types: damage
    base: declared_value
    text: 保价的按约定赔。
    from: R207
  - {key: nature, label: 免责, law: 民法典第八百三十二条, about: right, text: 货物本身的原因。, from: R197}
reasons:
  complaint_refuse:
    - {key: not_ours, label: 不属于我方责任, from: R197}
  complaint_unusual:
    - {key: long_customer, label: 多年的老客户, from: R214}
"""
_SECTIONS: Final = ("phrases", "departments", "limits", "approvals", "remedies", "legal", "reasons")


@cache
def _content() -> dict[str, Any]:
    files = {"playbook.yaml": "slug: small\nname: 投诉手册\nchapters: [complaints.yaml]\n"}
    loaded = playbooks.load({**files, "complaints.yaml": _CHAPTER})
    assert loaded.playbook is not None, loaded.faults
    return loaded.playbook.model_dump(mode="json", by_alias=True)


def playbook() -> PlaybookVersion:
    """The small manual in force, with what may be given."""
    version = clarifying.playbook()
    said = {**version.content, **{name: _content()[name] for name in _SECTIONS}}
    version.content = schema.Playbook.model_validate(said).model_dump(mode="json", by_alias=True)
    version.checksum += "-deciding"
    version.save(update_fields=["content", "checksum"])
    return version


def connect() -> None:
    """What the wiring does."""
    tickets_rules.register_moves(Kind.COMPLAINT, stages.moves())
    events.on("approval.approved", approving.offer_decided)
    events.on("approval.refused", approving.offer_decided)


def case(owner: Person, *, degree: str = "PARTLY", **values: Any) -> Complaint:
    """A case about lateness, found out and weighed, to be decided."""
    if not PlaybookVersion.objects.filter(is_current=True, checksum__endswith="-deciding").exists():
        playbook()
    complaint = clarifying.case(owner, Stage.PROPOSE, degree=degree, **values)
    Weighing.objects.create(
        complaint=complaint,
        has_long_relation=True,
        may_buy_again=True,
        word_of_mouth="朋友圈",
        demand="FAIR",
        degree=degree,
        at=clarifying.RECORDED_AT,
        by=owner,
    )
    clarifying.finish(complaint.ticket, "told", "agreed")
    return clarifying.again(complaint.pk)


def offered(complaint: Complaint, by: Person, *items: Wish, **said: Any) -> Offer:
    """50 yuan, unless said otherwise."""
    given = {"opinion": "司机迟到一小时，客户误了发货。", "items": items or (Wish("money", 5_000),)}
    return offering.make_offer(complaint=complaint, by=by, **{**given, **said})


def refused(complaint: Complaint, by: Person, **said: Any) -> Offer:
    """A reasoned no."""
    given = {
        "items": (),
        "is_refusal": True,
        "reason": "not_ours",
        "ground": "nature",
        "opinion": "包装不当。",
    }
    return offering.make_offer(complaint=complaint, by=by, **{**given, **said})


def told(complaint: Complaint, by: Person, *items: Wish, **said: Any) -> Offer:
    """An offer within one's own limit that the customer has heard."""
    offer = approving.ask_approval(offer=offered(complaint, by, *items, **said), by=by)
    return telling.tell_offer(offer=offer, way="PHONE", by=by)


def accepted(complaint: Complaint, by: Person, *items: Wish, **said: Any) -> Offer:
    """An offer that the customer agreed to."""
    return telling.accept_offer(offer=told(complaint, by, *items, **said), way="PHONE", by=by)


def question(offer: Offer) -> Approval:
    """What is asked about an offer."""
    waiting = Approval.objects.filter(ticket=offer.complaint_id, state=Approval.State.ASKED)
    return waiting.select_related("ticket", "asked_by").get()


def approved(offer: Offer, by: Person) -> Offer:
    """Somebody agrees to what is asked."""
    approvals.approve(question(offer), by=by)
    return again(offer)


def precedents(by: Person, *sums: int) -> None:
    """Cases like it that were settled with so many fen each."""
    for fen in sums:
        done = accepted(case(by), by, Wish("money", fen), unusual_for="先例")
        done.complaint.outcome = "SATISFIED"
        done.complaint.save(update_fields=["outcome"])


def again(offer: Offer) -> Offer:
    """The offer as it stands in the database."""
    return Offer.objects.select_related("complaint__ticket", "made_by").get(pk=offer.pk)
