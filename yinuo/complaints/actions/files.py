"""Files of a case: added by the desk, passed on to the customer, to whom is asked, to somebody outside."""

from typing import Any, Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint, Passed, Statement
from yinuo.complaints.queries import files
from yinuo.core import clock, db, documents, uploads
from yinuo.core.errors import Invalid, NotFound, NotNow, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Attachment
from yinuo.tickets.rules import check_text

SORTS: Final = ("photo", "scan", "inspection")
"""What the desk adds: a photo, the scan of a paper, a report of an inspection."""
LONGEST_WHOM: Final = 60


def add_file(
    *,
    complaint: Complaint,
    sort: str,
    file: uploads.Upload,
    by: Person | None,
    name: str = "",
    form_key: str | None = None,
) -> Attachment:
    """Add a picture or a PDF to the case; a used `form_key` returns the first.

    Records ticket.photo_added {purpose}. Raises NotPermitted; Invalid: not_a_choice and what
    `documents.document` raises; NotNow: complaint_not_in_stage for a closed case, too_many_photos.
    """
    holding.permit(complaint, by)
    if sort not in SORTS:
        raise Invalid(fault("sort", "not_a_choice"))
    if form_key and (first := complaint.ticket.attachments.filter(form_key=form_key).first()):
        return first
    made = documents.document(file)  # slow, so before the lock
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        return tickets.put_file(held.ticket, made, purpose=sort, by=by, name=name, form_key=form_key)


def pass_on(
    *,
    complaint: Complaint,
    attachment: Attachment,
    to: str,
    by: Person,
    statement: Statement | None = None,
    whom: str = "",
) -> Passed:
    """Pass a file on: the customer reads it on their page, whom `statement` is asked of on theirs; `whom`
    names somebody outside, who gets it by other ways. Always the version with parts blacked out, if any.

    The same again changes nothing. Records complaint.passed_on {file, to}. Raises NotPermitted; Invalid:
    required, too_long, not_a_choice; NotFound for a file or statement of another case or one that is gone;
    NotNow: statement_waived.
    """
    holding.permit(complaint, by)
    said = _said(to, statement, whom)
    with db.transaction():
        held = holding.hold(complaint)
        shown = _shown(held, attachment)
        if statement is not None and said["statement"]:
            _require_asked(held, statement)
        if first := Passed.objects.filter(attachment=shown, **said).first():
            return first
        row = Passed(attachment=shown, at=clock.now(), by=by, **said)
        db.insert(row)
        told: dict[str, Any] = {"file": shown.pk, "to": to}
        told |= {"statement": row.statement_id} if row.statement_id else {}
        holding.record("passed_on", held, by=by, detail={"outcome": row.whom} if row.whom else None, **told)
    return row


def _said(to: str, statement: Statement | None, whom: str) -> dict[str, Any]:
    """The columns that say to whom, checked."""
    if to not in Passed.To.values:
        raise Invalid(fault("to", "not_a_choice"))
    if to == Passed.To.STATEMENT and statement is None:
        raise Invalid(fault("to", "not_a_choice"))
    named = check_text("whom", whom, LONGEST_WHOM) if to == Passed.To.OUTSIDE else ""
    return {"to": to, "statement": statement if to == Passed.To.STATEMENT else None, "whom": named}


def _shown(complaint: Complaint, attachment: Attachment) -> Attachment:
    """The version of the file that may leave. Raises NotFound."""
    if attachment.ticket_id != complaint.ticket_id or attachment.removed_at is not None:
        raise NotFound("not_found")
    return files.newest(attachment)


def _require_asked(complaint: Complaint, statement: Statement) -> None:
    row = Statement.objects.filter(pk=statement.pk, complaint=complaint).first()
    if row is None:
        raise NotFound("not_found")
    if row.state == Statement.State.WAIVED:
        raise NotNow("statement_waived")
