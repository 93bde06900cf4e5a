"""The operations of whoever is asked for a statement: without the case (R171)."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import later
from yinuo.api.complaints.beside import RequestOut, Requests
from yinuo.api.complaints.doing import asked, posted
from yinuo.api.complaints.parts import copied
from yinuo.complaints.actions import hearing
from yinuo.complaints.queries import respondent

router = Router()
_SHOWN: Final = (
    "asks", "due_at", "order_number", "waybill", "is_open", "said", "complainant", "complainant_phone",
)  # fmt: skip


@asked(router, "", Requests, name="list_statements", summary="What I am asked")
def statements(request: HttpRequest) -> HttpResponse:
    """What this person is still asked to say, the nearest first."""
    found = respondent.requests(person_of(request))
    return answers.answer(Requests, {"items": [_shape(one) for one in found]})


@asked(router, "/{pk}", RequestOut, name="read_statement", summary="One question")
def read_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What this person is asked to say, and said; of the customer nothing unless that may be told."""
    return answers.answer(RequestOut, _shape(respondent.request(person_of(request), pk)))


@posted(router, "/{pk}", RequestOut, name="give_statement", summary="Say what happened")
def give_statement(request: HttpRequest, pk: int, body: later.StatementIn) -> Any:
    """Say what happened; the words stand as they were given."""
    by = person_of(request)
    hearing.give_statement(statement=respondent.request(by, pk).statement, said=body.said, by=by)
    return _shape(respondent.request(by, pk))


def _shape(one: respondent.Request) -> dict[str, Any]:
    return {"id": one.statement.pk, **copied(one, *_SHOWN)}
