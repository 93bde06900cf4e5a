"""The page of one complaint."""

from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.complaints import may
from yinuo.complaints.actions import calming, finding
from yinuo.complaints.models import Agreement, Complaint, Feeling
from yinuo.complaints.queries import asking, loading, papers
from yinuo.core.errors import DeskError, NotFound
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.complaints.case import dialogs, frame, looking
from yinuo.desk.complaints.case.forms import AnswerForm
from yinuo.desk.orders.case import is_in_full
from yinuo.ui import faults, regions, toasts

TEMPLATE: Final = "desk/complaints/case/page.html"
REGIONS: Final = ("case",)


@signed_in
def complaint(request: DeskRequest, ref: str) -> HttpResponse:
    """The case as it stands."""
    found = loading.complaint(request.user, ref)
    in_full = _sees_in_full(request, found)
    context = frame.context(request, found, in_full=in_full)
    return regions.render(request, TEMPLATE, context, regions=REGIONS)


@signed_in
@require_POST
def mood(request: DeskRequest, ref: str) -> HttpResponse:
    """How the customer feels, by one tap."""
    found = loading.complaint(request.user, ref)
    said = request.POST.get("feeling", "")
    feeling = next((one.value for one in Feeling if str(one.value) == said), 0)
    calming.note_mood(complaint=found, feeling=feeling, by=request.user)
    return dialogs.acted(request, found.ticket, _("心情已记下。"))


@signed_in
@require_POST
def answer(request: DeskRequest, ref: str) -> HttpResponse:
    """The customer's answer to a question of the checklist; what is wrong with it is said in a toast."""
    found = loading.complaint(request.user, ref)
    require(may.handle(request.user, found))
    key = request.POST.get("key", "")
    initial = {"text": asking.answer(found, key)}
    form = AnswerForm(request.POST, None, of=found, by=request.user, row=None, initial=initial)
    wrong = "" if form.is_valid() else str(form.errors["text"][0])
    try:
        if not wrong:
            finding.answer_question(complaint=found, key=key, by=request.user, **form.cleaned_data)
    except DeskError as error:
        if error.status != 422:
            raise
        wrong = faults.text(error.code, error.params)
    if wrong:
        toasts.add(request, wrong, tone="bad")
    return dialogs.acted(request, found.ticket, "" if wrong else _("已记下。"))


@signed_in
def paper(request: DeskRequest, ref: str, pk: int) -> HttpResponse:
    """The agreement as a PDF; signed, as it was signed."""
    found = loading.complaint(request.user, ref)
    rows = Agreement.objects.select_related("offer__complaint__ticket")
    agreement = rows.filter(offer=pk, offer__complaint=found).first()
    if agreement is None:
        raise NotFound("not_found")
    made = papers.signed_paper(agreement) if agreement.signed_at else papers.paper(agreement)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agreement.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _sees_in_full(request: DeskRequest, found: Complaint) -> bool:
    """One's own case, which is written down once a day, or one that was revealed in this sign-in."""
    return looking.in_full(request.user, found.ticket) or is_in_full(request, found.ticket)
