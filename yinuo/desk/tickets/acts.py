"""What is done to a ticket from the workbench: taken, given to another, handed over, ticked, revealed."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError, NotNow
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.tickets.forms import AssignForm, DepartmentForm
from yinuo.orders import actions as orders_actions
from yinuo.orders import may as orders_may
from yinuo.orders import queries as orders
from yinuo.promises import queries as promises
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import Kind, Ticket
from yinuo.tickets.rules import View
from yinuo.ui import forms, regions, toasts

OWNERS = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)
TRIES = 5


@signed_in
@require_POST
def take(request: DeskRequest, ref: str) -> HttpResponse:
    """Become the owner."""
    ticket = actions.take(ticket=queries.ticket(request.user, ref), by=request.user)
    return answers.acted(request, ticket, _("已领到你的队列。"))


@signed_in
@require_POST
def take_next(request: DeskRequest) -> HttpResponse:
    """Take whatever is due first of what nobody has; whoever is a moment later gets the next one."""
    for ticket in queries.queue(request.user, View.UNASSIGNED, size=TRIES).rows:
        if not may.take(request.user, ticket):
            continue
        try:
            actions.take(ticket, by=request.user)
        except NotNow:
            continue
        toasts.add(request, _("已领 %(ticket)s。") % {"ticket": ticket})
        return regions.go(request, reverse("ticket", args=[ticket.ref]))
    return answers.acted(request, None, _("组里没有待领的工单。"))


@signed_in
def assign(request: DeskRequest, ref: str) -> HttpResponse:
    """Give the ticket to somebody else, with the reason."""
    ticket = queries.ticket(request.user, ref)
    require(may.assign(request.user, ticket))
    people = staff.people().filter(role__in=OWNERS)
    people = people.exclude(pk=ticket.owner_id) if ticket.owner_id else people
    form = AssignForm(request.POST or None, people=people, reasons=promises.reasons(ticket, "reassign"))
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.assign(ticket=ticket, **form.cleaned_data, by=request.user)
            return _given(request, given, form.cleaned_data["to"].name)
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("把 %(ticket)s 交给别人") % {"ticket": ticket}, "verb": _("交出")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _given(request: DeskRequest, ticket: Ticket, name: str) -> HttpResponse:
    """Back to the queue when the new owner's team is one that this person does not see into."""
    said = _("已交给 %(name)s。") % {"name": name}
    if may.see(request.user, ticket):
        return answers.acted(request, ticket, said)
    toasts.add(request, said)
    return regions.go(request, reverse("workbench"))


@signed_in
def hand_over(request: DeskRequest, ref: str) -> HttpResponse:
    """Hand over to a department what the desk cannot operate itself (R069)."""
    ticket = queries.ticket(request.user, ref)
    require(_may_hand_over(request.user, ticket))
    playbook = promises.playbook_of(ticket)
    departments = [(one.key, one.label) for one in playbook.departments] if playbook else []
    reasons = promises.reasons(ticket, "hand_over")
    form = DepartmentForm(request.POST or None, departments=departments, reasons=reasons)
    if request.method == "POST" and form.is_valid():
        try:
            _hand_over(ticket, form.cleaned_data, request.user)
            return answers.acted(request, ticket, _("已转交，办结前会一直跟踪。"))
        except DeskError as error:
            forms.refuse(form, error)
    context = {"form": form, "title": _("把 %(ticket)s 转交部门") % {"ticket": ticket}, "verb": _("转交")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _may_hand_over(person: Person, ticket: Ticket) -> bool:
    """An order is handed over by those who take orders, anything else by the whole desk."""
    if ticket.kind == Kind.ORDER:
        return orders_may.change(person, orders.of_ticket(ticket))
    return may.hand_to_department(person, ticket)


def _hand_over(ticket: Ticket, said: dict[str, str], by: Person) -> None:
    """An order's own verb lets the promises of the slip go and opens that of following the department."""
    if ticket.kind == Kind.ORDER:
        orders_actions.hand_over(order=orders.of_ticket(ticket), by=by, **said)
    else:
        actions.hand_to_department(ticket=ticket, by=by, **said)


@signed_in
@require_POST
def must(request: DeskRequest, ref: str) -> HttpResponse:
    """Tick what the step asks for, or take the tick back."""
    ticket = queries.ticket(request.user, ref)
    step, key = request.POST.get("step", ""), request.POST.get("key", "")
    change = actions.do_must if request.POST.get("done") else actions.undo_must
    change(ticket=ticket, step=step, key=key, by=request.user)
    return answers.acted(request, ticket)


@signed_in
@require_POST
def reveal(request: DeskRequest, ref: str) -> HttpResponse:
    """Show the full personal data; that it was shown is recorded."""
    ticket = queries.ticket(request.user, ref)
    actions.see_personal(ticket=ticket, by=request.user)
    request.session["revealed"] = ticket.ref
    return answers.acted(request, ticket, _("已显示完整资料，这次查看已记录。"))
