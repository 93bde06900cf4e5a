"""The files of a case as its page lists them: what, from whom, when, under which hash, passed to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.complaints.actions import agreeing
from yinuo.complaints.models import Complaint, Passed, Statement
from yinuo.complaints.queries import files
from yinuo.core import documents
from yinuo.desk.tickets import words
from yinuo.tickets.models import Attachment

SHORT: Final = 12
"""How many characters of a hash tell one from another at a glance."""


@dataclass(frozen=True)
class Version:
    """One version of a file with the hash it is known by."""

    label: str
    sha256: str
    short: str


@dataclass(frozen=True)
class Listed:
    """One file of the list: `url` is the version that is shown, `view_url` the viewer."""

    pk: int
    label: str
    name: str
    who: str
    at: datetime
    size: str
    is_pdf: bool
    is_covered: bool
    url: str
    view_url: str
    versions: tuple[Version, ...]
    passed: tuple[str, ...]
    statement: int | None


def listed(complaint: Complaint) -> list[Listed]:
    """Every file of the case."""
    return [shaped(complaint, one) for one in files.of_complaint(complaint)]


def of_statement(every: Iterable[Listed], statement: Statement) -> list[Listed]:
    """What came with one statement."""
    return [one for one in every if one.statement == statement.pk]


def shaped(complaint: Complaint, file: files.File) -> Listed:
    """A file as the list and the viewer tell it."""
    root, ref = file.root, complaint.ticket.ref
    return Listed(
        pk=file.row.pk,
        label=label(root),
        name=root.name,
        who=_who(file),
        at=root.at,
        size=filesizeformat(root.size),
        is_pdf=root.kind == documents.PDF,
        is_covered=file.original is not None,
        url=reverse("attachment", args=[file.row.pk]),
        view_url=reverse("complaint-file", args=[ref, file.row.pk]),
        versions=tuple(_versions(file)),
        passed=tuple(dict.fromkeys(to_whom(one) for one in file.passed)),
        statement=file.statement.pk if file.statement else None,
    )


def label(attachment: Attachment) -> str:
    """What it shows."""
    if attachment.purpose == agreeing.PURPOSE:
        return _("签好的协议")
    return words.file_label(attachment.purpose) or _("附件")


def to_whom(passed: Passed) -> str:
    """Who got it."""
    if passed.to == Passed.To.OUTSIDE:
        return passed.whom
    return asked_of(passed.statement) if passed.statement else _(str(Passed.To(passed.to).label))


def asked_of(statement: Statement) -> str:
    """Whom a statement is asked of."""
    return statement.to.name if statement.to else statement.to_name or statement.to_department


def _versions(file: files.File) -> Iterable[Version]:
    if file.original is not None:
        yield _version(_("已遮盖"), file.row)
        yield _version(_("原图"), file.original)
    else:
        yield _version("", file.row)


def _version(label: str, row: Attachment) -> Version:
    return Version(label, row.sha256, row.sha256[:SHORT])


def _who(file: files.File) -> str:
    if file.root.by is not None:
        return file.root.by.name
    return asked_of(file.statement) if file.statement else _("客户")
