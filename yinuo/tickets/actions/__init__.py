"""The only door to a change of a ticket and of what hangs on every kind of it.

Events: ticket.opened {kind} · ticket.taken · ticket.assigned {from, to} · ticket.released {from} ·
ticket.handed_over {department} · ticket.noted {mentions} (subject the note) · ticket.must_done and
ticket.must_undone {step, key} · ticket.personal_seen · ticket.linked {other, kind} · interaction.noted {kind,
direction} (its subject the interaction) · ticket.photo_added and ticket.photo_removed {purpose},
ticket.photo_covered {purpose, original, boxes}, ticket.original_seen (subject the attachment) ·
ticket.forgotten {why} · filter.saved · filter.deleted. `put_file` records what it is told; `describe`,
`number_it`, `leave_stage` and `set_next_due` record none: they are part of another action, whose event says
what happened.
"""

from yinuo.tickets.actions.attaching import (
    PURPOSES,
    attach,
    attachments_to_forget,
    discard_files,
    forget_attachments,
    hand_files_on,
    remove_attachment,
)
from yinuo.tickets.actions.attaching import put as put_file
from yinuo.tickets.actions.covering import cover, see_original
from yinuo.tickets.actions.forgetting import (
    contacts_to_forget,
    customers_to_forget,
    drafts_to_forget,
    erase_customer,
    forget,
    forget_contacts,
    to_forget,
    unindex_customer,
    views_to_forget,
)
from yinuo.tickets.actions.holding import assign, bar, hand_to_department, release, take
from yinuo.tickets.actions.locking import adopt, held, hold, hold_named
from yinuo.tickets.actions.moving import begin_anew, do_must, leave_stage, undo_must
from yinuo.tickets.actions.noting import (
    forget_words,
    link,
    note,
    note_interaction,
    see_personal,
    unlink,
)
from yinuo.tickets.actions.opening import DESCRIBED, describe, number_it, open_ticket, publish_draft
from yinuo.tickets.actions.queueing import delete_filter, save_filter, set_next_due
from yinuo.tickets.actions.searching import Indexed, index_customer, index_ticket, index_tickets

__all__ = [
    "DESCRIBED",
    "PURPOSES",
    "Indexed",
    "adopt",
    "assign",
    "attach",
    "attachments_to_forget",
    "bar",
    "begin_anew",
    "contacts_to_forget",
    "cover",
    "customers_to_forget",
    "delete_filter",
    "describe",
    "discard_files",
    "do_must",
    "drafts_to_forget",
    "erase_customer",
    "forget",
    "forget_attachments",
    "forget_contacts",
    "forget_words",
    "hand_files_on",
    "hand_to_department",
    "held",
    "hold",
    "hold_named",
    "index_customer",
    "index_ticket",
    "index_tickets",
    "leave_stage",
    "link",
    "note",
    "note_interaction",
    "number_it",
    "open_ticket",
    "publish_draft",
    "put_file",
    "release",
    "remove_attachment",
    "save_filter",
    "see_original",
    "see_personal",
    "set_next_due",
    "take",
    "to_forget",
    "undo_must",
    "unindex_customer",
    "unlink",
    "views_to_forget",
]
