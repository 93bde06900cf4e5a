"""Reading the manual: its chapters, and what each says, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.playbooks import items
from yinuo.playbooks import may, queries
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import schema
from yinuo.ui import regions

LATEST = 8


@dataclass(frozen=True)
class Chapter:
    """A line of the table of contents: the chapter, and since which version it has stood as it is."""

    key: str
    title: str
    summary: str
    clause: str
    since: int
    is_new: bool


@only(may.read)
def index(request: DeskRequest) -> HttpResponse:
    """The table of contents, the version in force, and the lists of reasons."""
    try:
        version = queries.published_files()
    except NotFound:
        context = {"version": None, "may_publish": may.publish(request.user)}
        return regions.render(request, "desk/playbooks/index.html", context)
    playbook = queries.version(version.pk)
    context = frame(request, version, playbook) | {"reasons": items.reasons(playbook)}
    return regions.render(request, "desk/playbooks/index.html", context)


@only(may.read)
def chapter(request: DeskRequest, key: str) -> HttpResponse:
    """One chapter of the version in force, or of the one asked for."""
    said = request.GET.get("version", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
    version = queries.published_files(number=number)
    playbook = queries.version(version.pk)
    found = next((one for one in playbook.chapters if one.key == key), None)
    if found is None:
        raise NotFound("no_chapter")
    context = frame(request, version, playbook) | {
        "here": key,
        "chapter": found,
        "since": version.chapters[key]["since"],
        "groups": items.groups(playbook, key),
    }
    return regions.render(request, "desk/playbooks/chapter.html", context)


def frame(request: DeskRequest, version: PlaybookVersion, playbook: schema.Playbook) -> dict[str, Any]:
    """What stands around every page of the manual: contents, versions, what this person may do."""
    history = list(queries.history(playbook.slug).select_related("published_by")[:LATEST])
    return {
        "version": version,
        "playbook": playbook,
        "contents": contents(version, playbook),
        "history": history,
        "may_publish": may.publish(request.user),
    }


def contents(version: PlaybookVersion, playbook: schema.Playbook) -> list[Chapter]:
    """The chapters in order; one that this very version changed is marked."""
    told = []
    for one in playbook.chapters:
        since = int(version.chapters[one.key]["since"])
        is_new = since == version.number and version.number > 1
        told.append(Chapter(one.key, one.title, one.summary, one.from_, since, is_new))
    return told
