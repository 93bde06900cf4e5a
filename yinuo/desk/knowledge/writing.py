"""Writing announcements, putting them right, taking them down (R024)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import clock, refs
from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, words
from yinuo.knowledge import actions, may, queries
from yinuo.knowledge.models import Announcement
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts


class AnnouncementForm(forms.Form):
    """What is announced, to whom, by whose word, from when to when."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=80)
    body = forms.CharField(
        label=gettext_lazy("内容"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    source = forms.CharField(
        label=gettext_lazy("来源"),
        max_length=60,
        help_text=gettext_lazy("谁发布的，例如 客服部、宿迁分公司、市交通局"),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("给谁看"),
        choices=words.translated(Announcement.Audience.choices),
        widget=forms.RadioSelect,
        initial=Announcement.Audience.ALL,
    )
    published_at = ui_forms.moment(gettext_lazy("公布时间（不填就是现在）"), required=False)
    until = ui_forms.moment(gettext_lazy("到什么时候撤下（不填就一直在）"), required=False)
    is_pinned = forms.BooleanField(label=gettext_lazy("放在最前面"), required=False)


class NewForm(AnnouncementForm):
    """The same, once."""

    form_key = forms.CharField(max_length=40, widget=forms.HiddenInput)


class EditForm(AnnouncementForm):
    """The same, and which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


@only(may.announce)
def new(request: DeskRequest) -> HttpResponse:
    """Announce something."""
    return dialogs.fill(
        request,
        NewForm(request.POST or None, initial={"form_key": refs.new()}),
        lambda said: actions.publish(by=request.user, **said),
        title=_("写公告"),
        verb=_("公布"),
        done=_("已公布。"),
        back=reverse("news-all"),
        wide=True,
    )


@only(may.announce)
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """Put one right. Changed by somebody else meanwhile: their words are shown, the next save decides."""
    one = queries.of_ref(request.user, ref)
    initial: dict[str, Any] = {name: getattr(one, name) for name in AnnouncementForm.base_fields}
    form = EditForm(request.POST or None, initial={**initial, "version": one.version})
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(one, by=request.user, **form.cleaned_data)
            toasts.add(request, _("公告已改。"))
            return regions.go(request, reverse("news-one", args=[ref]))
        except DeskError as error:
            ui_forms.refuse(form, error)
            if error.code == "stale":
                form, theirs = _anew(form, error), _theirs(form, error)
    context = {"form": form, "title": _("改公告"), "verb": _("保存"), "wide": True, "explanation": theirs}
    return answers.ask(request, "desk/dialog.html", context, refused=bool(form.errors))


@only(may.announce)
def withdraw(request: DeskRequest, ref: str) -> HttpResponse:
    """Take one down."""
    one = queries.of_ref(request.user, ref)
    return dialogs.confirm(
        request,
        lambda: actions.withdraw(one, by=request.user),
        title=_("撤下公告“%(title)s”？") % {"title": one.title},
        verb=_("撤下"),
        done=_("已撤下。"),
        back=reverse("news-one", args=[ref]),
        effect=_("客户和员工马上看不到它；这里还留着，改了撤下时间可以再公布。"),
    )


def _anew(form: forms.Form, error: DeskError) -> EditForm:
    """The same form as read at the other one's version, with what was refused."""
    anew = EditForm({**dict(form.data.items()), "version": str(error.params["version"])})
    ui_forms.refuse(anew, error)
    return anew


def _theirs(form: forms.Form, error: DeskError) -> str:
    """What the other one wrote, in words."""
    said = []
    for name, value in error.params["theirs"].items():
        shown = clock.local(value).strftime("%Y-%m-%d %H:%M") if hasattr(value, "strftime") else value
        said.append(f"{form.fields[name].label}：{shown}")
    return _("刚刚存下的是：%(theirs)s。再按一次保存，就用您这一份。") % {"theirs": "；".join(said)}
