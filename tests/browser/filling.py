"""What an administrator has set up besides the demo, so that every page has something to show.

Run as a program in the folder's environment. Nothing here is used by any other page.
"""

import django

django.setup()

from tests.factories import gateways  # noqa: E402  (Django has to be set up first)
from yinuo.core import keeping  # noqa: E402
from yinuo.messaging import actions as messaging  # noqa: E402
from yinuo.reports import actions as reports  # noqa: E402
from yinuo.reports.actions.scheduling import Values  # noqa: E402
from yinuo.staff.models import Person  # noqa: E402
from yinuo.tickets.models import Ticket  # noqa: E402


def main() -> None:
    """Two gateways and a robot at rest, a report for Mondays, a dispute."""
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


main()
