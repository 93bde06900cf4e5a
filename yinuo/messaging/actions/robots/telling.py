"""What becomes a line for a group: events that a robot is told of, and what the manual sends there.

Nothing here may fail the action it follows, and nothing personal goes to a group: telephone numbers and
customers' names are masked, what a person promised in their own words is not repeated.
"""

from datetime import datetime

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.core.text import mask
from yinuo.messaging import queries, rules
from yinuo.messaging.models import Notice, Robot, RobotLine
from yinuo.messaging.rules import robots, tasks
from yinuo.playbooks.rules import schema
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

SPOKEN = "口头承诺"


def tell(deed: Deed) -> None:
    """Wired to every event: one line for each robot that is told of its kind and of the ticket's team."""
    if deed.ticket is None:
        return
    heard = queries.hearing(deed.kind, deed.ticket.team_id)
    if heard:
        _queue(heard, deed.ticket, deed.kind, robots.line(_news(deed)))


def announce(ticket: Ticket, template: schema.Notice, facts: tickets.Facts) -> None:
    """The manual's own words (`channel: robot`) for the robots of the ticket's team that take them."""
    heard = queries.hearing(robots.PLAYBOOK_SAYS, ticket.team_id)
    if not heard:
        return
    words = _masked(rules.in_full(template, facts.values), ticket, facts)
    news = robots.News(robots.PLAYBOOK_SAYS, str(ticket), label=words, link=queries.link(ticket.ref))
    _queue(heard, ticket, robots.PLAYBOOK_SAYS, robots.line(news))


def _queue(heard: list[queries.Hearing], ticket: Ticket, code: str, text: str) -> None:
    """One line for each of them that is still in use: who is told of what is remembered for some seconds."""
    now = clock.now()
    there = Robot.objects.filter(pk__in=[one.robot_id for one in heard], is_active=True)
    rows = [
        RobotLine(
            robot_id=robot_id,
            ticket=ticket,
            code=code,
            text=text,
            is_urgent=code in robots.URGENT,
            queued_at=now,
            wake_at=now,
        )
        for robot_id in there.order_by("pk").values_list("pk", flat=True)
    ]
    with db.transaction():
        db.insert(*rows)


def _news(deed: Deed) -> robots.News:
    ticket: Ticket = deed.ticket
    label, due, task = "", "", ""
    if deed.kind.startswith("promise."):
        label, due, task = _promised(deed)
    elif isinstance(deed.subject, Notice):
        label = _notice(deed.subject, queries.playbook_of(ticket))
    elif deed.kind.startswith("approval."):
        label = deed.subject.label
    return robots.News(
        code=deed.kind,
        number=str(ticket),
        headline=mask.mask_phones(ticket.headline),
        label=mask.mask_phones(label),
        due=due,
        task=task,
        link=queries.link(ticket.ref),
    )


def _promised(deed: Deed) -> tuple[str, str, str]:
    """What was promised, by when, and what is to be done now."""
    promise, playbook = deed.subject, queries.playbook_of(deed.ticket)
    label = SPOKEN if promise.is_spoken else promise.label
    together = int(deed.data.get("together") or 1)
    if together > 1:
        label = f"{label}等 {together} 个承诺"
    task = tasks.task(playbook, deed.kind, deed.data) if playbook and not promise.is_spoken else ""
    return label, _moment(promise.due_at), task


def _notice(notice: Notice, playbook: schema.Playbook | None) -> str:
    """Which message to whom: 业务单短信 王强; people outside the company are masked."""
    template = next((one for one in playbook.notices if one.key == notice.key), None) if playbook else None
    name = notice.to_name if notice.to_person_id else mask.mask_name(notice.to_name)
    return f"{template.label if template else '短信'} {name}".strip()


def _masked(text: str, ticket: Ticket, facts: tickets.Facts) -> str:
    """The words without telephone numbers and without names of people outside the company."""
    outside = {contact.name for contact in facts.contacts.values() if contact.person_id is None}
    for name in sorted({ticket.customer_name, *outside} - {""}, key=len, reverse=True):
        text = text.replace(name, mask.mask_name(name))
    return mask.mask_phones(text)


def _moment(at: datetime) -> str:
    """10:30 today, 11-21 10:30 on another day; in the company's zone."""
    local = clock.local(at)
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local:%m-%d %H:%M}"
