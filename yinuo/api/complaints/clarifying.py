"""The operations of finding out and weighing (R144, R171, R190–R195, R322)."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from yinuo.api.auth import person_of
from yinuo.api.complaints import schema
from yinuo.api.complaints.doing import act, posted, somebody, stands
from yinuo.complaints import may
from yinuo.complaints.actions import finding, hearing, weighing
from yinuo.complaints.queries import loading
from yinuo.core.errors import NotFound
from yinuo.staff.may import require

router = Router()


@posted(router, "/{ref}/statements", name="ask_statement", summary="Ask for a statement")
def ask_statement(request: HttpRequest, ref: str, body: schema.StatementAskIn) -> Any:
    """Ask whoever is complained about, or knows something, to say what happened."""
    said = body.model_dump(exclude={"to"})
    return act(request, ref, hearing.ask_statement, to=somebody("to", body.to), **said)


@posted(router, "/{ref}/statements/{pk}/waiver", name="waive_statement", summary="Do without a statement")
def waive_statement(request: HttpRequest, ref: str, pk: int, body: schema.WhyIn) -> Any:
    """Go on without the statement: a leader's word, with a reason."""
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    require(by, may.lead, complaint)
    statement = complaint.statements.select_related("to").filter(pk=pk).first()
    if statement is None:
        raise NotFound("not_found")
    statement.complaint = complaint
    hearing.waive(statement=statement, by=by, **body.model_dump())
    return stands(complaint, by)


@posted(router, "/{ref}/answers", name="answer_question", summary="Answer a question")
def answer_question(request: HttpRequest, ref: str, body: schema.AnswerIn) -> Any:
    """Write down what the customer answered to a question of the checklist."""
    return act(request, ref, finding.answer_question, **body.model_dump())


@posted(router, "/{ref}/findings", name="find_out", summary="Findings")
def find(request: HttpRequest, ref: str, body: schema.FindingsIn) -> Any:
    """Write down cause, motive, core demand, and how far we are at fault."""
    return act(request, ref, finding.find, **body.model_dump())


@posted(router, "/{ref}/weighing", name="weigh_complaint", summary="The five questions")
def weigh(request: HttpRequest, ref: str, body: schema.WeighingIn) -> Any:
    """Answer the five questions before any compensation."""
    return act(request, ref, weighing.weigh, **body.model_dump())
