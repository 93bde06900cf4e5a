"""The door for positions. A batch may come again: it is done once by itself, without an Idempotency-Key."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from yinuo.api import answers
from yinuo.api.auth import needs, person_of
from yinuo.api.positions.schema import PositionsIn, PositionsOut
from yinuo.core.errors import Invalid, fault
from yinuo.orders.actions import positions
from yinuo.orders.models import Source
from yinuo.ui import faults

router = Router()
WRITE = "positions:write"


@router.post("", response=PositionsOut, summary="Say where vehicles are", operation_id="note_positions")
@needs(WRITE)
def note(request: HttpRequest, body: PositionsIn) -> HttpResponse:
    """Take readings of locators, in any order; the same twice is kept once.

    Readings that nobody can believe, or that a driver does not share, are listed in `refused`; the others of
    the batch are taken all the same.
    """
    if (body.position is None) != (body.device is None):
        raise Invalid(fault("device" if body.device is None else "position", "required"))
    noted = positions.note_all(body.read(), Source.DEVICE, person_of(request))
    refused = [
        {"index": place, "code": code, "title": faults.text(code, {})} for place, code in noted.refused
    ]
    said = {"kept": noted.kept, "thinned": noted.thinned, "unknown": noted.unknown, "refused": refused}
    return answers.answer(PositionsOut, said)
