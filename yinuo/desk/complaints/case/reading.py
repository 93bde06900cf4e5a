"""What the desk read from the customer's words, where nobody has decided otherwise yet: with the words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import proposing
from yinuo.complaints.rules.stages import UNDECIDED
from yinuo.core import db
from yinuo.core.models import Event
from yinuo.desk.complaints import forms

KINDS: Final = {
    "complaint": gettext_noop("投诉"),
    "suggestion": gettext_noop("建议"),
    "inquiry": gettext_noop("咨询"),
    "order": gettext_noop("下单"),
}
FIELDS: Final = ("kind", "type", "severity")
_REGISTERED: Final = "complaint.registered"
_DECIDING: Final = db.Prepared[tuple[str, str]](
    lambda ticket: Event.objects.filter(
        ticket_id=ticket, kind__in=(_REGISTERED, "complaint.classified")
    ).values_list("kind", "door")
)


@dataclass(frozen=True)
class Read:
    """Kind, type and severity in one line, the words that led to them, and as what it was sent, if else."""

    what: str
    words: tuple[str, ...]
    sent_as: str

    def __str__(self) -> str:
        """As one sentence, for a dialog."""
        quoted = "".join(f"「{word}」" for word in self.words)
        return _("客服台从话里读到：%(what)s %(words)s") % {"what": self.what, "words": quoted}


def read(complaint: Complaint) -> Read | None:
    """What was read; None where nothing was."""
    proposed = complaint.proposed
    kind = str(proposed.get("kind", ""))
    if kind not in KINDS:
        return None
    values = ((name, str(proposed.get(name) or "")) for name in FIELDS[1:])
    labels = [forms.label_of(name, value) for name, value in values] if kind == "complaint" else []
    sort = proposed.get("sent_as", "")
    return Read(
        what=" · ".join(filter(None, (_(KINDS[kind]), *labels))),
        words=proposing.words(proposed, *FIELDS),
        sent_as=_(str(Suggestion.Sort(sort).label)) if sort in Suggestion.Sort.values else "",
    )


def undecided(complaint: Complaint) -> Read | None:
    """The same while it is nobody's decision: it came by the pages, another program or a colleague, and
    nobody classified it since. One statement.
    """
    if complaint.ticket.stage not in UNDECIDED or (found := read(complaint)) is None:
        return None
    doors = dict(_DECIDING.all(complaint.pk))
    by = complaint.recorded_by
    was_decided = doors.get(_REGISTERED) == "desk" and by is not None and may.own(by) and not found.sent_as
    return None if was_decided or len(doors) > 1 else found


def told(complaint: Complaint) -> str:
    """What the dialog of the class says first; empty where nothing was read."""
    found = read(complaint)
    return str(found) if found else ""
