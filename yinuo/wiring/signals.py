"""How an event is told to the live screens: the names of the regions that should ask for themselves again."""

from yinuo.core.models import Event

UNSEEN = frozenset({"ticket.personal_seen"})
"""Kinds that change nothing anybody looks at."""


def names(event: Event) -> set[str]:
    """`ticket-<id>` and `queue` for what happens on a ticket; `reminders-<person id>`, `approvals`,
    `jobs-<person id>`, `customer-<id>`, `people`, `playbook`, `correctives`, `robots`, `mails`, `messages`,
    `gateways`, `schedules`, `hand-ins` for the rest.
    """
    if event.kind in UNSEEN:
        return set()
    area = event.kind.partition(".")[0]
    found = {f"ticket-{event.ticket_id}", "queue"} if event.ticket_id else set()
    if event.subject_kind == "handin":
        found.add("hand-ins")
    if area == "reminder":
        found.add(f"reminders-{event.data['person']}")
    elif area == "job":
        found.add(f"jobs-{event.data['by']}")
    elif area == "report":
        found.add("schedules")
    elif area == "approval":
        found.add("approvals")
    elif area == "customer":
        found.add(f"customer-{event.subject_id}")
    elif area == "vehicle":
        found.add("vehicles")
    elif area == "staff":
        found.add("people")
    elif area == "playbook":
        found.add("playbook")
    elif area == "corrective":
        found.add("correctives")
    elif area == "robot":
        found.add("robots")
    elif area == "gateway":
        found.add("gateways")
    elif area == "message":
        found.add("messages")
    elif area in ("mail", "mailserver"):
        found.add("mails")
    elif area == "calendar":
        found.add("queue")
    return found
