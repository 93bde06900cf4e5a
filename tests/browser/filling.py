"""What an administrator has set up besides the demo, so that every page has something to show.

Run as a program in the folder's environment. Nothing here is used by any other page.
"""

import io
from datetime import timedelta

import django

django.setup()

from tests.factories import gateways, pictures  # noqa: E402  (Django has to be set up first)
from yinuo.complaints.actions import files  # noqa: E402
from yinuo.complaints.models import Complaint  # noqa: E402
from yinuo.core import clock, keeping  # noqa: E402
from yinuo.core.uploads import Box  # noqa: E402
from yinuo.inquiries import actions as inquiries  # noqa: E402
from yinuo.messaging import actions as messaging  # noqa: E402
from yinuo.reports import actions as reports  # noqa: E402
from yinuo.reports.actions.scheduling import Values  # noqa: E402
from yinuo.staff.models import Person  # noqa: E402
from yinuo.tickets import actions as tickets  # noqa: E402
from yinuo.tickets.models import Ticket  # noqa: E402


def main() -> None:
    """Two gateways and a robot at rest, a report for Mondays, a dispute, questions, files of a complaint."""
    gateways.http()
    gateways.smpp()
    messaging.add_robot(
        name="调度群", kind="wecom", address="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", by=None
    )
    manager = Person.objects.get(staff_number="9001")
    weekly = Values(name="每周短信", report="slips", cadence="WEEKLY", addresses=["boss@example.com"])
    reports.add_schedule(weekly, by=manager)
    ticket = Ticket.objects.filter(stage="DELIVERED").latest("id")
    keeping.hold(ticket, reason="货损争议", by=None, ticket=ticket)
    agent = Person.objects.get(staff_number="8011")
    questions(agent)
    handed_in(agent)


def handed_in(agent: Person) -> None:
    """A customer's picture with a part blacked out, and a report, of a complaint that is being cleared up."""
    case = Complaint.objects.filter(ticket__stage="CLARIFY", ticket__owner=agent).latest("pk")
    photo = tickets.attach(case.ticket, purpose="question", file=pictures.picture(800, 600), by=None)
    tickets.cover(photo, boxes=[Box(100, 80, 200, 60)], by=agent)
    report = io.BytesIO(pictures.pdf())
    files.add_file(complaint=case, sort="inspection", file=report, name="查验.pdf", by=agent)


def questions(agent: Person) -> None:
    """One that is to be called back, one with the leader, one that was answered."""
    order = Ticket.objects.filter(stage="DISPATCHED", owner=agent).latest("id")
    asked = {"channel": "PHONE", "by": agent, "contact_name": "王先生", "contact_phone": "13800006621"}
    called = inquiries.ask(type="ARRIVAL", question="什么时候能到，我的客人很急", about=order, **asked)
    due = clock.now() + timedelta(minutes=40)
    inquiries.promise_answer(inquiry=called, due_at=due, by=agent)
    led = inquiries.ask(type="OTHER", question="能不能开增值税专用发票", **asked)
    inquiries.pass_up(inquiry=led, note="客户是一般纳税人", by=agent)
    told = inquiries.ask(type="STATE", question="货到哪里了", about=order, **asked)
    inquiries.answer(inquiry=told, text="还没有提走，司机下午去提。", way="SAID", by=agent)


main()
