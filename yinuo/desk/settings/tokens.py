"""Bearer tokens of the API that act for somebody: made, shown once, revoked."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import forms
from yinuo.desk.settings.person import address, found
from yinuo.staff import actions, may
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


@never_cache
@only(may.see_people)
def new(request: DeskRequest, number: str) -> HttpResponse:
    """Make a token; the answer shows it, and nothing shows it again."""
    one = found(request, number)
    may.require(request.user, may.manage_tokens, one)
    form = forms.TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, plain = actions.create_token(person=one, by=request.user, **form.cleaned_data)
            context = {"token": token, "plain": plain, "back": address(number)}
            return answers.ask(request, "desk/settings/token.html", context)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "title": _("新令牌"), "verb": _("生成")}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@only(may.see_people)
@require_POST
def revoke(request: DeskRequest, number: str, pk: int) -> HttpResponse:
    """Make a token useless from now on."""
    actions.revoke_token(get_object_or_404(found(request, number).tokens, pk=pk), by=request.user)
    toasts.add(request, _("令牌已作废。"))
    return regions.go(request, address(number))
