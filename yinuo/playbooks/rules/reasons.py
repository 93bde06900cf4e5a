"""Reasons: one of the playbook's list, with a note where the list asks for one."""

from dataclasses import dataclass

from yinuo.core.errors import Invalid, fault
from yinuo.playbooks.rules import schema

LONGEST_NOTE = 200
LONGEST_KEY = 40
OTHER = "other"


@dataclass(frozen=True)
class Reason:
    """Why something was done: the key, how the manual calls it, and what was added.

    Without a key the label is what somebody said, or what the desk itself says.
    """

    key: str
    label: str
    note: str = ""

    @property
    def said(self) -> str:
        """The reason as people read it: its label, or the note where the label says nothing."""
        return self.note if self.key == OTHER and self.note else self.label

    @property
    def data(self) -> dict[str, str]:
        """What of it stands in an event for ever."""
        return {"reason": self.key} if self.key else {}

    @property
    def detail(self) -> dict[str, str]:
        """What of it can be erased from an event; nothing is said twice."""
        added = self.note if self.note != self.said else ""
        said = {"reason": self.said, "note": added}
        return {name: words for name, words in said.items() if words}


def reason_of(
    playbook: schema.Playbook, group: str, key: str, note: str = "", field: str = "reason"
) -> Reason:
    """The reason `key` of the playbook's `group`; a group that the manual does not have takes any words.

    Raises Invalid: required, not_a_choice, too_long.
    """
    wanted, added = key.strip(), note.strip()
    if len(added) > LONGEST_NOTE:
        raise Invalid(fault("note", "too_long", limit=LONGEST_NOTE, length=len(added)))
    if not wanted:
        raise Invalid(fault(field, "required"))
    listed = playbook.reasons.get(group, ())
    if not listed:
        return _free(wanted, added, field)
    found = next((reason for reason in listed if reason.key == wanted), None)
    if found is None:
        raise Invalid(fault(field, "not_a_choice"))
    if found.note_required and not added:
        raise Invalid(fault("note", "required"))
    return Reason(found.key, found.label, added)


def _free(words: str, note: str, field: str) -> Reason:
    """Words of one's own stand in the note, never in the key: keys go into events, which nothing erases.

    Whoever says `other` to a manual without a list has said nothing yet: the note is the reason.
    """
    if words == OTHER and note:
        return Reason(OTHER, note, note)
    if len(words) > LONGEST_KEY:
        raise Invalid(fault(field, "too_long", limit=LONGEST_KEY, length=len(words)))
    return Reason(OTHER, words, f"{words} {note}".strip()[:LONGEST_NOTE])
