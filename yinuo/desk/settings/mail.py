"""E-mail: the server by which it leaves, and what left."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core.errors import DeskError, NotNow
from yinuo.core.text import mask
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, pages, words
from yinuo.messaging import actions, may, queries
from yinuo.messaging.models import Mail, MailServer
from yinuo.staff import may as staff_may
from yinuo.ui import faults, regions, toasts
from yinuo.ui import forms as ui_forms

LABELS = (
    gettext_noop("不加密"),
    gettext_noop("待发"),
    gettext_noop("已发出"),
    gettext_noop("失败，将重发"),
    gettext_noop("未发出"),
)
TONES = {"QUEUED": "", "SENT": "ok", "FAILED": "warn", "GIVEN_UP": "bad"}
INSECURE = gettext_lazy("不加密时，密码和邮件在路上会被人看到，只在内网用")


class ServerForm(forms.Form):
    """How to reach the server; the password is never shown again."""

    host = forms.CharField(label=gettext_lazy("服务器"), max_length=120, help_text="smtp.example.com")
    port = forms.IntegerField(label=gettext_lazy("端口"), min_value=1, max_value=65_535, initial=465)
    security = forms.ChoiceField(
        label=gettext_lazy("加密"),
        choices=words.translated(MailServer.Security.choices),
        widget=forms.RadioSelect,
        initial=MailServer.Security.TLS,
        help_text=INSECURE,
    )
    sender = forms.CharField(
        label=gettext_lazy("发件人"),
        max_length=200,
        help_text=gettext_lazy("地址，或者 一诺 <desk@example.com>"),
    )
    user = forms.CharField(
        label=gettext_lazy("用户名"), max_length=120, required=False, help_text=gettext_lazy("不用登录就空着")
    )
    password = forms.CharField(
        label=gettext_lazy("密码或授权码"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("存好以后不再显示；不填就不改"),
    )


class TrialForm(forms.Form):
    """To whom the test goes."""

    to = forms.CharField(label=gettext_lazy("发到哪个邮箱"), max_length=200)


@dataclass(frozen=True)
class Row:
    """One e-mail in the list: what it is, not what it says."""

    mail: Mail
    to: str
    state: str
    tone: str
    trouble: str


@only(staff_may.see_settings)
def mail(request: DeskRequest) -> HttpResponse:
    """The server, and the e-mails that left or wait, newest first."""
    page = queries.mails(request.GET.get("cursor"))
    server = queries.mail_server()
    context = {
        "server": server,
        "security": _(str(MailServer.Security(server.security).label)) if server else "",
        "trouble": faults.text(server.last_error, {}) if server and queries.is_failing(server) else "",
        "rows": [_row(one) for one in page.rows],
        "older": f"{request.path}?{urlencode({'cursor': page.next_cursor})}" if page.next_cursor else "",
        "may_manage": may.manage_mail(request.user),
        "here": request.get_full_path(),
    }
    return pages.render(request, "desk/settings/mail.html", context, regions=("mails",))


@only(may.manage_mail)
def server(request: DeskRequest) -> HttpResponse:
    """Set the server up, or change it."""
    kept = queries.mail_server()
    initial = {
        name: getattr(kept, name)
        for name in ServerForm.base_fields
        if kept is not None and name != "password"
    }
    return dialogs.fill(
        request,
        ServerForm(request.POST or None, initial=initial),
        lambda said: actions.change_mail_server(by=request.user, **said),
        title=_("邮件服务器"),
        verb=_("保存"),
        done=_("邮件服务器已存好。请发一封试试。"),
        back=reverse("settings-mail"),
        wide=True,
    )


@only(may.manage_mail)
def trial(request: DeskRequest) -> HttpResponse:
    """Send a test mail now, and say in words what is wrong, with the server's own words."""
    form = TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = actions.try_mail(by=request.user, **form.cleaned_data)
            toasts.add(request, _("测试邮件已发出。服务器说：%(said)s") % {"said": said})
            return regions.go(request, reverse("settings-mail"))
        except NotNow as error:
            form.add_error(None, _why(error))
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {
        "form": form,
        "title": _("发一封测试邮件"),
        "verb": _("发送"),
        "explanation": _("马上发，最多等一会儿；发不出去会说为什么。"),
    }
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


def _why(error: NotNow) -> str:
    """What is wrong in our words, and what the server said."""
    said = str(error.params.get("said", ""))
    words = [faults.text(error.code, error.params), _("服务器说：%(said)s") % {"said": said} if said else ""]
    return " ".join(filter(None, words))


def _row(one: Mail) -> Row:
    trouble = faults.text(one.error, {}) if one.error and one.state != Mail.State.SENT else ""
    return Row(
        one, mask.mask_email(one.address), _(str(Mail.State(one.state).label)), TONES[one.state], trouble
    )
