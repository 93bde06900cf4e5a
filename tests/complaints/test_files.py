"""Files of a case: added, passed on as they may be seen, each once and on record (issue 6, 3)."""

import io
from typing import Any

import pytest

from tests.complaints import clarifying as make
from tests.complaints.clarifying import at_work
from tests.factories import pictures
from yinuo.complaints.actions import files, hearing
from yinuo.complaints.models import Complaint, Passed, Statement
from yinuo.complaints.queries import files as queries
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.core.uploads import Box
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Attachment, Ticket

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")


@pytest.fixture
def case(agent: Person, driver: Person) -> Complaint:
    return make.case(agent, Stage.CLARIFY, respondent=driver)


def add(case: Complaint, by: Person, sort: str = "photo", **more: Any) -> Attachment:
    file = more.pop("file", None) or pictures.picture(colour=more.pop("colour", "red"))
    return files.add_file(complaint=case, sort=sort, file=file, by=by, name="一.jpg", **more)


def statement(case: Complaint, to: Person, **more: Any) -> Statement:
    now = clock.now()
    return Statement.objects.create(complaint=case, to=to, asks="?", asked_at=now, due_at=now, **more)


def test_a_photo_a_scan_and_a_report_are_added(case: Complaint, agent: Person) -> None:
    for sort, file in (("photo", None), ("scan", io.BytesIO(pictures.pdf())), ("inspection", None)):
        add(case, agent, sort, file=file)
    assert [(one.row.purpose, one.row.kind) for one in queries.of_complaint(case)] == [
        ("photo", "image/jpeg"),
        ("scan", "application/pdf"),
        ("inspection", "image/jpeg"),
    ]
    assert Event.objects.filter(kind="ticket.photo_added", ticket_id=case.pk).count() == 3
    with pytest.raises(Invalid):
        add(case, agent, "anything")


def test_who_does_not_handle_it_adds_and_passes_nothing(
    case: Complaint, agent: Person, driver: Person, auditor: Person
) -> None:
    row = add(case, agent, form_key="k1")
    assert add(case, agent, form_key="k1") == row
    for person in (driver, auditor):
        with pytest.raises(NotPermitted):
            add(case, person)
        with pytest.raises(NotPermitted):
            files.pass_on(complaint=case, attachment=row, to="CUSTOMER", by=person)


def test_of_a_closed_case_nothing_is_added(agent: Person) -> None:
    case = make.case(agent, Stage.CLARIFY)
    row = add(case, agent, form_key="k1")
    Ticket.objects.filter(pk=case.pk).update(stage=Stage.CLOSED, closed_at=clock.now())
    with pytest.raises(NotNow) as refused:
        add(case, agent)
    assert refused.value.code == "complaint_not_in_stage"
    assert add(case, agent, form_key="k1") == row


def test_the_version_that_leaves_is_the_blacked_out_one(
    case: Complaint, agent: Person, driver: Person
) -> None:
    asked, row = statement(case, driver), add(case, agent)
    covered = tickets.cover(row, boxes=[Box(0, 0, 9, 9)], by=agent)
    passed = files.pass_on(complaint=case, attachment=row, to="STATEMENT", statement=asked, by=agent)
    assert passed.attachment == covered
    assert queries.for_asked(asked) == [covered]
    assert queries.readable(asked, covered.pk) == covered
    with pytest.raises(NotFound):
        queries.readable(asked, row.pk)
    assert queries.for_customer(case) == []
    event = Event.objects.get(kind="complaint.passed_on")
    assert event.data == {"file": covered.pk, "to": "STATEMENT", "statement": asked.pk}


def test_what_is_blacked_out_later_is_read_so_from_then_on(case: Complaint, agent: Person) -> None:
    row = add(case, agent)
    first = files.pass_on(complaint=case, attachment=row, to="CUSTOMER", by=agent)
    assert files.pass_on(complaint=case, attachment=row, to="CUSTOMER", by=agent) == first
    assert queries.for_customer(case) == [row]
    covered = tickets.cover(row, boxes=[Box(0, 0, 9, 9)], by=agent)
    assert queries.for_customer(case) == [covered]
    (one,) = queries.of_complaint(case)
    assert (one.row, one.original, one.passed) == (covered, row, (first,))
    tickets.remove_attachment(row, by=agent)
    tickets.remove_attachment(covered, by=agent)
    assert queries.for_customer(case) == []


def test_outside_is_said_by_name_and_kept_as_a_detail(case: Complaint, agent: Person) -> None:
    row = add(case, agent)
    with pytest.raises(Invalid):
        files.pass_on(complaint=case, attachment=row, to="OUTSIDE", whom=" ", by=agent)
    files.pass_on(complaint=case, attachment=row, to="OUTSIDE", whom="人保财险", by=agent)
    event = Event.objects.get(kind="complaint.passed_on")
    assert event.data == {"file": row.pk, "to": "OUTSIDE"}
    assert event.detail.values == {"outcome": "人保财险"}
    assert Passed.objects.get().whom == "人保财险"


def test_what_is_of_another_case_or_waived_does_not_pass(
    case: Complaint, agent: Person, driver: Person
) -> None:
    row, other = add(case, agent), make.case(agent, Stage.CLARIFY)
    with pytest.raises(NotFound):
        files.pass_on(complaint=other, attachment=row, to="CUSTOMER", by=agent)
    foreign = statement(other, driver)
    with pytest.raises(NotFound):
        files.pass_on(complaint=case, attachment=row, to="STATEMENT", statement=foreign, by=agent)
    waived = statement(case, driver, state="WAIVED")
    with pytest.raises(NotNow) as refused:
        files.pass_on(complaint=case, attachment=row, to="STATEMENT", statement=waived, by=agent)
    assert refused.value.code == "statement_waived"
    with pytest.raises(Invalid):
        files.pass_on(complaint=case, attachment=row, to="STATEMENT", by=agent)
    assert hearing.give_statement(statement=statement(case, driver), said="排队", by=driver)


def test_the_list_costs_the_same_with_many(
    case: Complaint, agent: Person, django_assert_num_queries: Any
) -> None:
    for colour in ("red", "green", "blue", "white"):
        tickets.cover(add(case, agent, colour=colour), boxes=[Box(0, 0, 9, 9)], by=agent)
    with django_assert_num_queries(3):
        assert len(queries.of_complaint(case)) == 4
