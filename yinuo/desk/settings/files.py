"""Lists from and to Excel: download, upload, see what would happen, then do it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import clock, sheets
from yinuo.core.errors import DeskError, Invalid, NotFound, fault
from yinuo.core.sheets import Row
from yinuo.desk import pending
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import fields, pages, sections
from yinuo.desk.settings.kinds import KINDS, TABLES, Asked, Kind, Outcome
from yinuo.desk.settings.tables import tell
from yinuo.staff import may
from yinuo.ui import faults as words
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

MOST_BYTES = 2 * 1024 * 1024
MOST_TOLD = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    """A file, and what the kind asks beside it."""

    file = forms.FileField(
        label=gettext_lazy("Excel 或 CSV 文件"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text=gettext_lazy("最多 2 MB、5000 行；先看结果，确认后才写入"),
    )
    in_force_from = fields.day(gettext_lazy("从哪天起生效"))
    source = forms.CharField(label=gettext_lazy("出处"), max_length=120)

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not kind.asks_day:
            del self.fields["in_force_from"]
        if not kind.asks_source:
            del self.fields["source"]
        elif not kind.asks_day:
            self.fields["source"].help_text = _("例如：国务院办公厅关于 2027 年部分节假日安排的通知")

    def clean_file(self) -> Any:
        """Small enough to be read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            limit = {"limit": MOST_BYTES // 1024 // 1024}
            raise forms.ValidationError(words.text("sheet_too_large", limit))
        return file


def _kind(request: DeskRequest, name: str) -> Kind:
    """The kind asked for, if this person may bring such lists (404, 403)."""
    if name not in KINDS:
        raise Http404
    may.require(request.user, KINDS[name].may)
    return KINDS[name]


def _back(kind: Kind) -> str:
    """The page that shows the list."""
    if kind.name in TABLES:
        return reverse("settings-table", args=[kind.name])
    return reverse("settings-regions" if kind.name == "posts" else f"settings-{kind.name}")


@only(sections.enter)
def upload(request: DeskRequest, name: str) -> HttpResponse:
    """Choose a file; it is read, kept for an hour, and shown with what it would do."""
    kind = _kind(request, name)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(kind, *sent, initial={"in_force_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            return regions.go(request, reverse("settings-file", args=[name, _keep(request, kind, form)]))
        except DeskError as error:
            ui_forms.refuse(form, error)
    status = 422 if form.errors else 200
    context = {"kind": kind, "label": _(kind.label), "form": form, "back": _back(kind)}
    return pages.render(request, "desk/settings/upload.html", context, status=status)


def _keep(request: DeskRequest, kind: Kind, form: FileForm) -> str:
    """Read the file and keep its rows; returns the signed name. Raises Invalid at `file`."""
    file = form.cleaned_data["file"]
    rows = sheets.read(file, needed=kind.needed)
    if not rows:
        raise Invalid(fault("file", "sheet_empty"))
    day = form.cleaned_data.get("in_force_from")
    content = {
        "file": str(file.name)[-120:],
        "rows": [asdict(row) for row in rows],
        "source": form.cleaned_data.get("source", ""),
        "day": day.isoformat() if day else None,
    }
    return pending.keep(f"list:{kind.name}", content, by=request.user)


@only(sections.enter)
def preview(request: DeskRequest, name: str, signed: str) -> HttpResponse:
    """What the kept file would do, row by row; posted to, it is done."""
    kind = _kind(request, name)
    try:
        content = pending.take(signed, f"list:{name}", by=request.user)
    except NotFound as gone:
        toasts.add(request, words.text(gone.code, gone.params), tone="warn")
        return regions.go(request, reverse("settings-upload", args=[name]))
    if request.method == "POST":
        done = _run(request, kind, content, dry_run=False)
        if not done.faults:
            pending.drop(signed)
            toasts.add(request, _said(done))
            return regions.go(request, _back(kind))
    outcome = _run(request, kind, content, dry_run=True)
    context = {
        "kind": kind,
        "label": _(kind.label),
        "content": content,
        "outcome": outcome,
        "told": tell(name, outcome.changes)[:MOST_TOLD] if outcome.changes else [],
        "faults": outcome.faults[:MOST_TOLD],
        "more_faults": max(0, len(outcome.faults) - MOST_TOLD),
        "back": _back(kind),
    }
    status = 422 if request.method == "POST" else 200
    return pages.render(request, "desk/settings/preview.html", context, status=status)


def _run(request: DeskRequest, kind: Kind, content: dict[str, Any], *, dry_run: bool) -> Outcome:
    rows = [Row(row["number"], row["cells"]) for row in content["rows"]]
    day = date.fromisoformat(content["day"]) if content["day"] else None
    return kind.run(rows, Asked(content["source"], day), content["file"], request.user, dry_run)


def _said(done: Outcome) -> str:
    if done.is_empty:
        return _("没有变化，什么也没写。")
    return _("已写入：新增 %(added)s 行，改动 %(changed)s 行，去掉 %(removed)s 行。") % {
        "added": done.added,
        "changed": done.changed,
        "removed": done.removed,
    }


@only(sections.enter)
def download(request: DeskRequest, name: str) -> HttpResponse:
    """The list as it stands now (or, with `?empty`, only its titles), ready to be changed and uploaded."""
    if name not in KINDS:
        raise Http404
    kind = KINDS[name]
    if not (kind.may(request.user) or (name in TABLES and may.see_settings(request.user))):
        may.require(request.user, kind.may)
    lines = () if "empty" in request.GET else kind.lines()
    response = HttpResponse(sheets.write(kind.titles, lines), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="yinuo-{name}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
