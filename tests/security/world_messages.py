"""What leaves the desk, and what is kept of it: gateways, robots, e-mail, reports, files, holds.

Everything that a trial would send goes to the servers of `tests/servers` on this machine.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.factories import gateways as gateway_rows
from tests.factories import jobs
from tests.factories import tickets as rows
from tests.servers import robots as platforms
from tests.servers import smtp
from tests.servers.vendor import Vendor, vendor
from yinuo.core import clock, keeping
from yinuo.core.jobs import files
from yinuo.customers.models import Customer
from yinuo.messaging import actions as messages
from yinuo.messaging import senders
from yinuo.orders.models import Order
from yinuo.reports import actions as reports
from yinuo.reports.models import Run, Schedule
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

Targets = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Servers:
    """A vendor of short messages, the platforms of group robots, a mail server."""

    vendor: Vendor
    robots: platforms.Platforms
    post: smtp.Post


@contextmanager
def servers() -> Iterator[Servers]:
    """All of them, until the end of the block."""
    with vendor() as sms, platforms.running(clock.now) as robots, smtp.running() as post:
        try:
            yield Servers(sms, robots, post)
        finally:
            senders.close_all()


def targets(who: Mapping[str, Person], taken: Mapping[str, Order], outside: Servers) -> Targets:
    """The arguments of their addresses, by target."""
    return {
        **_channels(outside),
        **_schedules(who["team_leader"], who["manager"]),
        **_kept(who, taken["delivered"].ticket),
        **_customers(taken["dispatched"].ticket.customer),
        "slips": {"key": "slips"},
        "of slips": {},
        "of customers": {},
        "by key": {"by": "key"},
        "by person": {"by": "person"},
        "json": {"preset": "json"},
        "class tickets": {"key": "tickets"},
    }


def _channels(outside: Servers) -> Targets:
    """A gateway, the second in the order and not in use; a robot that is silent and one that speaks; mail."""
    gateway = gateway_rows.http(url=outside.vendor.url)
    silent, speaking = (
        messages.add_robot(name=name, kind="wecom", address=outside.robots.group("wecom").address, by=None)
        for name in ("安静的群", "调度群")
    )
    messages.activate_robot(speaking, by=None)
    messages.change_mail_server(
        host=outside.post.host, port=outside.post.port, security="none", sender="desk@example.com", by=None
    )
    return {
        "gateway": {"ref": gateway.ref},
        "robot silent": {"ref": silent.ref},
        "robot speaking": {"ref": speaking.ref},
    }


def _schedules(leader: Person, manager: Person) -> Targets:
    """The team leader's, one that runs (with a run and its file) and one that is paused; a manager's."""

    def one(by: Person, name: str) -> Schedule:
        said = reports.Values(name, "slips", "DAILY", addresses=["boss@example.com"])
        return reports.add_schedule(said, by=by)

    running, paused = one(leader, "班组日报"), one(leader, "停着的日报")
    reports.pause_schedule(paused, by=leader)
    run = reports.run_now(running, by=leader, form_key="world")
    assert run.job is not None
    run_file = jobs.done(run.job)
    assert Run.objects.filter(pk=run.pk, state=Run.State.MADE).exists()
    own = jobs.done(reports.export("slips", Scope(clock.today(), clock.today()), by=leader, format="xlsx"))
    return {
        "schedule": {"ref": running.ref},
        "schedule paused": {"ref": paused.ref},
        "schedule of manager": {"ref": one(manager, "公司日报").ref},
        "run": {"ref": running.ref, "pk": run.pk},
        "file": {"pk": own.pk},
        "made files": {"run": run_file.file, "own": own.file},
    }


def _kept(who: Mapping[str, Person], ticket: Ticket) -> Targets:
    """A ticket that is held for a dispute, and one that is held in another team."""
    far = rows.ticket(team=who["outsider"].team, owner=who["outsider"])
    held = keeping.hold(ticket, reason="等法院", by=None, ticket=ticket)
    return {
        "held": {"ref": ticket.ref},
        "hold": {"pk": held.pk},
        "far": {"ref": far.ref},
    }


def _customers(customer: Customer | None) -> Targets:
    """The customer as a key customer; one of whom nothing is open, to be erased; one who is held."""
    assert customer is not None
    Customer.objects.filter(pk=customer.pk).update(level=Customer.Level.KEY)
    customer.level = Customer.Level.KEY
    gone, held = rows.customer(), rows.customer()
    rows.ticket(customer=gone, closed_at=clock.now() - timedelta(days=3))
    keeping.hold(held, reason="等保险", by=None)
    return {
        "key customer": {"ref": customer.ref},
        "customer gone": {"ref": gone.ref},
        "customer held": {"ref": held.ref},
    }


def discard(found: Targets) -> None:
    """Delete the files that were made for these targets."""
    for name in found["made files"].values():
        files.discard(name)
