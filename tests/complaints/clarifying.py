"""A small manual of complaints, read by the real loader, and cases as rows at any stage."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import pytest

from tests.factories import tickets as make
from tests.frozen import Frozen
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import LINK, Stage
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import loading as playbooks
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Kind, Link, Must, Ticket

RECORDED_AT: Final = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
STEPS: Final = {
    Stage.ACCEPT: ("listen", "account wanted restated told_wait", "calmed"),
    Stage.CLARIFY: ("look", "heard questions findings", "compared"),
    Stage.PROPOSE: ("agree", "weighed told agreed", ""),
    Stage.CARRY_OUT: ("carry", "chores", ""),
    Stage.CALL_BACK: ("call", "rated thanked", ""),
}
"""For each stage its step, the musts that the desk ticks, and those ticked by hand."""
_SECTIONS: Final = """
chapter: complaints
title: 投诉
settings: {receiver: driver, from: R068}
phrases:
  - {key: sorry, group: complaint, when: 客户生气, text: 发生这件事我十分抱歉, from: R156}
  - {key: promise, group: complaint, when: 要等, text: 我查清后给您答复, from: R182}
strategies:
  - key: hot
    label: 易怒型
    when: complaint.temper == "irritable"
    tone: 慢、稳
    do: [先听完]
    avoid: [反驳]
    say: [promise]
    from: R150
questions:
  - {key: when, label: 发生时间, ask: 什么时候发生的？, required: true, from: R144}
  - {key: wish, label: 客户要求, ask: 您希望怎么处理？, fills: wanted, from: R187}
  - {key: batch, label: 批号, ask: 批号？, types: damage, required: true, fills: goods.batch, from: R139}
reasons:
  complaint_override:
    - {key: refuses, label: 客户拒绝, from: R154}
    - {key: other, label: 其他, note_required: true, from: R154}
  complaint_transfer:
    - {key: ill, label: 负责人病假, from: R157}
"""


@cache
def _content() -> dict[str, Any]:
    steps = ["steps:", "  complaint:"]
    for stage, (key, seen, by_hand) in STEPS.items():
        steps.append(
            f"    - key: {key}\n      stage: {stage.lower()}\n      label: {stage.label}\n      from: R154"
        )
        steps.append("      say: sorry\n      must:")
        steps += [f"        - {{key: {must}, label: {must}, by: desk}}" for must in seen.split()]
        steps += [f"        - {{key: {must}, label: {must}}}" for must in by_hand.split()]
    files = {
        "playbook.yaml": "slug: small\nname: 投诉手册\nchapters: [complaints.yaml]\n",
        "complaints.yaml": _SECTIONS + "\n".join(steps) + "\n",
    }
    loaded = playbooks.load(files)
    assert loaded.playbook is not None, loaded.faults
    return loaded.playbook.model_dump(mode="json", by_alias=True)


def playbook() -> PlaybookVersion:
    """The small manual in force."""
    number = PlaybookVersion.objects.count() + 1
    PlaybookVersion.objects.filter(is_current=True).update(is_current=False)
    return PlaybookVersion.objects.create(
        slug="small",
        number=number,
        name="投诉手册",
        published_at=RECORDED_AT,
        source={},
        content=_content(),
        chapters={},
        checksum=f"small-{number}",
        is_current=True,
    )


@pytest.fixture
def at_work(_wired: None, frozen: Frozen) -> None:
    """The clock stands at Friday 2026-11-20, 10:00; the wiring is connected, no manual is in force yet."""


def case(owner: Person, stage: Stage = Stage.ACCEPT, *, done: bool = False, **values: Any) -> Complaint:
    """A complaint about the driver's lateness in the owner's hands; `done`: every must of its stage is."""
    version = PlaybookVersion.objects.filter(is_current=True, slug="small").first() or playbook()
    ticket = make.ticket(
        kind=Kind.COMPLAINT,
        stage=stage,
        owner=owner,
        team=owner.team,
        playbook_version=version,
        barred=values.get("respondent"),
        closed_at=RECORDED_AT if stage == Stage.CLOSED else None,
    )
    given: dict[str, Any] = {
        "type": "TIME",
        "account": "约好两点半提货，三点还没来",
        "contact_name": "王先生",
    }
    given |= {"contact_phone": "13800006621", "recorded_at": RECORDED_AT, "recorded_by": owner}
    Complaint.objects.create(ticket=ticket, **given | values)
    if about := values.get("about"):
        Link.objects.create(ticket=ticket, other=about, kind=LINK)
    if done:
        finish(ticket)
    return again(ticket.pk)


def finish(ticket: Ticket, *without: str) -> None:
    """Tick every must of the present stage but these."""
    for step in tickets_queries.steps(ticket):
        for must in step.must:
            if must.key not in without:
                Must.objects.get_or_create(
                    ticket=ticket, step=step.key, key=must.key, defaults={"done_at": RECORDED_AT}
                )


def again(pk: int) -> Complaint:
    """The complaint as it stands in the database."""
    return loading.fresh(pk)


def done(complaint: Complaint) -> set[str]:
    """The musts that are ticked, of any stage."""
    return set(Must.objects.filter(ticket_id=complaint.pk).values_list("key", flat=True))
