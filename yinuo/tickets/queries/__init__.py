"""Reads about tickets, shaped for a page: the queue, one ticket, its timeline and steps, search, facts."""

from yinuo.tickets.queries.facts import Contact, Facts, Layers, Parts, Provider, contact, facts, provide
from yinuo.tickets.queries.finding import (
    Hit,
    contact_with,
    is_visible,
    last_contact,
    linked,
    name_of,
    of_customer,
    search,
    ticket,
    vulgar_list,
)
from yinuo.tickets.queries.paging import Page
from yinuo.tickets.queries.queue import COUNT_LIMIT, counts, drafts, queue, saved_filters, views
from yinuo.tickets.queries.steps import (
    all_steps,
    done_must,
    forget_musts,
    musts,
    note_must,
    playbook_of,
    steps,
)
from yinuo.tickets.queries.timeline import Entry, timeline

__all__ = [
    "COUNT_LIMIT",
    "Contact",
    "Entry",
    "Facts",
    "Hit",
    "Layers",
    "Page",
    "Parts",
    "Provider",
    "all_steps",
    "contact",
    "contact_with",
    "counts",
    "done_must",
    "drafts",
    "facts",
    "forget_musts",
    "is_visible",
    "last_contact",
    "linked",
    "musts",
    "name_of",
    "note_must",
    "of_customer",
    "playbook_of",
    "provide",
    "queue",
    "saved_filters",
    "search",
    "steps",
    "ticket",
    "timeline",
    "views",
    "vulgar_list",
]
