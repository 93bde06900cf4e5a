"""How every verb about a complaint is asked for: a dialog; what is refused stands in it, nothing is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.complaints import may
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import loading
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, View, require, signed_in
from yinuo.desk.complaints.case import looking, masking, meanwhile
from yinuo.desk.complaints.case.forms import Asked
from yinuo.desk.orders.case import is_in_full
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind, Ticket
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

PLAIN: Final = "desk/complaints/case/dialog.html"
Said = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What is about to be done: the case, who does it, what the form says, the row that it is about."""

    of: Complaint
    by: Person
    said: Said = field(default_factory=dict)
    row: Any = None


@dataclass(frozen=True)
class Verb:
    """One thing that can be done with a case: `do` makes the one call, `done` is what the toast says.

    `row` reads what the number in the address stands for; `initial` is what the fields hold at first,
    `explain` the line above them. A verb without a form acts at once when posted.
    """

    label: str
    icon: str
    do: Callable[[Act], object]
    done: str
    form: type[Asked] = Asked
    initial: Callable[[Act], Mapping[str, Any]] = lambda act: {}
    explain: Callable[[Act], str] = lambda act: ""
    may: Callable[[Person, Complaint], bool] = may.handle
    row: Callable[[Complaint, int], Any] | None = None
    template: str = PLAIN
    wide: bool = False
    tone: str = "primary"
    more: Callable[[Act, Asked], Mapping[str, Any]] = lambda act, form: {}


Find = Callable[[Person, str], tuple[Complaint, Any]]


def view(verb: Verb, find: Find | None = None) -> View:
    """The view of a verb: asks, acts, answers. `find` reads the case and what of it is meant by another ref
    than the case's own.
    """

    @signed_in
    def shown(request: DeskRequest, ref: str, pk: int | None = None) -> HttpResponse:
        complaint, row = _read(request.user, ref, find)
        require(verb.may(request.user, complaint))
        row = verb.row(complaint, pk) if verb.row and pk is not None else row
        act = Act(complaint, request.user, row=row)
        theirs: meanwhile.Theirs = []
        ticket: Ticket = act.row.ticket if find else complaint.ticket
        in_full, initial = is_in_full(request, ticket), verb.initial(act)
        is_said = request.method == "POST"
        form = verb.form(
            request.POST if is_said else None,
            request.FILES if is_said else None,
            of=complaint,
            by=request.user,
            row=row,
            initial=initial,
            in_full=in_full,
        )
        if is_said and form.is_valid():
            try:
                verb.do(Act(complaint, request.user, form.cleaned_data, row))
                return acted(request, ticket, _(verb.done))
            except DeskError as error:
                ui_forms.refuse(form, error)
                if error.code == "stale":
                    there = Act(_read(request.user, ref, find)[0], request.user, row=row)
                    theirs = meanwhile.compared(form, masking.shown(verb.initial(there), in_full))
        return _ask(request, verb, act, form, ticket, in_full=in_full, theirs=theirs)

    return shown


def _read(person: Person, ref: str, find: Find | None) -> tuple[Complaint, Any]:
    """The case as it stands now, and what of it is meant."""
    return find(person, ref) if find else (loading.complaint(person, ref), None)


def acted(request: DeskRequest, ticket: Ticket, text: str) -> HttpResponse:
    """It is done: the page asks for itself again; without scripts it is shown anew."""
    if request.headers.get("HX-Request") or ticket.kind != Kind.COMPLAINT:
        return answers.acted(request, ticket, text)
    toasts.add(request, text)
    return HttpResponseRedirect(reverse("complaint", args=[ticket.ref]))


def _ask(
    request: DeskRequest,
    verb: Verb,
    act: Act,
    form: Asked,
    ticket: Ticket,
    *,
    in_full: bool,
    theirs: meanwhile.Theirs,
) -> HttpResponse:
    """The dialog; that somebody reads numbers in it is written down."""
    told = {"explanation": verb.explain(act), **verb.more(act, form)}
    if in_full and (masking.has_numbers(form.stands) or masking.has_numbers(told)):
        looking.in_full(request.user, ticket)
    context = {
        "form": form,
        "theirs": theirs,
        "complaint": act.of,
        "title": f"{_(verb.label)} {act.of.ticket.number or ''}".strip(),
        "verb": _(verb.label),
        "verb_tone": verb.tone,
        "wide": verb.wide,
        "is_part": bool(request.headers.get("HX-Request")),
        **masking.shown(told, in_full),
    }
    status = 422 if form.errors else 200
    return regions.render(request, verb.template, context, regions=("dialog",), status=status)
