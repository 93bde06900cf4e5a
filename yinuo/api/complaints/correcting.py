"""The operations on causes that come again, and what is done about them until it works (ISO 10002 8.7)."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import later
from yinuo.api.complaints.beside import CorrectiveOut, Correctives
from yinuo.api.complaints.doing import asked, named, posted
from yinuo.api.complaints.parts import copied, staff_number
from yinuo.complaints import may
from yinuo.complaints.actions import learning
from yinuo.complaints.models import Corrective
from yinuo.complaints.queries import improving
from yinuo.core.errors import NotPermitted

router = Router()
_SHOWN: Final = ("id", "type", "cause", "state", "count", "what", "effect", "due_on", "opened_at")


@asked(router, "", Correctives, name="list_correctives", summary="Causes that come again")
def correctives(request: HttpRequest, cursor: str = "") -> HttpResponse:
    """What is done about causes that came again and again, the newest first."""
    person = person_of(request)
    if not may.see_correctives(person):
        raise NotPermitted("not_permitted")
    page = improving.correctives(cursor or None)
    items = [_shape(one) for one in page.rows]
    return answers.answer(Correctives, {"items": items, "next_cursor": page.next_cursor})


@posted(router, "/{pk}/plan", CorrectiveOut, name="set_corrective", summary="Say what is done")
def set_corrective(request: HttpRequest, pk: int, body: later.PlanIn) -> Any:
    """Say what is done about it, by whom and by which day; also anew after it did not work."""
    said = body.model_dump(exclude={"owner"})
    return _act(request, pk, learning.set_corrective, owner=named("owner", body.owner), **said)


@posted(router, "/{pk}/done", CorrectiveOut, name="do_corrective", summary="Done")
def do_corrective(request: HttpRequest, pk: int) -> Any:
    """What was decided is done; whether it works has still to be seen."""
    return _act(request, pk, learning.corrective_done)


@posted(router, "/{pk}/effect", CorrectiveOut, name="verify_corrective", summary="Whether it works")
def verify_corrective(request: HttpRequest, pk: int, body: later.EffectIn) -> Any:
    """Say whether it works; whoever did it does not judge it themselves."""
    return _act(request, pk, learning.verify, **body.model_dump())


def _act(request: HttpRequest, pk: int, verb: Callable[..., object], **said: Any) -> dict[str, Any]:
    by = person_of(request)
    verb(corrective=improving.corrective(by, pk), by=by, **said)
    return _shape(improving.corrective(by, pk))


def _shape(row: Corrective) -> dict[str, Any]:
    return {**copied(row, *_SHOWN), "owner": staff_number(row.owner)}
