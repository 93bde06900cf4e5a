"""The driver's day around the carrying itself: the one-time link to a job; receipts and money that are handed
in (`handing`).
"""

from datetime import datetime
from typing import Final

from yinuo.core import clock, db
from yinuo.core.errors import NotFound, NotNow, NotPermitted
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Notice
from yinuo.orders import may
from yinuo.orders.actions import holding
from yinuo.orders.actions.handing import count_for, say_hand_in, take_hand_in, take_receipt
from yinuo.orders.models import Order
from yinuo.orders.queries import facts, loading
from yinuo.orders.rules import jobs, stages
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role, UsedLink
from yinuo.tickets.models import Kind, Ticket

__all__ = [
    "count_for",
    "forget_links",
    "look_at_link",
    "open_link",
    "say_hand_in",
    "send_link",
    "take_hand_in",
    "take_receipt",
]
LINK: Final = "job_link"
KEEP_LINKS: Final = jobs.LIFE * 7


def look_at_link(token: str) -> tuple[Person, Order]:
    """For whom and which order a link from a text is, without using it up: for the page with the button.

    Raises NotFound for a link that the desk never made, NotNow: link_expired, link_used, link_not_yours.
    """
    job = jobs.read(token)
    ticket = job and Ticket.objects.filter(ref=job.ref, kind=Kind.ORDER).first()
    person = job and Person.objects.filter(pk=job.driver_id, role=Role.DRIVER, is_active=True).first()
    if not (job and ticket and person):
        raise NotFound("not_found")
    if job.until <= clock.now():
        raise NotNow("link_expired")
    if UsedLink.objects.filter(digest=jobs.digest(token)).exists():
        raise NotNow("link_used")
    order = loading.fresh(ticket.pk)
    _require_theirs(order, person)
    return person, order


def send_link(*, order: Order, by: Person) -> Notice:
    """Text the driver another link to this job, where the first was used up or its time is over; one that
    still waits to leave is not doubled.

    Records order.link_sent {notice}. Raises NotPermitted, NotNow: order_not_in_stage, driver_needed,
    site_needed, and what `messaging.queue` raises.
    """
    if not may.dispatch(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        holding.require_stage(held, *stages.WITH_RECEIVER, *stages.UNDER_WAY)
        driver = facts.driver_on_job(held)
        if driver is None:
            raise NotNow("driver_needed")
        if not staff.company().site:
            raise NotNow("site_needed")
        waiting = Notice.objects.filter(ticket=held.pk, key=LINK, to_person=driver, state=Notice.State.QUEUED)
        if first := waiting.first():
            return first
        to = "receiver" if driver.pk == held.receiver_id else "driver"
        sent = messaging.queue(ticket=held.ticket, key=LINK, to=to, by=by)
        holding.record("link_sent", held, by=by, notice=sent.pk)
    return sent


def open_link(token: str) -> tuple[Person, Order]:
    """Use a link up: the browser that asks is this driver's from now on, for this order.

    A second browser that comes with the same link is refused, also at the same moment. Records
    order.link_opened {driver}. Raises what `look_at_link` raises.
    """
    person, order = look_at_link(token)
    with db.transaction():
        held = holding.hold(order)
        _require_theirs(held, person)
        used = UsedLink(digest=jobs.digest(token), person=person, at=clock.now())
        _, is_first = db.insert_once(used, "digest")
        if not is_first:
            raise NotNow("link_used")
        holding.record("link_opened", held, by=person, driver=person.pk)
    return person, held


def _require_theirs(order: Order, person: Person) -> None:
    """A link opens nothing once the job is another's, or was called off or closed."""
    if person.pk not in (order.driver_id, order.receiver_id) or order.ticket.stage in stages.ENDED:
        raise NotNow("link_not_yours")


def forget_links(now: datetime) -> int:
    """One step of the worker: delete the notes of used links whose time is over anyway; returns how many."""
    return UsedLink.objects.filter(at__lt=now - KEEP_LINKS).delete()[0]
