"""Whom a statement is asked of at the desk: who is complained about, a colleague, a department, others."""

from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.walking import ask, do, page, press, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint, Statement
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
ASKS = "请说明几点放行"


def departments(case: Complaint) -> list[str]:
    """Of the manual of this case."""
    playbook = tickets.playbook_of(case.ticket)
    assert playbook is not None
    return [one.label for one in playbook.departments]


def asked(client: Client, case: Complaint, **typed: str) -> Statement:
    """Asked by the page's own button and dialog."""
    do(client, case, "statement", asks=ASKS, **typed)
    return Statement.objects.get(complaint=case)


def test_a_department_complained_about_stands_there(agent: Person, browse: Any) -> None:
    """R171: with a telephone the link goes there."""
    case = make.registered(agent, respondent_department="车队")
    assert "车队" in departments(case)
    assert ask(browse(agent), url(case, "statement")).values["to_department"] == "车队"
    row = asked(browse(agent), case, to_phone="13900001199")
    assert (row.to, row.to_name, row.to_department, row.to_phone) == (None, "", "车队", "13900001199")
    assert Event.objects.filter(kind="complaint.statement_asked", ticket_id=case.pk).count() == 1
    contact = tickets.facts(make.again(case).ticket).contacts["respondent"]
    assert (contact.name, contact.phone) == ("车队", "13900001199")
    assert "车队" in page(browse(agent), case)


def test_another_department_or_one_that_the_manual_lost(agent: Person, browse: Any) -> None:
    case = make.registered(agent, respondent_department="江北车队")
    other = next(one for one in departments(case) if one != "江北车队")
    assert asked(browse(agent), case, to_department=other).to_department == other
    lost = make.registered(agent, respondent_department="江北车队")
    assert asked(browse(agent), lost).to_department == "江北车队"


def test_a_colleague_is_asked_instead_of_who_stands_there(agent: Person, mate: Person, browse: Any) -> None:
    for said in ({"respondent_department": "车队"}, {"respondent_name": "门卫"}):
        row = asked(browse(agent), make.registered(agent, **said), to=str(mate.pk))
        assert (row.to, row.to_name, row.to_department) == (mate, "", "")


def test_who_is_complained_about_unless_another_is_named(
    agent: Person, mate: Person, driver: Person, browse: Any
) -> None:
    client = browse(agent)
    assert asked(client, make.registered(agent, respondent=driver)).to == driver
    row = asked(client, make.registered(agent, respondent=driver), to_name="门卫")
    assert (row.to, row.to_name) == (None, "门卫")
    assert asked(client, make.registered(agent, respondent=driver), to=str(mate.pk)).to == mate


def test_nobody_two_at_once_and_who_has_left_are_refused(
    agent: Person, mate: Person, driver: Person, browse: Any
) -> None:
    client, case = browse(agent), make.registered(agent, respondent=driver)
    both = press(client, url(case, "statement"), asks=ASKS, to=str(mate.pk), to_name="门卫")
    assert (both.status_code, "一次问一个" in parts.text(both)) == (422, True)
    assert press(client, url(case, "statement"), asks=ASKS, to="").status_code == 422
    Person.objects.filter(pk=driver.pk).update(is_active=False)
    gone = press(client, url(case, "statement"), asks=ASKS)
    assert (gone.status_code, str(driver.name) in parts.text(gone)) == (422, True)
    assert not Statement.objects.exists()


def test_who_does_not_handle_it_asks_nobody(agent: Person, outsider: Person, browse: Any) -> None:
    case = make.registered(agent, respondent_department="车队")
    assert browse(outsider).post(url(case, "statement"), {"asks": ASKS}).status_code == 404
    assert not Statement.objects.exists()
