"""The ticket and what hangs on every kind of it.

`tickets` the ticket itself · `hanging` what hangs on it · `searching` what a search finds.
"""

from yinuo.tickets.models.hanging import (
    Attachment,
    Interaction,
    Link,
    Mention,
    Must,
    Note,
    PersonalView,
    SavedFilter,
)
from yinuo.tickets.models.searching import PhoneTail, SearchText
from yinuo.tickets.models.tickets import NEVER, Channel, Kind, Ticket, TicketSet, reach_of

__all__ = [
    "NEVER",
    "Attachment",
    "Channel",
    "Interaction",
    "Kind",
    "Link",
    "Mention",
    "Must",
    "Note",
    "PersonalView",
    "PhoneTail",
    "SavedFilter",
    "SearchText",
    "Ticket",
    "TicketSet",
    "reach_of",
]
