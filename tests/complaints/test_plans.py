"""What is read beside the register costs the same among a million: an index, a fixed number of statements."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.complaints.test_listing import closed, complaint, suggestion
from tests.factories import complaints as manuals
from tests.factories import tickets as make
from tests.tickets.plans import plans, settle
from yinuo.complaints.models import Chore, Complaint, Corrective, Grumble, Offer, Statement
from yinuo.complaints.queries import (
    alike,
    carrying,
    facts,
    improving,
    listing,
    loading,
    precedents,
    respondent,
)
from yinuo.complaints.queries.listing import View, Wanted, Whose
from yinuo.core import clock
from yinuo.customers import actions as customers
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PHONE = "13800004471"
LONG = ("TEMP B-TREE", "Sort", "Seq Scan", "SCAN complaints_", "SCAN tickets_ticket\n")
TABLES = (
    "tickets_ticket", "complaints_complaint", "complaints_statement", "complaints_chore", "complaints_offer",
    "complaints_suggestion", "complaints_grumble", "complaints_corrective",
)  # fmt: skip


@pytest.fixture
def case(agent: Person, driver: Person) -> Complaint:
    """One with everything by which others are found."""
    about = make.ticket(owner=agent, team=agent.team)
    said = {"contact_phone": PHONE, "respondent": driver, "about": about, "cause": "DUTY", "type": "TIME"}
    for _ in range(4):
        closed(agent, {**said, "outcome": "SATISFIED"})
    return complaint(agent, said, playbook_version=manuals.playbook())


def more(case: Complaint, agent: Person, driver: Person, count: int) -> None:
    """So many more of everything that stands in a list."""
    now = clock.now()
    for number in range(count):
        due = now + timedelta(minutes=number)
        asked_in = complaint(agent, playbook_version=case.ticket.playbook_version)
        Statement.objects.create(complaint=asked_in, to=driver, asks="？", asked_at=now, due_at=due)
        done = closed(agent, {"type": "TIME", "outcome": "SATISFIED", "cause": "DUTY"})
        Offer.objects.create(complaint=done, round=1, state="ACCEPTED", amount=500, cost=500, made_at=now)
        task = make.ticket(kind=Kind.TASK, owner=agent)
        given = {"department": "finance", "text": "退款", "due_at": due, "given_at": now}
        Chore.objects.create(complaint=case, ticket=task, **given)
        Grumble.objects.create(ticket=case.ticket, text="慢", at=now, by=agent)
        seen = {"opened_at": now, "changed_at": now, "count": 3, "due_on": date(2026, 12, 1)}
        Corrective.objects.create(type="TIME", cause=f"C{Corrective.objects.count()}", owner=agent, **seen)
        suggestion(agent)
        suggestion(agent, stage="CLOSED", closed_at=now)


def is_used(index: str, found: list[str]) -> bool:
    """Whether a plan names this index; PostgreSQL takes the shortest one where there are so few rows."""
    return any(index in plan or (connection.vendor == "postgresql" and "_pkey" in plan) for plan in found)


def lists(case: Complaint, agent: Person, driver: Person) -> dict[str, Callable[[], Any]]:
    """What is read, by name."""
    return {
        "suggestions": lambda: listing.suggested(agent, Wanted()).rows,
        "closed suggestions": lambda: listing.suggested(agent, Wanted(View.CLOSED)).rows,
        "my suggestions": lambda: listing.suggested(agent, Wanted(whose=Whose.MINE)).rows,
        "statements": lambda: respondent.requests(driver),
        "correctives": lambda: [str(one.owner) for one in improving.correctives(agent).rows],
        "chores": lambda: carrying.open_chores(case),
        "grumbles": lambda: [str(one.by) for one in loading.grumbles(case.ticket, agent)],
        "precedents": lambda: precedents.similar(case).cases,
        "repeated": lambda: facts.is_repeat(case),
        "alike": lambda: alike.alike(case, agent),
    }


NAMES = (
    "suggestions", "closed suggestions", "my suggestions", "statements", "correctives", "chores", "grumbles",
    "precedents", "repeated", "alike",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_more_statements_for_much_than_for_little(
    name: str, case: Complaint, agent: Person, driver: Person
) -> None:
    """Of similar cases fewer: where many share the cause, those of the type are not asked for."""
    counts = []
    for count in (2, 9):
        more(case, agent, driver, count)
        read = lists(case, agent, driver)[name]
        read()
        with CaptureQueriesContext(connection) as asked:
            assert read()
        counts.append(len(asked))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("alike", "chores")])
def test_each_is_read_by_an_index(name: str, case: Complaint, agent: Person, driver: Person) -> None:
    """No sort and no scan of a table; a corrective is one of a few, in the order of its key. (The few chores
    of one case are sorted.)
    """
    more(case, agent, driver, 3)
    settle(*TABLES)
    read = [plan for plan in plans(lists(case, agent, driver)[name], "complaints_") if plan]
    for plan in read:
        assert not any(word in plan for word in LONG if name != "correctives" or "SCAN" not in word), plan


def test_those_of_a_customer_are_read_by_their_number(case: Complaint, agent: Person) -> None:
    """R148: from the index, in one statement, however many there are; few of one customer are sorted."""
    known = customers.know(phone=PHONE, by=agent)
    for count in (2, 9):
        for _ in range(count):
            Grumble.objects.create(phone=PHONE, text="慢", at=clock.now(), by=agent)
            Grumble.objects.create(phone="13900000000", text="慢", at=clock.now(), by=agent)
        settle(*TABLES)
        found = plans(
            lambda: [str(one.by) for one in loading.grumbled_by(known, agent)], "complaints_grumble"
        )
        assert len(found) == 1
    assert is_used("grumble_phone", found), found
    assert "SCAN complaints_grumble\n" not in found[0]


def test_each_sign_of_the_same_matter_is_read_by_its_own_index(case: Complaint, agent: Person) -> None:
    """Also of somebody who was complained about long ago and often."""
    settle(*TABLES)
    found = plans(lambda: alike.alike(case, agent), '"recorded_at" AS "recorded_at" FROM')
    assert len(found) == 3
    for index in ("complaint_about", "complaint_respondent", "complaint_phone"):
        assert is_used(index, found), found
    assert not any(word in plan for plan in found for word in LONG), found


@pytest.mark.parametrize("cause", ["DUTY", "DETAIL"])
def test_similar_cases_are_the_newest_of_an_index(case: Complaint, agent: Person, cause: str) -> None:
    """Of the cause, and where there are too few of the type."""
    Complaint.objects.filter(pk=case.pk).update(cause=cause)
    case.refresh_from_db()
    settle(*TABLES)
    found = plans(lambda: precedents.similar(case), "customers_customer")
    assert is_used("complaint_type", found), found
    assert not any(word in plan for plan in found for word in LONG), found


def test_whether_somebody_complained_of_it_before_is_asked_of_their_number(case: Complaint) -> None:
    settle(*TABLES)
    found = plans(lambda: facts.is_repeat(case), "complaints_complaint")
    assert is_used("complaint_phone", found), found
    assert not any(word in plan for plan in found for word in LONG), found
