"""Why somebody let something go, gave a case away or did without a statement: the playbook's own reasons."""

from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.texts import LONGEST_REASON
from yinuo.core.errors import Invalid, fault
from yinuo.playbooks.rules import reasons
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import check_text


def why(complaint: Complaint, group: str, reason: str, note: str, by: Person | None) -> Reason:
    """One of the playbook's reasons of this group, or words where it has none or the desk itself acts.

    Raises Invalid: required, not_a_choice, too_long above 200 characters.
    """
    playbook = tickets.playbook_of(complaint.ticket)
    if by is None or playbook is None or not playbook.reasons.get(group):
        return Reason("", check_text("reason", f"{reason} {note}", LONGEST_REASON))
    return reasons.reason_of(playbook, group, reason, note)


def written(reason: Reason) -> str:
    """The reason with its note, as it stands in a row for ever. Raises Invalid("too_long")."""
    added = reason.note if reason.note != reason.said else ""
    words = f"{reason.said} {added}".strip()
    if len(words) > LONGEST_REASON:
        raise Invalid(fault("note", "too_long", limit=LONGEST_REASON, length=len(words)))
    return words
