"""Who may do what with a promise: one predicate per verb.

What a rule of the playbook opened is kept by what happens, not by saying so; a team leader or above may take
it back or move it, with a reason. A spoken word belongs to whoever gave it or has to keep it.
"""

from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets
from yinuo.tickets.models import Ticket

_LEADING = (Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR)
_GIVING = (*_LEADING, Role.AGENT, Role.DISPATCHER, Role.MARKET_DEVELOPER)
_LEDGER = (*_GIVING, Role.AUDITOR)
_EXPORTING = (Role.TEAM_LEADER, Role.MANAGER)
_GIVING_TASKS = (*_LEADING, Role.DISPATCHER, Role.MARKET_DEVELOPER)


def _holds(person: Person, promise: Promise) -> bool:
    """Whether it is theirs to keep: the assignee, or the owner of the ticket where nobody is assigned."""
    holder = promise.assignee_id or promise.ticket.owner_id
    is_theirs = person.pk in (holder, promise.ticket.owner_id)
    return person.is_active and person.role != Role.AUDITOR and is_theirs


def _leads(person: Person, promise: Promise) -> bool:
    return person.is_active and person.role in _LEADING and tickets.see(person, promise.ticket)


def give_word(person: Person, ticket: Ticket) -> bool:
    """Promise something on this ticket: whoever works at the desk and sees it (R279)."""
    return person.is_active and person.role in _GIVING and tickets.see(person, ticket)


def open_task(person: Person) -> bool:
    """Give tasks at all (R101): leaders, dispatchers, market developers; an agent to themselves."""
    return person.is_active and person.role in (*_GIVING_TASKS, Role.AGENT)


def give_task(person: Person, to: Person) -> bool:
    """Give this person a task: anyone who still works here; an agent only themselves."""
    own = person.pk == to.pk or person.role != Role.AGENT
    return open_task(person) and to.is_active and own


def drop_task(person: Person, ticket: Ticket) -> bool:
    """Take a task back: whoever gave it, or who leads; whoever has to do it returns it instead."""
    if not person.is_active or person.role == Role.AUDITOR:
        return False
    return person.pk == ticket.opened_by_id or (person.role in _LEADING and tickets.see(person, ticket))


def keep(person: Person, promise: Promise) -> bool:
    """Say that a spoken promise is kept."""
    return _holds(person, promise) or _leads(person, promise)


def change(person: Person, promise: Promise) -> bool:
    """Take it back or set another due time: one's own word, or anything as its leader."""
    return (promise.is_spoken and _holds(person, promise)) or _leads(person, promise)


def pause(person: Person, promise: Promise) -> bool:
    """Stop its clock while others have to act, and let it run again: who has to keep it, or their leader."""
    return _holds(person, promise) or _leads(person, promise)


def explain_lateness(person: Person, promise: Promise) -> bool:
    """Write down why it was late (R088): who had to keep it, or their leader."""
    return _holds(person, promise) or _leads(person, promise)


def see_ledger(person: Person) -> bool:
    """Look through the ledger, each as far as they see tickets; drivers and colleagues have none."""
    return person.is_active and person.role in _LEDGER


def export_ledger(person: Person) -> bool:
    """Take the ledger along as a file: managers, and team leaders that of their team."""
    return person.is_active and person.role in _EXPORTING
