"""One photo of a ticket."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.tickets import queries
from yinuo.ui import pictures


@require_safe
@signed_in
def attachment(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The photo, for whoever may see its ticket; 404 for others, for unknown and for removed ones."""
    return pictures.response(queries.attachment(request.user, pk))
