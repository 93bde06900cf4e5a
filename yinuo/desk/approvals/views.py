"""The pages of approvals: agree with one key, send back with a reason."""

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.approvals import actions, queries
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


class AnswerForm(forms.Form):
    """Why it is sent back."""

    answer = forms.CharField(label=gettext_lazy("退回的原因"), max_length=200)


@signed_in
def waiting(request: DeskRequest) -> HttpResponse:
    """What waits for me, the oldest first."""
    page = queries.waiting_for(request.user, request.GET.get("cursor"))
    older = f"{reverse('approvals')}?cursor={page.next_cursor}" if page.next_cursor else ""
    return regions.render(
        request, "desk/approvals/list.html", {"page": page, "older": older}, regions=("rows",)
    )


def _found(request: DeskRequest, pk: int) -> Approval:
    approval = queries.approval(request.user, pk)
    if approval is None:
        raise Http404
    return approval


@signed_in
@require_POST
def approve(request: DeskRequest, pk: int) -> HttpResponse:
    """Agree."""
    actions.approve(_found(request, pk), by=request.user)
    toasts.add(request, _("已同意，申请人会收到提醒。"))
    return regions.go(request, reverse("approvals"))


@signed_in
def refuse(request: DeskRequest, pk: int) -> HttpResponse:
    """Send it back, with the reason."""
    approval = _found(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(approval, by=request.user, answer=form.cleaned_data["answer"])
            toasts.add(request, _("已退回，申请人会收到提醒。"))
            return regions.go(request, reverse("approvals"))
        except Invalid as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "title": _("退回"), "verb": _("退回")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))
