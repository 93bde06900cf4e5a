"""What a person narrows the queue to, and the views they keep."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets import queue
from yinuo.desk.tickets.forms import FilterForm, NarrowForm
from yinuo.staff import queries as staff
from yinuo.tickets import actions
from yinuo.tickets.models import SavedFilter
from yinuo.tickets.rules import Filters
from yinuo.ui import forms, regions


@signed_in
def narrow(request: DeskRequest) -> HttpResponse:
    """Ask what to narrow the queue to; the answer is an address."""
    view = queue.view_of(request.GET)
    own = request.user.team_id
    people = staff.people().filter(team=own) if own else staff.people()
    form = NarrowForm(
        initial=request.GET.dict(), stages=queue.stages(), departments=queue.departments(), people=people
    )
    context = {"form": form, "view": view, "is_part": bool(request.headers.get("HX-Request"))}
    return regions.render(request, "desk/tickets/narrow.html", context, regions=("dialog",))


@signed_in
def keep(request: DeskRequest) -> HttpResponse:
    """Keep the view as it is narrowed now, under a name."""
    form = FilterForm(request.POST or None)
    filters = Filters.read(request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            view = queue.view_of(request.GET)
            actions.save_filter(name=form.cleaned_data["name"], filters=filters, view=view, by=request.user)
            return answers.acted(request, None, _("已存为常用视图。"))
        except DeskError as error:
            forms.refuse(form, error)
    said = _("、").join((_(queue.TITLES[queue.view_of(request.GET)]), *queue.filter_words(filters).values()))
    context = {"form": form, "explanation": said, "title": _("存为常用视图"), "verb": _("保存")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
@require_POST
def forget(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a kept view."""
    actions.delete_filter(saved=get_object_or_404(SavedFilter, person=request.user, pk=pk), by=request.user)
    if request.headers.get("HX-Request"):
        return answers.acted(request, None, _("常用视图已删除。"))
    return HttpResponseRedirect(reverse("workbench"))
