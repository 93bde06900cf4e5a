"""One's own account: sign-ins, password, how the desk looks, whether one is on duty."""

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import Invalid
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.staff import browsers
from yinuo.desk.staff.forms import PasswordForm
from yinuo.staff import actions, queries
from yinuo.staff.models import Person, Role
from yinuo.ui import forms, regions, toasts

YEAR_SECONDS = 365 * 86_400
THEMES = ("light", "dark", "auto")


@signed_in
def account(request: DeskRequest) -> HttpResponse:
    """Who I am here, where I am signed in, and my password."""
    return _page(request, PasswordForm())


@signed_in
@require_POST
def password(request: DeskRequest) -> HttpResponse:
    """Change my password; my other sign-ins end."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            return _change_password(request, form)
        except Invalid as error:
            forms.refuse(form, error)
    return _page(request, form, status=422)


def _change_password(request: DeskRequest, form: PasswordForm) -> HttpResponse:
    old_key = request.session.session_key or ""
    person = actions.change_password(
        request.user,
        **form.cleaned_data,
        by=request.user,
        keep=old_key,
        address=request.META.get("REMOTE_ADDR"),
    )
    auth.update_session_auth_hash(request, person)
    actions.renew_sign_in(old_key=old_key, new_key=request.session.session_key or "")
    toasts.add(request, _("密码已换，其他地方的登录已结束。"))
    return redirect("account")


def _page(request: DeskRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sign_ins": [(one, browsers.name(one.browser)) for one in queries.sign_ins(request.user)],
        "this_session": request.session.session_key,
        "me": request.user,
        "role": _(str(Role(request.user.role).label)),
    }
    return regions.render(request, "desk/staff/account.html", context, status=status)


@signed_in
@require_POST
def end_sign_in(request: DeskRequest, pk: int) -> HttpResponse:
    """Sign one of my browsers out."""
    actions.end_sign_in(get_object_or_404(request.user.sign_ins, pk=pk), by=request.user)
    toasts.add(request, _("已结束那里的登录。"))
    return redirect("account")


@signed_in
@require_POST
def preferences(request: DeskRequest) -> HttpResponse:
    """Theme, single keys, sounds: saved as soon as they are chosen."""
    theme = request.POST.get("theme", "auto")
    actions.set_preferences(
        by=request.user,
        language=request.user.language,
        theme=theme if theme in THEMES else "auto",
        single_keys=request.POST.get("keys") == "on",
        sounds=request.POST.get("sounds") == "on",
    )
    return regions.done(request) if request.headers.get("HX-Request") else redirect("account")


@signed_in
@require_POST
def presence(request: DeskRequest) -> HttpResponse:
    """Go on duty or off; whoever goes off hands open promises to the next owner."""
    person: Person = request.user
    change = actions.go_on_duty if request.POST.get("presence") == "on" else actions.go_off_duty
    change(person, by=person)
    return HttpResponseRedirect(_back(request, request.headers.get("Referer", "")))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language, for the person where one is signed in, and for this browser."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        chosen = settings.LANGUAGE_CODE
    if isinstance(request.user, Person):
        me = request.user
        actions.set_preferences(
            by=me, language=chosen, theme=me.theme, single_keys=me.single_keys, sounds=me.sounds
        )
    response = HttpResponseRedirect(_back(request, request.POST.get("next", "")))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR_SECONDS,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _back(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else "/"
