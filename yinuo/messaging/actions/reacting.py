"""What messaging does after an event: the playbook's notices, and reminders to our own people.

Nothing here may fail the action it follows: a notice that cannot leave is given up in public.
"""

import logging
from collections.abc import Iterable
from typing import Any

from yinuo.core.errors import NotFound
from yinuo.core.events import Deed
from yinuo.messaging import queries, rules
from yinuo.messaging.actions import outbox, reminding
from yinuo.messaging.actions.robots import telling
from yinuo.messaging.models import IncomingMessage, Notice
from yinuo.messaging.rules import tasks
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

log = logging.getLogger("yinuo.messaging")
_UNKNOWN = dict.fromkeys(vocabulary.fields("notice"))
CALL = frozenset({"notice.given_up", "notice.lost", "notice.unconfirmed"})
"""A message that did not arrive, or of which nobody knows: the telephone has to do it (R064)."""

URGENT = CALL | {"promise.broken", "promise.escalated", "message.received", "message.settled"}
_SILENT = frozenset({("done", rules.Wish.ACCEPT.value), ("done", rules.Wish.PICKED_UP.value)})


def react(deed: Deed) -> None:
    """Wired to every event: send and remind as the playbook and the event say.

    A notice whose `on` names this event goes to its recipients and copies when its `when` holds. A promise's
    event carries `notify` (roles to remind), `notice` and `to`, `said_to` (who was sent this notice in the
    same look of the loop already) and `together` (of how many promises of the ticket it speaks). An
    approval's event reminds those who may answer, then the person who asked. A message that did not arrive is
    told to the owner of its ticket, and so is what somebody answered. Whom a note means is told by whom.
    """
    if deed.ticket is None:
        return
    if deed.kind.startswith("promise."):
        _chase(deed)
    elif deed.kind.startswith("approval."):
        _agreement(deed)
    elif deed.kind == "ticket.noted":
        _mentioned(deed)
    elif deed.kind in CALL:
        _give_up(deed)
    elif deed.kind.startswith("message."):
        _heard(deed)
    _by_playbook(deed)


def _by_playbook(deed: Deed) -> None:
    playbook = queries.playbook_of(deed.ticket)
    wanted = playbook.notices_on(deed.kind) if playbook else ()
    if isinstance(deed.subject, Notice | IncomingMessage):  # an SMS about an SMS would never end
        wanted = tuple(template for template in wanted if template.channel != "sms")
    if not (playbook and wanted):
        return
    facts = tickets.facts(deed.ticket)
    values = _values(deed, facts)
    for template in wanted:
        if template.when is None or template.when.holds(values):
            _deliver(deed, playbook, template, template.to, facts, values)


def _chase(deed: Deed) -> None:
    """A promise was warned of, broke, went up a level or came round again: remind, and send what is named."""
    playbook, promise = queries.playbook_of(deed.ticket), deed.subject
    notify, key = _listed(deed.data.get("notify")), deed.data.get("notice")
    task = tasks.task(playbook, deed.kind, deed.data) if playbook else ""
    is_untold = deed.kind == "promise.handed_on" and "notify" not in deed.data
    if is_untold or (task and not (notify or key)):
        notify = ("assignee",)
    if not (notify or key):
        return
    facts = tickets.facts(deed.ticket)
    people = [
        person for role in notify for person in queries.people_of(deed.ticket, role, facts, promise.assignee)
    ]
    together = int(deed.data.get("together") or 1)
    _remind(deed, people, promise.label, task=task, due=promise.due_at.isoformat(), together=together)
    if playbook and (template := _template(playbook, key)):
        to, before = _listed(deed.data.get("to")) or template.to, _listed(deed.data.get("said_to"))
        _deliver(deed, playbook, template, to, facts, _values(deed, facts), before)


def _agreement(deed: Deed) -> None:
    approval = deed.subject
    if deed.kind == "approval.asked":
        people = queries.deciders_of(deed.ticket, approval.role, tickets.facts(deed.ticket))
    else:
        people = [approval.asked_by]
    _remind(deed, [person for person in people if person != deed.by], approval.label)


def _mentioned(deed: Deed) -> None:
    """Whom a note means, but for its writer; who saw the ticket then and sees it no more is left out."""
    meant = Person.objects.filter(pk__in=deed.data.get("mentions") or (), is_active=True)
    people = [one for one in meant if one != deed.by and tickets_may.see(one, deed.ticket)]
    _remind(deed, people, str(deed.by.name) if deed.by else "")


