"""One file of a ticket."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from yinuo.desk.access import DeskRequest, signed_in
from yinuo.tickets import actions, queries
from yinuo.ui import pictures


@require_safe
@signed_in
def attachment(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The file, for whoever may see its ticket; 404 for others, for unknown and for removed ones.

    What parts of which were blacked out is for those alone who may see personal data, on record.
    """
    row = queries.attachment(request.user, pk)
    actions.see_original(row, by=request.user)
    return pictures.response(row, download="download" in request.GET)
