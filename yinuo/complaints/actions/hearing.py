"""The other side: what the person complained about, or whoever else knows, is asked to say (R171)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import details, evidence, holding, moving, reasoning, settling
from yinuo.complaints.models import Complaint, Statement
from yinuo.complaints.rules import links
from yinuo.complaints.rules.stages import UNDECIDED
from yinuo.complaints.rules.texts import LONGEST_ASKS, LONGEST_STATEMENT
from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, fault
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

FARTHEST: Final = timedelta(days=366)
_LONGEST: Final = {"to_name": 40, "to_phone": 32, "to_department": 40}


def ask_statement(
    *,
    complaint: Complaint,
    asks: str,
    due_at: datetime,
    by: Person | None,
    to: Person | None = None,
    to_name: str = "",
    to_phone: str = "",
    to_department: str = "",
) -> Statement:
    """Ask somebody to say what they know: a person of the desk, or by the link whoever has no account.

    One request per person is open at a time; the same words again are the same request. Until it is given or
    waived the case does not leave clarifying. Records complaint.statement_asked {statement, to}, on which the
    playbook sends the notice. Raises NotPermitted; Invalid: required, too_long, statement_to_gone,
    promise_due_past, promise_due_far and what `core.phones` says; NotNow: complaint_not_in_stage after the
    proposal, statement_open.
    """
    holding.permit(complaint, by)
    said = _read(asks, due_at, to, to_name, to_phone, to_department)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, *UNDECIDED)
        if open_ := _open(held, to, said):
            if open_.asks == said["asks"]:
                return open_
            raise NotNow("statement_open", name=to.name if to else said["to_name"] or said["to_department"])
        now = clock.now()
        row = Statement(complaint=held, to=to, asked_at=now, asked_by=by, due_at=due_at, **said)
        db.insert(row)
        told = {"statement": row.pk, "to": to.pk if to else None}
        holding.record("statement_asked", held, by=by, detail={"text": row.asks}, **told)
        settling.settle(held, by)
    return row


def give_statement(
    *,
    statement: Statement,
    said: str,
    by: Person | None,
    slug: str = "",
    files: Sequence[evidence.Handed] = (),
) -> Statement:
    """Say what happened: the person asked, signed in, or (`by` None) whoever holds the link that `slug` is.

    `files` are the pictures and PDFs that prove it (see `evidence.read`). The words stand as they were given;
    the same words again change nothing. Records complaint.statement_given {statement, files}. Raises
    NotPermitted; NotFound for a link of another request; Invalid: required, too_long, too_many_files;
    NotNow: statement_given, statement_waived, too_many_photos, complaint_not_in_stage for a closed case.
    """
    if by is None and links.statement_id_of(slug) != statement.pk:
        raise NotFound("not_found")
    require(by, may.state, statement)
    words = clean(said)
    with db.transaction():
        held = holding.hold(statement.complaint)
        row = _fresh(held, statement)
        if row.state == Statement.State.GIVEN and row.said == words:
            return row
        _require_asked(held, row)
        if wrong := text_fault("said", words, LONGEST_STATEMENT):
            raise Invalid(wrong)
        row.said, row.said_at, row.state = words, clock.now(), Statement.State.GIVEN
        row.save(update_fields=["said", "said_at", "state"])
        kept = evidence.keep(row, files, by)
        told = {"statement": row.pk, **({"files": len(kept)} if kept else {})}
        holding.record("statement_given", held, by=by, detail={"text": words}, **told)
        settling.settle(held, by)
    return row


def waive(*, statement: Statement, reason: str, by: Person, note: str = "") -> Statement:
    """Go on without the statement: somebody has left, is ill, does not answer. A leader's word, never in the
    leader's own case (see `moving.override`).

    Waived again it stays waived. Records complaint.statement_waived {statement}. Raises NotPermitted;
    Invalid: required, not_a_choice, too_long; NotNow: statement_given, complaint_not_in_stage,
    complaint_override_own.
    """
    require(by, may.lead, statement.complaint)
    with db.transaction():
        held = holding.hold(statement.complaint)
        row = _fresh(held, statement)
        if row.state == Statement.State.WAIVED:
            return row
        _require_asked(held, row)
        moving.require_not_own(held, by)
        why = reasoning.why(held, "complaint_waive", reason, note, by)
        row.waived_for, row.state = reasoning.written(why), Statement.State.WAIVED
        row.save(update_fields=["waived_for", "state"])
        told = {"statement": row.pk, **why.data}
        holding.record("statement_waived", held, by=by, detail=why.detail, **told)
        settling.settle(held, by)
    return row


def _read(
    asks: str, due_at: datetime, to: Person | None, to_name: str, to_phone: str, to_department: str
) -> dict[str, str]:
    """What was typed, cleaned. Raises Invalid with everything that is wrong with it."""
    said = {"to_name": clean(to_name), "to_phone": clean(to_phone), "to_department": clean(to_department)}
    faults = [_due_fault(due_at), text_fault("asks", clean(asks), LONGEST_ASKS)]
    faults += [text_fault(name, said[name], limit, required=False) for name, limit in _LONGEST.items()]
    if to is not None and not to.is_active:
        faults.append(fault("to", "statement_to_gone", name=to.name))
    if to is None and not (said["to_name"] or said["to_department"]):
        faults.append(fault("to_name", "required"))
    if said["to_phone"]:
        said["to_phone"], wrong = details.digits("to_phone", said["to_phone"])
        faults.append(wrong)
    if found := [one for one in faults if one]:
        raise Invalid(*found)
    return {**said, "asks": clean(asks)}


def _due_fault(due_at: datetime) -> Fault | None:
    now = clock.now()
    if due_at <= now:
        return fault("due_at", "promise_due_past")
    return fault("due_at", "promise_due_far", days=FARTHEST.days) if due_at > now + FARTHEST else None


def _open(complaint: Complaint, to: Person | None, said: dict[str, str]) -> Statement | None:
    """The request that is open with the same person; without an account, of the same name and phone."""
    rows = Statement.objects.filter(complaint=complaint, state=Statement.State.ASKED, to=to)
    return (rows if to else rows.filter(**{name: said[name] for name in _LONGEST})).first()


def _fresh(complaint: Complaint, statement: Statement) -> Statement:
    """The request as it stands now; its case is held. Raises NotFound."""
    row = Statement.objects.select_related("to").filter(pk=statement.pk, complaint=complaint).first()
    if row is None:
        raise NotFound("not_found")
    row.complaint = complaint
    return row


def _require_asked(complaint: Complaint, statement: Statement) -> None:
    holding.require_live(complaint)
    if statement.state == Statement.State.GIVEN:
        raise NotNow("statement_given")
    if statement.state == Statement.State.WAIVED:
        raise NotNow("statement_waived")
