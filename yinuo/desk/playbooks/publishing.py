"""Publishing the next version: files are checked, compared, and put in force once somebody says yes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from yinuo.core.errors import DeskError, NotFound
from yinuo.desk import pending
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.playbooks.versions import sections
from yinuo.playbooks import actions, may, queries
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import faults as playbook_faults
from yinuo.playbooks.rules import loading
from yinuo.ui import faults, regions, toasts
from yinuo.ui import forms as ui_forms

MOST_BYTES = 2 * 1024 * 1024
PURPOSE = "playbook"


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A zip, or all YAML files together."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files; together not larger than allowed."""
        listed = data if isinstance(data, list | tuple) else [data] if data else []
        files = [super(FilesField, self).clean(one, initial) for one in listed or [None]]
        if sum(file.size for file in files) > MOST_BYTES:
            raise forms.ValidationError(faults.text("sheet_too_large", {"limit": MOST_BYTES // 1024 // 1024}))
        return files


class FilesForm(forms.Form):
    """The files of a playbook."""

    upload = FilesField(
        label=gettext_lazy("手册的 zip，或全部 .yaml 文件"),
        widget=FilesInput(attrs={"accept": ".zip,.yaml,.yml", "multiple": True}),
        help_text=gettext_lazy("最多 2 MB；先检查、看改动，确认后才发布"),
    )


@only(may.publish)
def upload(request: DeskRequest) -> HttpResponse:
    """Choose files: with faults they are named, line by line; without, the changes are shown next."""
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    found: Sequence[playbook_faults.PlaybookFault] = ()
    if request.method == "POST" and form.is_valid():
        try:
            chosen = [(str(file.name), file.read()) for file in form.cleaned_data["upload"]]
            loaded = loading.load(loading.read_uploads(chosen))
            if loaded.playbook is not None:
                return _show(request, dict(loaded.files))
            found = loaded.faults
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = {"form": form, "faults": _told(found)}
    status = 422 if form.errors or found else 200
    return regions.render(request, "desk/playbooks/upload.html", context, status=status)


def _show(request: DeskRequest, files: dict[str, str]) -> HttpResponse:
    """Keep sound files, with the version they were compared with, and go to the preview."""
    base = _number(_current())
    signed = pending.keep(PURPOSE, {"files": files, "base": base}, by=request.user)
    return regions.go(request, reverse("playbook-preview", args=[signed]))


@only(may.publish)
def preview(request: DeskRequest, signed: str) -> HttpResponse:
    """What the kept files would change; posted to, they are published."""
    try:
        content = pending.take(signed, PURPOSE, by=request.user)
    except NotFound as gone:
        toasts.add(request, faults.text(gone.code, gone.params), tone="warn")
        return regions.go(request, reverse("playbook-upload"))
    current = _current()
    if _number(current) != content["base"]:
        toasts.add(request, faults.text("playbook_published_meanwhile", {}), tone="warn")
        return _show(request, content["files"])
    if request.method == "POST":
        return _publish(request, signed, content["files"])
    playbook = loading.load(content["files"]).playbook
    if playbook is None:
        raise NotFound("upload_gone")
    before = queries.version(current.pk) if current else None
    context = {
        "playbook": playbook,
        "current": current,
        "next": _number(current) + 1 if before is None or before.slug == playbook.slug else 1,
        "other": before is not None and before.slug != playbook.slug,
        "sections": sections(before, playbook),
        "files": sorted(content["files"]),
    }
    return regions.render(request, "desk/playbooks/preview.html", context)


def _publish(request: DeskRequest, signed: str, files: dict[str, str]) -> HttpResponse:
    version = actions.publish(files, by=request.user)
    pending.drop(signed)
    toasts.add(request, _("%(name)s第 %(n)s 版已发布。") % {"name": version.name, "n": version.number})
    return regions.go(request, reverse("playbook"))


def _current() -> PlaybookVersion | None:
    try:
        return queries.published_files()
    except NotFound:
        return None


def _number(version: PlaybookVersion | None) -> int:
    return version.number if version else 0


def _told(found: Sequence[playbook_faults.PlaybookFault]) -> list[tuple[playbook_faults.PlaybookFault, str]]:
    language: playbook_faults.Language = "en" if get_language() == "en" else "zh-hans"
    return [(fault, playbook_faults.sentence(fault, language)) for fault in found]
