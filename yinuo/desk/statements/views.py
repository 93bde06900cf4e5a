"""What one is asked to say, and saying it."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from yinuo.complaints.actions import evidence, hearing
from yinuo.complaints.queries import files, respondent
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.tickets.models import Attachment
from yinuo.ui import forms as ui_forms
from yinuo.ui import pictures, regions, toasts


class StatementForm(forms.Form):
    """What happened, in one's own words."""

    said = forms.CharField(
        label=gettext_lazy("当时是怎么回事"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("写清时间、地点和原因；交了以后不能改。"),
    )
    photos = ui_forms.FilesField(
        label=gettext_lazy("照片或 PDF（可以不交）"),
        required=False,
        help_text=gettext_lazy("最多 6 个，每个 10 MB 以内：回单、聊天记录、现场照片"),
    )


@signed_in
def listed(request: DeskRequest) -> HttpResponse:
    """What is still asked of me, the nearest deadline first."""
    context = {"requests": respondent.requests(request.user)}
    return regions.render(request, "desk/statements/list.html", context)


@signed_in
def state(request: DeskRequest, pk: int) -> HttpResponse:
    """One request and its form; once given it is only read."""
    asked = respondent.request(request.user, pk)
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            handed = evidence.read(said["photos"])
            hearing.give_statement(
                statement=asked.statement, said=said["said"], by=request.user, files=handed
            )
            toasts.add(request, _("说明已交给客服。"))
            return regions.go(request, reverse("statements"))
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {
        "asked": asked,
        "form": form,
        "given": _shown(pk, asked.evidence),
        "passed": _shown(pk, asked.passed),
    }
    return regions.render(request, "desk/statements/state.html", context, status=422 if form.errors else 200)


def _shown(pk: int, rows: Sequence[Attachment]) -> list[pictures.Shown]:
    return pictures.shown(rows, lambda one: reverse("statement-file", args=[pk, one]))


@require_safe
@signed_in
def file(request: DeskRequest, pk: int, file: int) -> HttpResponseBase:
    """A file that I handed in with it, or that was passed on to me. Raises NotFound."""
    asked = respondent.request(request.user, pk)
    return pictures.response(files.readable(asked.statement, file))