def _give_up(deed: Deed) -> None:
    """Told to the owner of the ticket, or whoever stands in (R064: then the telephone has to do it)."""
    if deed.subject.is_commercial:
        return
    facts, playbook = tickets.facts(deed.ticket), queries.playbook_of(deed.ticket)
    template = _template(playbook, deed.subject.key) if playbook else None
    label = template.label if template else deed.subject.key
    _remind(deed, queries.people_of(deed.ticket, "owner", facts), f"{label} {deed.subject.to_name}".strip())


def _heard(deed: Deed) -> None:
    """An answer that a person has to read is told to the owner; one that was done by itself is not, unless
    the driver does not come.
    """
    incoming: IncomingMessage = deed.subject
    if deed.kind == "message.received" and incoming.read_as in rules.ABOUT_ORDER:
        return
    if deed.kind == "message.settled" and (incoming.outcome, incoming.read_as) in _SILENT:
        return
    person, notice = incoming.person, incoming.notice
    name = person.name if person else notice.to_name if notice else ""
    _remind(deed, queries.people_of(deed.ticket, "owner", tickets.facts(deed.ticket)), name)


def _deliver(
    deed: Deed,
    playbook: schema.Playbook,
    template: schema.Notice,
    roles: Iterable[str],
    facts: tickets.Facts,
    values: tickets.Layers,
    said_to: Iterable[str] = (),
) -> None:
    """One notice to each role and to its copies; nobody gets the same words twice, nor who had them just
    before (`said_to`, with the copies that went along). What is for the group goes there, to no role.
    """
    copies = [
        (playbook.notice(copy.notice) if copy.notice else template, copy.to)
        for copy in template.copy_to
        if copy.when is None or copy.when.holds(values)
    ]
    reached: set[tuple[str, str]] = set()
    if before := [(template, role) for role in said_to]:
        for words, role in [*before, *copies]:
            reached.add((_contact(deed, role, facts).phone, queries.filled(words, facts.values).text))
    group = ("",) if template.channel == "robot" else ()
    for words, role in [*((template, role) for role in group or roles), *copies]:
        _to_role(deed, words, role, facts, reached)


def _contact(deed: Deed, role: str, facts: tickets.Facts) -> tickets.Contact:
    """Who a role is for the ticket; somebody without a name or a number when it is nobody."""
    return queries.recipient(deed.ticket, role, facts) or tickets.Contact(None, "", "")


def _to_role(
    deed: Deed, template: schema.Notice, role: str, facts: tickets.Facts, reached: set[tuple[str, str]]
) -> None:
    composed = queries.filled(template, facts.values)
    if template.channel == "robot":
        if ("", composed.text) not in reached:
            reached.add(("", composed.text))
            telling.announce(deed.ticket, template, facts)
        return
    if template.channel == "desk":
        _remind(deed, queries.people_of(deed.ticket, role, facts), composed.text)
        return
    contact = _contact(deed, role, facts)
    if (contact.phone, composed.text) not in reached:
        reached.add((contact.phone, composed.text))
        refusal, is_commercial = outbox.why_not(contact, composed), template.commercial
        outbox.put(
            deed.ticket,
            template.key,
            role,
            contact,
            composed,
            deed.by,
            refusal=refusal,
            is_commercial=is_commercial,
        )


def _remind(
    deed: Deed, people: Iterable[Person], label: str, *, task: str = "", due: str = "", together: int = 1
) -> None:
    """Each of them once, in the order of their ids, so that two workers never wait for each other."""
    ticket: Ticket = deed.ticket
    line = {
        "code": deed.kind,
        "ticket": ticket.ref,
        "number": ticket.number or "",
        "label": label,
        "task": task,
        "due": due,
    }
    line |= {"together": str(together)} if together > 1 else {}
    for person in sorted(set(people), key=lambda person: person.pk):
        reminding.remind(person, line, urgent=deed.kind in URGENT)


def _values(deed: Deed, facts: tickets.Facts) -> tickets.Layers:
    """Every field a notice's `when` may name; what the ticket does not know is None."""
    event = tickets.fields_of_event(deed.kind, deed.data)
    return tickets.Layers(event, facts.values, _UNKNOWN)


def _template(playbook: schema.Playbook, key: str | None) -> schema.Notice | None:
    """The notice `key`; a key the playbook does not have is a defect of the manual, logged and left out."""
    if not key:
        return None
    try:
        return queries.notice_of(playbook, key)
    except NotFound:
        log.warning("playbook %s has no notice %s", playbook.slug, key)
        return None


def _listed(value: Any) -> tuple[str, ...]:
    """Roles of an event's data: none, one word or a list."""
    return (value,) if isinstance(value, str) and value else tuple(value or ())
