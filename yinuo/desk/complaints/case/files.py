"""The viewer of a case's files, and what can be done with one: add, black out, pass on."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from yinuo.complaints import may
from yinuo.complaints.actions import files as acting
from yinuo.complaints.models import Complaint, Passed, Statement
from yinuo.complaints.queries import files, loading
from yinuo.core import refs, uploads
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.complaints.case import attached
from yinuo.desk.complaints.case.dialogs import Act, Verb
from yinuo.desk.complaints.case.forms import Asked, choice, line
from yinuo.desk.tickets import words
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Attachment
from yinuo.ui import regions

SIDES: Final = ("left", "top", "width", "height")
EMPTY_ROWS: Final = 3
_TO_STATEMENT: Final = "statement-"


class FileForm(Asked):
    """A file that the desk adds."""

    sort = choice(gettext_lazy("是什么"), [(key, gettext_lazy(words.FILES[key])) for key in acting.SORTS])
    file = forms.FileField(
        label=gettext_lazy("照片、扫描件或 PDF"),
        allow_empty_file=True,
        help_text=gettext_lazy("10 MB 以内；照片里的位置和机型会去掉，存下校验码"),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
    )
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())


class CoverForm(Asked):
    """The parts to black out, in pixels; empty rows count for nothing."""

    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())
    seen = forms.IntegerField(required=False)
    rows: list[dict[str, str]]

    def prepare(self) -> None:
        """See `Asked`."""
        said = [self.data.getlist(side) for side in SIDES] if self.is_bound else []  # type: ignore[attr-defined]
        typed = [dict(zip(SIDES, row, strict=True)) for row in zip(*said, strict=False)]
        self.typed = [row for row in typed if any(one.strip() for one in row.values())]
        self.rows = [*self.typed, *({} for _nth in range(EMPTY_ROWS))]

    def clean(self) -> dict[str, Any]:
        """The boxes."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        boxes = []
        for number, row in enumerate(self.typed, start=1):
            values = [one.strip() for one in row.values()]
            if not all(one.isascii() and one.isdecimal() and len(one) < 6 for one in values):
                self.add_error(None, _("第 %(n)s 块要填四个整数：左、上、宽、高。") % {"n": number})
                return said
            boxes.append(uploads.Box(*(int(one) for one in values)))
        return {**said, "boxes": boxes}


class PassForm(Asked):
    """To whom a file is passed on."""

    to = choice(gettext_lazy("给谁"))
    whom = line(gettext_lazy("外部单位的名称"), longest=acting.LONGEST_WHOM, required=False)

    def prepare(self) -> None:
        """See `Asked`."""
        asked = self.of.statements.select_related("to").exclude(state=Statement.State.WAIVED).order_by("id")
        people = [(f"{_TO_STATEMENT}{one.pk}", attached.asked_of(one)) for one in asked]
        outside = (Passed.To.OUTSIDE.value, _(str(Passed.To.OUTSIDE.label)))
        self.choose("to", [(Passed.To.CUSTOMER.value, _("客户")), *people, outside])


@require_safe
@signed_in
def shown(request: DeskRequest, ref: str, pk: int) -> HttpResponse:
    """One file, large, with the way to the one before and after it; the original only on purpose."""
    complaint = loading.complaint(request.user, ref)
    file = files.file(complaint, pk)
    is_original = file.original is not None and file.original.pk == pk
    may_reveal = tickets_may.reveal(request.user, complaint.ticket)
    require(may_reveal or not is_original)
    every = attached.listed(complaint)
    at = next(number for number, one in enumerate(every) if one.pk == file.row.pk)
    shown_pk = pk if is_original else file.row.pk
    url = reverse("attachment", args=[shown_pk])
    context = {
        "one": every[at],
        "title": _("附件 %(n)s / %(of)s") % {"n": at + 1, "of": len(every)},
        "ticket": complaint.ticket,
        "url": url,
        "download_url": f"{url}?download=1",
        "shown_pk": shown_pk,
        "is_original": is_original,
        "before_url": every[at - 1].view_url if at else "",
        "after_url": every[at + 1].view_url if at + 1 < len(every) else "",
        "original_url": _original_url(ref, file) if may_reveal and not is_original else "",
        "may_handle": may.handle(request.user, complaint),
        "may_cover": _may_cover(request.user, complaint) and not every[at].is_pdf,
        "is_part": bool(request.headers.get("HX-Request")),
    }
    return regions.render(request, "desk/complaints/case/file.html", context, regions=("dialog",))


def _original_url(ref: str, file: files.File) -> str:
    return reverse("complaint-file", args=[ref, file.original.pk]) if file.original else ""


def _may_cover(person: Person, complaint: Complaint) -> bool:
    return may.handle(person, complaint) and tickets_may.cover(person, complaint.ticket)


def _version(complaint: Complaint, pk: int) -> Attachment:
    """The original of one of the case's files, asked for by its id, else what is shown. Raises NotFound."""
    file = files.file(complaint, pk)
    row = file.original if file.original and file.original.pk == pk else file.row
    row.ticket = complaint.ticket
    return row


def _add(act: Act) -> object:
    said = act.said
    return acting.add_file(
        complaint=act.of,
        sort=said["sort"],
        file=said["file"],
        name=said["file"].name or "",
        form_key=said["form_key"] or None,
        by=act.by,
    )


def _cover(act: Act) -> object:
    said = act.said
    key = said["form_key"] or None
    return tickets.cover(act.row, boxes=said["boxes"], by=act.by, seen=said["seen"], form_key=key)


def _cover_more(act: Act, form: Asked) -> Mapping[str, Any]:
    """The picture to draw on: once somebody else has covered parts of it since, what they made of it."""
    newest, seen = files.newest(act.row), form.cleaned_data.get("seen") if form.is_bound else None
    picture = newest if seen is not None and seen < newest.pk else act.row
    return {
        "picture": picture,
        "newest": newest,
        "url": reverse("attachment", args=[picture.pk]),
        "action": reverse("complaint-cover", args=[act.of.ticket.ref, picture.pk]),
    }


def _pass_on(act: Act) -> object:
    to, statement = act.said["to"], None
    if to.startswith(_TO_STATEMENT):
        statement = act.of.statements.get(pk=int(to.removeprefix(_TO_STATEMENT)))
        to = Passed.To.STATEMENT
    return acting.pass_on(
        complaint=act.of, attachment=act.row, to=to, statement=statement, whom=act.said["whom"], by=act.by
    )


def _uncovered(act: Act) -> str:
    """What the reader will see."""
    if act.row.original_id is not None:
        return _("给出去的是遮盖过的这一版，原图不给。")
    return _("这个文件没有遮盖过，里面的人、号码和地址对方都看得到。要遮的请先遮盖。")


VERBS: Final[dict[str, Verb]] = {
    "upload": Verb(
        gettext_noop("加附件"),
        "paperclip",
        _add,
        gettext_noop("附件已加上。"),
        FileForm,
        initial=lambda act: {"sort": "photo", "form_key": refs.new()},
    ),
    "cover": Verb(
        gettext_noop("遮盖"),
        "lock",
        _cover,
        gettext_noop("已遮盖；原图另存，看的人会留记录。"),
        CoverForm,
        initial=lambda act: {"form_key": refs.new()},
        may=_may_cover,
        row=_version,
        template="desk/complaints/case/cover.html",
        wide=True,
        more=_cover_more,
    ),
    "passing": Verb(
        gettext_noop("转给"),
        "send",
        _pass_on,
        gettext_noop("已转出。"),
        PassForm,
        row=_version,
        explain=_uncovered,
    ),
}
"""By noun."""
