"""The versions of the manual: listed, compared, taken away as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.playbooks.reading import frame
from yinuo.playbooks import may, queries
from yinuo.playbooks.rules import comparing, loading, schema
from yinuo.ui import regions

VERBS = {
    "added": (gettext_noop("新增"), "ok"),
    "removed": (gettext_noop("去掉"), "bad"),
    "changed": (gettext_noop("改动"), "warn"),
    "moved": (gettext_noop("换顺序"), "info"),
}


@dataclass(frozen=True)
class Told:
    """One change, ready to be shown."""

    verb: str
    tone: str
    item: str
    field: str
    before: str
    after: str
    clause: str


@dataclass(frozen=True)
class Section:
    """The changes of one section of the playbook."""

    label: str
    changes: list[Told]


@only(may.read)
def versions(request: DeskRequest) -> HttpResponse:
    """Every version: when, by whom, and how to compare it."""
    current = queries.published_files()
    playbook = queries.version(current.pk)
    found = list(queries.history(playbook.slug).select_related("published_by"))
    pairs = list(zip(found, [*found[1:], None], strict=True))
    context = frame(request, current, playbook) | {"pairs": pairs}
    return regions.render(request, "desk/playbooks/versions.html", context)


@only(may.read)
def compare(request: DeskRequest, before: int, after: int) -> HttpResponse:
    """What changed from one version to another, item by item; version 0 is the empty manual."""
    new = queries.published_files(number=after)
    playbook = queries.version(new.pk)
    old = queries.version(queries.published_files(number=before).pk) if before else None
    context = frame(request, new, playbook) | {
        "before": before,
        "after": after,
        "sections": sections(old, playbook),
    }
    return regions.render(request, "desk/playbooks/compare.html", context)


@only(may.read)
def export(request: DeskRequest, number: int) -> HttpResponse:
    """A version's files as they were published, in a zip."""
    version = queries.published_files(number=number)
    response = HttpResponse(loading.write_zip(version.source), content_type="application/zip")
    name = f"{version.slug}-v{version.number}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sections(old: schema.Playbook | None, new: schema.Playbook) -> list[Section]:
    """The changes from `old` to `new` by section."""
    return _by_section(comparing.diff(old, new), [playbook for playbook in (new, old) if playbook])


def _by_section(changes: Iterable[comparing.Change], playbooks: Sequence[schema.Playbook]) -> list[Section]:
    found: dict[str, Section] = {}
    for change in changes:
        verb, tone = VERBS[change.verb]
        told = Told(
            _(verb),
            tone,
            _label(change, playbooks),
            _(comparing.field_label(change.field)) if change.field else "",
            change.before,
            change.after,
            change.clause,
        )
        section = Section(_(comparing.section_label(change.kind)), [])
        found.setdefault(change.kind, section).changes.append(told)
    return list(found.values())


def _label(change: comparing.Change, playbooks: Sequence[schema.Playbook]) -> str:
    """What people call the item that changed; its key where it has no name."""
    group, _dot, key = change.key.rpartition(".")
    for playbook in playbooks:
        kept = getattr(playbook, change.kind)
        if change.kind in schema.GROUPED:
            kept = kept.get(group, ())
        for item in () if change.kind == "settings" else kept:
            if getattr(item, "key", None) == key:
                return str(getattr(item, "label", "") or getattr(item, "when", "") or key)
    return change.key
