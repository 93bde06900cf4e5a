"""What was handed in on a case: every file with its versions, whose statement it belongs to, who got it.

Of a picture with parts blacked out the newest such version is shown to everybody; what it was made of only to
who may see personal data (`tickets.actions.see_original`). Whoever handed a file in reads their own as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from yinuo.complaints.models import Complaint, Evidence, Passed, Statement
from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Attachment


@dataclass(frozen=True)
class File:
    """One file: `row` is the version that is shown, `original` what was handed in where that differs, `ids`
    are those of every version.

    `statement` is the one it came with; `passed` says to whom any version of it was passed on.
    """

    row: Attachment
    ids: frozenset[int]
    original: Attachment | None = None
    statement: Statement | None = None
    passed: tuple[Passed, ...] = ()

    @property
    def root(self) -> Attachment:
        """What was handed in."""
        return self.original or self.row


def of_complaint(complaint: Complaint) -> list[File]:
    """Every file of a case, the oldest first, in three statements."""
    families = _families(tickets.attachments(complaint.ticket))
    came_with = {row.attachment_id: row.statement for row in _EVIDENCE.all(complaint.pk)}
    gone: dict[int, list[Passed]] = {}
    for one in _PASSED.all(complaint.ticket_id):
        gone.setdefault(root_id(one.attachment), []).append(one)
    return [
        File(
            row=family[-1],
            ids=frozenset({root, *(one.pk for one in family)}),
            original=family[0] if family[0].pk == root and len(family) > 1 else None,
            statement=came_with.get(root),
            passed=tuple(gone.get(root, ())),
        )
        for root, family in families.items()
    ]


def file(complaint: Complaint, pk: int) -> File:
    """The file one version of which has this id. Raises NotFound."""
    for one in of_complaint(complaint):
        if pk in one.ids:
            return one
    raise NotFound("not_found")


def newest(attachment: Attachment) -> Attachment:
    """The version of a file that is shown: the last with parts blacked out, else itself."""
    rows = tickets.versions(attachment)
    return rows[-1] if rows else attachment


def given(statement: Statement) -> list[Attachment]:
    """What came with a statement, as it was handed in."""
    rows = Evidence.objects.filter(statement=statement, attachment__removed_at__isnull=True)
    return [row.attachment for row in rows.select_related("attachment").order_by("attachment")]


def for_asked(statement: Statement) -> list[Attachment]:
    """What was passed on to whom this statement is asked of, each as it is shown now; nothing afterwards."""
    if not statement.is_open:
        return []
    return _shown(_passed(statement=statement, to=Passed.To.STATEMENT))


def for_customer(complaint: Complaint) -> list[Attachment]:
    """What was passed on to the customer, each as it is shown now."""
    return _shown(_passed(attachment__ticket=complaint.ticket_id, to=Passed.To.CUSTOMER))


def readable(statement: Statement, pk: int) -> Attachment:
    """A file that whoever is asked for this statement may look at: theirs, or passed to them while it waits.

    Raises NotFound.
    """
    for one in [*given(statement), *for_asked(statement)]:
        if one.pk == pk:
            return one
    raise NotFound("not_found")


def root_id(attachment: Attachment) -> int:
    """The id of what was handed in, for any version of it."""
    return attachment.original_id or attachment.pk


def _families(rows: Sequence[Attachment]) -> dict[int, list[Attachment]]:
    """The versions of each file by the id of the first, which may be gone."""
    found: dict[int, list[Attachment]] = {}
    for row in rows:
        found.setdefault(root_id(row), []).append(row)
    return found


def _shown(passed: Iterable[Passed]) -> list[Attachment]:
    """The newest version of each file once; what was taken off is shown to nobody."""
    found = {root_id(one.attachment): newest(one.attachment) for one in passed}
    return [one for one in found.values() if one.removed_at is None]


def _passed(**of: object) -> QuerySet[Passed]:
    return Passed.objects.filter(**of).select_related("attachment", "statement__to", "by").order_by("id")


_EVIDENCE: Final = db.Prepared[Evidence](
    lambda pk: Evidence.objects.filter(statement__complaint_id=pk).select_related("statement__to")
)
_PASSED: Final = db.Prepared[Passed](lambda ticket: _passed(attachment__ticket_id=ticket))
