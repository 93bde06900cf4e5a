"""One request for a statement: what is asked, until when, the answer with photos, also without a network."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.complaints.actions import evidence, hearing
from yinuo.complaints.queries import files, respondent
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core.errors import DeskError
from yinuo.driver import frame, once, pages
from yinuo.driver.frame import DriverRequest, for_drivers, refused, wants_json
from yinuo.tickets.models import Attachment
from yinuo.ui import pictures


class StatementForm(forms.Form):
    """What happened, in one's own words."""

    said = forms.CharField(
        label=gettext_lazy("当时是怎么回事"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "POST"])
@for_drivers
def state(request: DriverRequest, pk: int) -> HttpResponse:
    """The request, and the form while it waits; what was said stands. Raises NotFound for another's."""
    me = request.visitor.person
    asked = respondent.request(me, pk)
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form, asked)
    try:
        if told := once.known(request, me):
            return pages.done(request, told)
        if not form.is_valid():
            return _wrong(request, form, asked)
        handed = evidence.read(request.FILES.getlist(evidence.FIELD))

        def give() -> dict[str, Any]:
            said = form.cleaned_data["said"]
            hearing.give_statement(statement=asked.statement, said=said, by=me, files=handed)
            return {"text": _("说明已交给客服。"), "next": reverse("driver-home")}

        return pages.done(request, once.once(request, me, give))
    except DeskError as error:
        if wants_json(request):
            return refused(request, error)
        frame.refuse(form, error)
        return _page(request, form, asked, status=error.status)


@require_safe
@for_drivers
def file(request: DriverRequest, pk: int, file: int) -> FileResponse:
    """A file that came with it, or that was passed on to this driver. Raises NotFound."""
    asked = respondent.request(request.visitor.person, pk)
    return pictures.response(files.readable(asked.statement, file))


def _wrong(request: DriverRequest, form: forms.Form, asked: respondent.Request) -> HttpResponse:
    if wants_json(request):
        return pages.told_wrong(" ".join(str(one) for faults in form.errors.values() for one in faults))
    return _page(request, form, asked, status=422)


def _page(
    request: DriverRequest, form: forms.Form, asked: respondent.Request, *, status: int = 200
) -> HttpResponse:
    def listed(rows: Sequence[Attachment]) -> list[pictures.Shown]:
        return pictures.shown(
            rows, lambda one: reverse("driver-statement-file", args=[asked.statement.pk, one])
        )

    context = {
        "asked": asked,
        "form": form,
        "given": listed(asked.evidence),
        "passed": listed(asked.passed),
        "form_key": request.POST.get(once.FIELD) or pages.form_key(),
    }
    return pages.draw(request, "driver/statements/statement.html", context, status=status)
