"""Signing in and out."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.core.errors import DeskError, Invalid, TooMany
from yinuo.desk.staff.forms import SignInForm
from yinuo.staff import actions, queries
from yinuo.staff.models import Person
from yinuo.ui import faults, forms, regions


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; wrong attempts are throttled and never say what was wrong."""
    form = SignInForm(request.POST or None)
    error: DeskError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, form)
        except TooMany as refused:
            error = refused
            form.add_error(None, faults.text(refused.code, refused.params))
        except Invalid as refused:
            error = refused
            forms.refuse(form, refused)
    status = error.status if error else 422 if form.errors else 200
    context = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    return regions.render(request, "desk/staff/sign_in.html", context, status=status)


def _enter(request: HttpRequest, form: SignInForm) -> HttpResponse:
    browser = request.headers.get("User-Agent", "")
    address = request.META.get("REMOTE_ADDR")
    person = actions.sign_in_person(**form.cleaned_data, address=address, browser=browser)
    auth.login(request, person)
    actions.note_sign_in(
        person=person, session_key=request.session.session_key or "", address=address, browser=browser
    )
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else "/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's sign-in."""
    noted = queries.sign_in(request.session.session_key or "")
    if noted and isinstance(request.user, Person):
        actions.end_sign_in(noted, by=request.user)
    auth.logout(request)
    return redirect("sign-in")
