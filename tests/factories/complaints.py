"""Complaints and suggestions at any stage, made by the real actions."""

from typing import Any

from tests.factories import orders
from yinuo.complaints.actions import grumbling, holding, registering, suggesting
from yinuo.complaints.models import Complaint, Grumble, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import Stage
from yinuo.core import refs
from yinuo.core.db import transaction
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Channel, Ticket

PHONE = "13800006621"
ACCOUNT = "昨天下午说好四点来提货，到今天上午十点司机还没到，配件堆在江宁配城门口。"
WANTED = "今天提走，免这一票的提货费"

STEPS: list[dict[str, Any]] = [
    {
        "key": "receive",
        "stage": "accept",
        "label": "受理",
        "from": "003 四 R154",
        "must": [
            {"key": "account", "label": "记下经过", "by": "desk"},
            {"key": "wanted", "label": "问清诉求", "by": "desk"},
            {"key": "restated", "label": "复述并得到确认", "by": "desk"},
            {"key": "told_wait", "label": "告知等待时间", "by": "desk"},
        ],
    },
    {
        "key": "find_out",
        "stage": "clarify",
        "label": "核实",
        "from": "003 四 R154",
        "must": [{"key": "heard", "label": "听取说明", "by": "desk"}],
    },
    {
        "key": "propose",
        "stage": "propose",
        "label": "提出方案",
        "from": "003 四 R154",
        "must": [{"key": "weighed", "label": "五问", "by": "desk"}],
    },
]
"""A small manual of complaints."""


def playbook(**sections: Any) -> PlaybookVersion:
    """The freight manual in force, its complaints by the small one; other sections replaced."""
    steps = {**orders._pack()[0]["steps"], "complaint": STEPS}
    return orders.playbook(**{"steps": steps, **sections})


def registered(by: Person | None, **said: Any) -> Complaint:
    """王先生 rings: nobody came for his goods; unless said otherwise."""
    given: dict[str, Any] = {
        "account": ACCOUNT,
        "wanted": WANTED,
        "type": "TIME",
        "severity": 2,
        "channel": Channel.PHONE,
        "form_key": refs.new(),
    }
    if not said.get("is_anonymous"):
        given |= {"contact_name": "王先生", "contact_phone": PHONE}
    return registering.register(by=by, **given | said)


def at(stage: str, by: Person | None, **said: Any) -> Complaint:
    """A complaint at this stage, every must before it ticked; what has nothing to carry out goes on at once,
    so none stays at CARRY_OUT.
    """
    complaint, way = registered(by, **said), list(Stage)
    for after in way[1 : way.index(Stage(stage)) + 1]:
        if way.index(Stage(ticket(complaint).stage)) < way.index(after):
            onward(complaint, after, by)
    return again(complaint)


def onward(complaint: Complaint, to: str, by: Person | None) -> Complaint:
    """Tick what its stage asks for and move it on."""
    with transaction():
        held = holding.hold(complaint)
        for step in tickets_queries.steps(held.ticket):
            for must in step.must:
                tickets.do_must(held.ticket, step=step.key, key=must.key, by=None, seen=True)
        holding.move(held, Stage(to), by, closes=to == Stage.CLOSED)
    return held


def suggested(by: Person | None, **said: Any) -> Suggestion:
    """Somebody suggests something; unless said otherwise."""
    given: dict[str, Any] = {
        "sort": Suggestion.Sort.SUGGESTION,
        "text": "回单能不能默认拍照上传",
        "channel": Channel.PHONE,
        "form_key": refs.new(),
    }
    return suggesting.make(by=by, **given | said)


def grumbled(by: Person, **said: Any) -> Grumble:
    """Somebody grumbles in a call."""
    given: dict[str, Any] = {"text": "每次都要催才来", "phone": PHONE, "form_key": refs.new()}
    return grumbling.note_grumble(by=by, **given | said)


def again(complaint: Complaint) -> Complaint:
    """The complaint as it stands in the database."""
    return loading.fresh(complaint.pk)


def ticket(of: Complaint | Suggestion) -> Ticket:
    """Its ticket as it stands in the database."""
    return Ticket.objects.get(pk=of.pk)


def ticked(of: Complaint) -> set[str]:
    """The musts of every stage that are ticked."""
    return set(ticket(of).musts.values_list("key", flat=True))
