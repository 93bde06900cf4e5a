"""Keeping what is known of a ticket or a customer for a dispute: the dialog, and the way back."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import keeping
from yinuo.core.errors import DeskError
from yinuo.core.models import Hold
from yinuo.customers.models import Customer
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


class ReasonForm(forms.Form):
    """Why it has to stay."""

    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


def ask(request: DeskRequest, subject: Ticket | Customer, *, back: str) -> HttpResponse:
    """Ask why, and hold it; of what is held already, say why and offer to lift it."""
    held = keeping.is_held(type(subject).__name__.lower(), subject.pk)
    form: forms.Form = (
        forms.Form(request.POST if request.method == "POST" else None)
        if held
        else ReasonForm(request.POST or None)
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, subject, held, form.cleaned_data.get("reason", ""), back)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {
        "form": form,
        "title": _("恢复按期删除") if held else _("因争议暂停删除"),
        "verb": _("恢复") if held else _("暂停删除"),
        "explanation": _("暂停的原因：%(reason)s") % {"reason": held.reason}
        if held
        else _("到了保存期限也不清除，客户要求删除时也先留着，直到有人恢复。"),
    }
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _done(
    request: DeskRequest, subject: Ticket | Customer, held: Hold | None, reason: str, back: str
) -> HttpResponse:
    if held:
        lift(held, by=request.user)
        toasts.add(request, _("已恢复按期删除。"))
    else:
        ticket = subject if isinstance(subject, Ticket) else None
        keeping.hold(subject, reason=reason, by=request.user, ticket=ticket)
        toasts.add(request, _("已暂停删除，原因已记录。"))
    return regions.go(request, back)


def lift(held: Hold, *, by: Person) -> None:
    """Lift it, on the record of the ticket when it is one."""
    ticket = Ticket.objects.filter(pk=held.subject_id).first() if held.subject_kind == "ticket" else None
    keeping.lift(held, by=by, ticket=ticket)
