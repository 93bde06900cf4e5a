"""What one is asked to say, and saying it."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints.actions import hearing
from yinuo.complaints.queries import respondent
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


class StatementForm(forms.Form):
    """What happened, in one's own words."""

    said = forms.CharField(
        label=gettext_lazy("当时是怎么回事"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("写清时间、地点和原因；交了以后不能改。"),
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
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hearing.give_statement(statement=asked.statement, said=form.cleaned_data["said"], by=request.user)
            toasts.add(request, _("说明已交给客服。"))
            return regions.go(request, reverse("statements"))
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"asked": asked, "form": form}
    return regions.render(request, "desk/statements/state.html", context, status=422 if form.errors else 200)
