"""A forgotten case keeps its evidence and speaks of nobody any more."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model

from tests.complaints import carried as make
from yinuo.complaints.actions import forgetting
from yinuo.complaints.models import (
    Agreement,
    Answer,
    CallBack,
    Chore,
    Complaint,
    Grumble,
    Lesson,
    Mood,
    Offer,
    OfferItem,
    Override,
    Payment,
    Rating,
    Statement,
    Suggestion,
    Weighing,
)
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.staff.models import Company, Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Kind, Ticket

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
NAME = "王建国"
PHONE = "13811112222"
SAID = f"{NAME}说打{PHONE}"


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def full(owner: Person) -> Complaint:
    """A closed case in which every text names the customer."""
    now = clock.now()
    words = ("account", "wanted", "restated", "cause_found", "motive", "core_demand", "responsible")
    held = make.case(
        owner,
        Stage.CLOSED,
        closed_at=now,
        contact_name=NAME,
        contact_phone=PHONE,
        contact_company=SAID,
        contact_address=SAID,
        respondent_name=NAME,
        goods={"symptoms": SAID, "declared_value": 90000},
        proposed={"words": [SAID]},
        **{name: SAID for name in words if name != "account"},
    )
    Complaint.objects.filter(pk=held.pk).update(account=SAID)
    at: dict[str, Any] = {"complaint": held, "at": now}
    Statement.objects.create(
        complaint=held, to_name=NAME, to_phone=PHONE, asks=SAID, said=SAID, asked_at=now, due_at=now
    )
    Answer.objects.create(key="when", text=SAID, **at)
    Override.objects.create(step="s", key="k", label="标签", reason=SAID, by=owner, **at)
    CallBack.objects.create(round=1, way="PHONE", was_reached=True, note=SAID, **at)
    Rating.objects.create(round=1, overall=2, words=SAID, left=SAID, is_satisfied=False, way="PHONE", **at)
    Lesson.objects.create(cause=SAID, change=SAID, owner=owner, due_on=clock.today(), **at)
    Mood.objects.create(feeling=1, **at)
    Weighing.objects.create(
        has_long_relation=True,
        may_buy_again=True,
        word_of_mouth=SAID,
        demand="FAIR",
        degree="FULL",
        analysis={"a": SAID},
        effects={"b": SAID},
        **at,
    )
    offer = make.offer(held, ("money", 100), opinion=SAID, text=SAID, answer=SAID, unusual_for=SAID)
    OfferItem.objects.update(words=SAID)
    Payment.objects.create(item=offer.items.get(), fen=100, way="现金", receipt="S1", at=now, by=owner)
    Agreement.objects.create(
        offer=offer,
        number="X1",
        content={"t": SAID},
        sha256="f" * 64,
        made_at=now,
        signed_name=NAME,
        signed_phone=PHONE,
    )
    Grumble.objects.create(ticket=held.ticket, text=SAID, phone=PHONE, at=now, by=owner)
    return held


def everything() -> str:
    models: tuple[type[Model], ...] = (
        Complaint,
        Statement,
        Answer,
        Override,
        CallBack,
        Rating,
        Lesson,
        Weighing,
        Offer,
        OfferItem,
        Agreement,
        Chore,
        Grumble,
        Suggestion,
        Ticket,
    )
    return str([list(model._default_manager.values()) for model in models])


def test_no_word_about_the_customer_stays_and_the_evidence_does(agent: Person) -> None:
    held = full(agent)
    assert NAME in everything()
    tickets.forget(held.pk)
    left = everything()
    assert NAME not in left
    assert PHONE not in left
    row = Complaint.objects.get(pk=held.pk)
    assert (row.type, row.goods) == ("TIME", {"declared_value": 90000})
    agreement = Agreement.objects.get()
    assert (agreement.number, agreement.sha256, agreement.content) == ("X1", "f" * 64, {})
    assert Payment.objects.get().receipt == "S1"
    assert (Rating.objects.get().overall, Mood.objects.get().feeling) == (2, 1)
    assert Offer.objects.get().amount == 100


def test_a_suggestion_and_a_task_are_forgotten_like_a_case(agent: Person) -> None:
    held, (chore,) = make.given_out(agent)
    Chore.objects.update(text=SAID, proof=SAID)
    Ticket.objects.filter(pk=chore.ticket_id).update(closed_at=clock.now(), stage="DROPPED")
    tickets.forget(chore.ticket_id)
    ticket = make.case(agent, Stage.CLOSED, closed_at=clock.now()).ticket
    Complaint.objects.filter(pk=ticket.pk).delete()
    Ticket.objects.filter(pk=ticket.pk).update(kind=Kind.SUGGESTION, headline="")
    Suggestion.objects.create(
        ticket=ticket, sort="SUGGESTION", text=SAID, contact_name=NAME, contact_phone=PHONE, result=SAID
    )
    tickets.forget(ticket.pk)
    assert SAID not in everything()
    assert Complaint.objects.get(pk=held.pk).account


def test_noted_displeasures_have_their_own_time(agent: Person) -> None:
    now = clock.now()
    live = make.case(agent).ticket
    old, young, held = (
        Grumble.objects.create(ticket=ticket, text="每次都要催", phone=PHONE, at=at, by=agent)
        for ticket, at in ((None, now - timedelta(days=400)), (None, now), (live, now - timedelta(days=400)))
    )
    due = forgetting.grumbles_to_forget(now - timedelta(days=365))
    assert [one.pk for one in due] == [old.pk]
    forgetting.forget_grumbles([one.pk for one in due])
    assert not due.all().exists()
    for row in (young, held):
        row.refresh_from_db()
        assert row.text
