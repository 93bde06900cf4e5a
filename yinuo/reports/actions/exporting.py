"""Exporting a report: asked for as a job, made in a child process, recorded (R402)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils import translation

from yinuo.core import db, events, jobs
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.core.models import Job
from yinuo.reports import may
from yinuo.reports.models import Format
from yinuo.reports.queries import filing
from yinuo.reports.rules import papers, sheets
from yinuo.reports.rules.scopes import NARROWED, Scope
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

FILE: Final = "report.file"
FILE_SECONDS: Final = 300.0
LANGUAGE: Final = "zh-hans"
LONGEST_NAME: Final = 110
LOOKED_BACK: Final = 100
KEY_LENGTH: Final = 40


def export(
    key: str, scope: Scope, *, by: Person, format: str, grouping: str = "", form_key: str | None = None
) -> Job:
    """Ask for a report as a file; asked again before it is made, or with the same form key, it is one job.

    The file has what `by` may see, in their language. Records report.exported with what was asked. Raises
    NotPermitted; NotFound for a report that there is not; Invalid at format.
    """
    staff_may.require(by, may.export, key)
    filing.label(key)
    if format not in Format.values:
        raise Invalid(fault("format", "not_a_choice"))
    return ask(key, scope, owner=by, format=format, grouping=grouping, form_key=form_key)


def ask(
    key: str, scope: Scope, *, owner: Person, format: str, grouping: str, form_key: str | None = None
) -> Job:
    """Queue the job and record it, without looking at permission: the work itself looks when it is done."""
    params = {
        "report": key,
        "format": format,
        "by": grouping,
        "start": scope.start.isoformat(),
        "end": scope.end.isoformat(),
        "narrow": narrowed(scope),
    }
    form_key = form_key or _key(owner, params)
    with db.transaction():
        known = Job.objects.filter(form_key=form_key).exists()
        job = jobs.ask(FILE, params, owner.pk, form_key)
        if not known:
            events.record("report.exported", subject=job, by=owner, data=params)
    return job


def make_file(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """The work of such a job: run the report as the person who asked sees it now, write the file.

    Raises NotPermitted when they may not any more; NotFound; NotNow("paper_font_missing"); OSError.
    """
    person = Person.objects.filter(pk=by_id).first() if by_id else None
    if person is None or not may.export(person, params["report"]):
        raise NotPermitted("not_permitted")
    scope = scope_of(params)
    with translation.override(person.language or LANGUAGE):
        made = filing.document(params["report"], scope, person, by=params["by"])
        path = folder / f"report.{params['format']}"
        (papers if params["format"] == Format.PAPER else sheets).write(made, path)
        name = _file_name(made.title, path.suffix)
    return jobs.Done({"rows": sum(len(section.rows) for section in made.sections)}, path, name)


def scope_of(params: Mapping[str, Any]) -> Scope:
    """The scope that was asked for."""
    start, end = date.fromisoformat(params["start"]), date.fromisoformat(params["end"])
    return Scope(start, end, **params["narrow"])


def label(params: Mapping[str, Any]) -> str:
    """What such a job is called before its file is made."""
    return f"{filing.label(params['report'])} {filing.period(scope_of(params))}"


def narrowed(scope: Scope) -> dict[str, int]:
    """By what a scope is narrowed, as plain values."""
    return {name: number for name in NARROWED if (number := getattr(scope, name))}


def _key(owner: Person, params: Mapping[str, Any]) -> str:
    """The same for the same wish, until it was fulfilled: pressed twice is asked once."""
    ended = jobs.asked_by(owner.pk).filter(kind=FILE).exclude(state=Job.State.QUEUED)[:LOOKED_BACK]
    last = next((job.pk for job in ended if job.params == params), 0)
    said = json.dumps([owner.pk, last, params], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def _file_name(title: str, suffix: str) -> str:
    plain = "".join(" " if character in '\\/:*?"<>|' else character for character in title)
    return " ".join(plain.split())[:LONGEST_NAME] + suffix
