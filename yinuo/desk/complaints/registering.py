"""Taking a complaint, a suggestion or praise while the customer speaks, and what stands on its page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.complaints.actions import merging, registering, suggesting
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.core import db
from yinuo.core.errors import DeskError, Invalid, fault
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.complaints import forms, page, sheet
from yinuo.staff.models import Person
from yinuo.ui import forms as ui_forms
from yinuo.ui import links, regions, toasts

Deed = Callable[[Complaint, str, Person], object]
SUGGESTED: Final = {"suggest": gettext_noop("已记下。"), "thank": gettext_noop("已记下并感谢客户。")}
RENAMED: Final = {"text": "account", "about_person": "respondent", "sort": "kind"}
"""Fields of a suggestion as they are called on the page."""


@only(may.own)
def new(request: DeskRequest) -> HttpResponse:
    """The register form; a deed writes it down, anything else only reads what was typed."""
    if request.method != "POST":
        return _shown(request, sheet.opened(request.GET, request.user))
    given, deed = sheet.read(request.POST, request.user), request.POST.get("deed", "").partition("-")
    is_deed = deed[0] in (DEEDS if given.is_complaint else SUGGESTED)
    if not is_deed:
        return _shown(request, given)
    form = (forms.RegisterForm if given.is_complaint else forms.SuggestForm)(given.counted)
    if form.is_valid():
        try:
            return _written(request, given, form, deed[0], deed[2])
        except DeskError as error:
            ui_forms.refuse(form, _named_here(error))
    return _shown(request, given, form)


def _written(request: DeskRequest, given: sheet.Sheet, form: Any, name: str, value: str) -> HttpResponse:
    said = {**form.told(), "about": given.about, "form_key": given.said["form_key"]}
    if given.is_complaint:
        return registered(request, _register(said, name, value, request.user))
    suggestion = _suggest(said, given.said["kind"], (name, value), request.user)
    if isinstance(suggestion, Complaint):
        return registered(request, suggestion)
    toasts.add(request, _(SUGGESTED[name]))
    return regions.go(request, links.to("suggestion", suggestion.ticket.ref))


def registered(request: DeskRequest, complaint: Complaint) -> HttpResponse:
    """To the case; whoever does not see it learns its number and whose it is."""
    ticket = complaint.ticket
    if not may.see(request.user, complaint):
        return regions.go(request, links.to("complaint-reported", ticket.ref))
    toasts.add(
        request, _("%(number)s 已登记，由 %(owner)s 负责。") % {"number": ticket, "owner": ticket.owner}
    )
    return regions.go(request, links.to("complaint", ticket.ref))


def _register(said: Mapping[str, Any], name: str, value: str, by: Person) -> Complaint:
    """Register it and do the rest, both or neither."""
    with db.transaction():
        complaint = registering.register(by=by, **said)
        DEEDS[name](complaint, value, by)
    return complaint


def _suggest(said: Mapping[str, Any], sort: str, deed: tuple[str, str], by: Person) -> Suggestion | Complaint:
    """Write it down, and thank for it; it is a complaint where it reads as a grave one and nobody decided."""
    name, value = deed
    with db.transaction():
        made = suggesting.make(sort=sort, by=by, is_decided=value == sheet.SURE, **said)
        if isinstance(made, Complaint) or name != "thank":
            return made
        return suggesting.thank(suggestion=made, by=by)


def _alone(complaint: Complaint, ref: str, by: Person) -> None:
    """It stands for itself."""


def _linked(complaint: Complaint, ref: str, by: Person) -> None:
    merging.link_alike(complaint=complaint, other=loading.complaint(by, ref), by=by)


def _merged(complaint: Complaint, ref: str, by: Person) -> None:
    merging.merge(complaint=complaint, into=loading.complaint(by, ref), by=by)


DEEDS: Final[Mapping[str, Deed]] = {"register": _alone, "link": _linked, "merge": _merged}


def _named_here(error: DeskError) -> DeskError:
    """The same with the names of the page's fields."""
    if not isinstance(error, Invalid):
        return error
    return Invalid(
        *(fault(RENAMED.get(one.field, one.field), one.code, **one.params) for one in error.faults)
    )


def _shown(request: DeskRequest, given: sheet.Sheet, form: django_forms.Form | None = None) -> HttpResponse:
    """The page, or its region."""
    context = page.context(request.user, given, form)
    return regions.render(
        request,
        "desk/complaints/new.html",
        context,
        regions=("complaint",),
        status=422 if form is not None and form.errors else 200,
    )
