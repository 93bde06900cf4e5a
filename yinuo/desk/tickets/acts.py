"""What is done to a ticket from the workbench: taken, given to another, handed over, ticked, revealed; filters."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import Invalid, NotNow
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.tickets import workbench
from yinuo.desk.tickets.forms import AssignForm, DepartmentForm, FilterForm
from yinuo.promises import queries as promises
from yinuo.staff import queries as staff
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import SavedFilter
from yinuo.tickets.rules import Filters, View
from yinuo.ui import forms, regions

OWNERS = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)


@signed_in
@require_POST
def take(request: DeskRequest, ref: str) -> HttpResponse:
    """Become the owner."""
    ticket = actions.take(ticket=queries.ticket(request.user, ref), by=request.user)
    return answers.acted(request, ticket, _("已领到你的队列。"))


@signed_in
@require_POST
def take_next(request: DeskRequest) -> HttpResponse:
    """Take whatever waits longest in the team's queue; whoever is a moment later gets the next one."""
    for ticket in queries.queue(request.user, View.UNASSIGNED, size=5).rows:
        try:
            actions.take(ticket, by=request.user)
        except NotNow:
            continue
        return regions.go(request, reverse("ticket", args=[ticket.ref]))
    return answers.acted(request, None, _("组里没有待领的工单。"))


@signed_in
def assign(request: DeskRequest, ref: str) -> HttpResponse:
    """Give the ticket to somebody else, with the reason."""
    ticket = queries.ticket(request.user, ref)
    people = staff.people().filter(role__in=OWNERS).exclude(pk=ticket.owner_id)
    form = AssignForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(ticket=ticket, **form.cleaned_data, by=request.user)
            return answers.acted(request, ticket, _("已交给 %(name)s。") % {"name": form.cleaned_data["to"].name})
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "ticket": ticket, "title": _("交给别人"), "verb": _("交出")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
def hand_over(request: DeskRequest, ref: str) -> HttpResponse:
    """Hand over to a department what the desk cannot operate itself (R069)."""
    ticket = queries.ticket(request.user, ref)
    form = DepartmentForm(request.POST or None)
    playbook = promises.playbook_of(ticket)
    departments = playbook.departments if playbook else ()
    form.fields["department"].choices = [(one.key, one.label) for one in departments]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_to_department(ticket=ticket, **form.cleaned_data, by=request.user)
            return answers.acted(request, ticket, _("已转交，办结前会一直跟踪。"))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "ticket": ticket, "title": _("转交部门"), "verb": _("转交")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
@require_POST
def must(request: DeskRequest, ref: str) -> HttpResponse:
    """Tick what the step asks for, or take the tick back."""
    ticket = queries.ticket(request.user, ref)
    step, key = request.POST.get("step", ""), request.POST.get("key", "")
    change = actions.do_must if request.POST.get("done") else actions.undo_must
    change(ticket=ticket, step=step, key=key, by=request.user)
    if not request.headers.get("HX-Request"):
        return answers.acted(request, ticket)
    return workbench.open_ticket(request, ticket)


@signed_in
@require_POST
def reveal(request: DeskRequest, ref: str) -> HttpResponse:
    """Show the full personal data; that it was shown is recorded."""
    ticket = queries.ticket(request.user, ref)
    actions.see_personal(ticket=ticket, by=request.user)
    request.session["revealed"] = ticket.ref
    return answers.acted(request, ticket, _("已显示完整资料，这次查看已记录。"))


@signed_in
def filters(request: DeskRequest) -> HttpResponse:
    """Keep the view as it is narrowed now, under a name."""
    form = FilterForm(request.POST or None)
    view = request.GET.get("view", View.MINE)
    narrowed = Filters.read(request.GET)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_filter(name=form.cleaned_data["name"], filters=narrowed, view=View(view), by=request.user)
            return answers.acted(request, None, _("已存为常用视图。"))
        except Invalid as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("存为常用视图"), "verb": _("保存")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@signed_in
@require_POST
def delete_filter(request: DeskRequest, pk: int) -> HttpResponse:
    """Forget a saved view."""
    actions.delete_filter(saved=get_object_or_404(SavedFilter, person=request.user, pk=pk), by=request.user)
    return HttpResponseRedirect(reverse("workbench"))
