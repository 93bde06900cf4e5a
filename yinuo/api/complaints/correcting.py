"""The operations on lessons (R220) and on causes that come again, until what is done about them works."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import later
from yinuo.api.complaints.beside import CorrectiveOut, Correctives, Learned
from yinuo.api.complaints.doing import asked, named, posted
from yinuo.api.complaints.parts import copied, staff_number
from yinuo.complaints import may
from yinuo.complaints.actions import correcting as actions
from yinuo.complaints.models import Corrective, Lesson
from yinuo.complaints.queries import improving
from yinuo.complaints.queries import lessons as learned
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.core.text import mask
from yinuo.staff.models import Person

router = Router()
lessons = Router()
_SHOWN: Final = (
    "id", "type", "cause", "state", "count", "what", "effect", "due_on", "opened_at", "done_at",
)  # fmt: skip


@asked(router, "", Correctives, name="list_correctives", summary="Causes that come again")
def correctives(request: HttpRequest, cut: str = "", cursor: str = "") -> HttpResponse:
    """What is done about causes that came again and again, the newest first: all that one may see, or one cut
    (open, overdue, done, worked).
    """
    person = person_of(request)
    if not may.list_correctives(person):
        raise NotPermitted("not_permitted")
    if cut and cut not in tuple(improving.Cut):
        choices = [{"key": one.value} for one in improving.Cut]
        raise Invalid(fault("cut", "not_a_choice", choices=choices))
    page = improving.correctives(person, cut, cursor or None)
    came = improving.came_since(page.rows)
    items = [_shape(one, came[one.pk]) for one in page.rows]
    return answers.answer(Correctives, {"items": items, "next_cursor": page.next_cursor})


@asked(router, "/{pk}", CorrectiveOut, name="get_corrective", summary="One cause that comes again")
def corrective(request: HttpRequest, pk: int) -> Any:
    """What is done about it, how far it is, and how many cases came since it was done."""
    return _of(person_of(request), pk)


@posted(router, "/{pk}/plan", CorrectiveOut, name="set_corrective", summary="Say what is done")
def set_corrective(request: HttpRequest, pk: int, body: later.PlanIn) -> Any:
    """Say what is done about it, by whom and by which day; also anew after it did not work."""
    said = body.model_dump(exclude={"owner"})
    return _act(request, pk, actions.set_corrective, owner=named("owner", body.owner), **said)


@posted(router, "/{pk}/notes", CorrectiveOut, name="note_corrective", summary="How far it is")
def note_corrective(request: HttpRequest, pk: int, body: later.HowFarIn) -> Any:
    """Write down how far it is."""
    return _act(request, pk, actions.note, **body.model_dump())


@posted(router, "/{pk}/done", CorrectiveOut, name="do_corrective", summary="Done")
def do_corrective(request: HttpRequest, pk: int) -> Any:
    """What was decided is done; whether it works has still to be seen."""
    return _act(request, pk, actions.corrective_done)


@posted(router, "/{pk}/effect", CorrectiveOut, name="verify_corrective", summary="Whether it works")
def verify_corrective(request: HttpRequest, pk: int, body: later.EffectIn) -> Any:
    """Say whether it works; whoever did it does not judge it themselves."""
    return _act(request, pk, actions.verify, **body.model_dump())


@asked(lessons, "", Learned, name="list_lessons", summary="What was learned")
def lessons_learned(
    request: HttpRequest, type: str = "", cause: str = "", words: str = "", cursor: str = ""
) -> HttpResponse:
    """The lessons of cases that one may see, by type and cause of the case and by words in them, the newest
    case first.
    """
    person = person_of(request)
    if not may.see_list(person):
        raise NotPermitted("not_permitted")
    page = learned.lessons(person, learned.Sought(type, cause, words), cursor or None)
    items = [_lesson(one) for one in page.rows]
    return answers.answer(Learned, {"items": items, "next_cursor": page.next_cursor})


def _lesson(row: Lesson) -> dict[str, Any]:
    """As it is listed: nobody's number in it."""
    case = row.complaint
    return {
        **{"ref": case.ticket.ref, "number": case.ticket.number, "due_on": row.due_on},
        **{"type": case.type, "cause_key": case.cause, "owner": row.owner.staff_number},
        **{name: mask.mask_phones(getattr(row, name)) for name in ("cause", "change")},
    }


def _act(request: HttpRequest, pk: int, verb: Callable[..., object], **said: Any) -> dict[str, Any]:
    by = person_of(request)
    verb(corrective=improving.corrective(by, pk), by=by, **said)
    return _of(by, pk)


def _of(by: Person, pk: int) -> dict[str, Any]:
    row = improving.corrective(by, pk)
    return _shape(row, improving.came(row))


def _shape(row: Corrective, came: int) -> dict[str, Any]:
    return {**copied(row, *_SHOWN), "owner": staff_number(row.owner), "came": came}
