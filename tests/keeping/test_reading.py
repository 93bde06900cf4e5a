"""What is due is found by an index: nobody walks past what was emptied before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock, db
from yinuo.messaging import actions as messaging
from yinuo.messaging.actions import forgetting
from yinuo.messaging.models import Reminder
from yinuo.orders import actions
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

pytestmark = pytest.mark.django_db(transaction=True)
DUE: tuple[tuple[Callable[[datetime], QuerySet[Any]], str], ...] = (
    (forgetting.notices_to_forget, "notice_to_forget"),
    (forgetting.incoming_to_forget, "incoming_to_forget"),
    (forgetting.mails_to_forget, "mail_to_forget"),
    (forgetting.lines_to_forget, "robot_line_age"),
    (forgetting.reminders_to_forget, "reminder_age"),
    (tickets.views_to_forget, "view_age"),
)


def plan(due: QuerySet[Any]) -> str:
    """How the database reads it; a small table is read as a big one would be."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off")
    try:
        return due.values_list("pk", flat=True)[:2_000].explain()
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan; RESET enable_sort; RESET enable_bitmapscan")


@pytest.mark.parametrize(("due", "index"), DUE)
def test_what_is_due_is_read_by_its_index_in_its_order(
    frozen: Frozen, due: Callable[[datetime], QuerySet[Any]], index: str
) -> None:
    said = plan(due(clock.now() - timedelta(days=400)))
    assert index in said
    assert "TEMP B-TREE" not in said
    assert "Sort" not in said


def test_reminders_of_another_time_are_not_looked_through(
    desk: Frozen, agent: Person, driver: Person
) -> None:
    """From the first minute of a ticket to its last event it may stand in one; later rows are not even read.

    No reminder names a ticket to which nothing happens any more; this one does, so that reading it shows.
    """
    order = make.dispatched(agent)
    line = {"code": "x", "ticket": order.ticket.ref, "label": "欧阳雪峰"}
    with db.transaction():
        messaging.remind(person=agent, line=line)
    desk.move(minutes=5)
    actions.cancel(order=order, reason="other", note="x", asked_by="y", by=agent)
    desk.move(days=400)
    with db.transaction():
        messaging.remind(person=agent, line=line)
    tickets.forget(order.pk)
    *during, later = Reminder.objects.filter(person=agent).order_by("id")
    assert [one for row in during for one in row.lines if one["ticket"] == order.ticket.ref] == []
    assert later.lines == [line]
