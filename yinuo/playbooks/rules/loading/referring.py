"""What refers to what: keys used once, and every key, event, variable and stage that is named exists."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yinuo.playbooks.rules import schema, texts, vocabulary
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading.faulting import unlike
from yinuo.playbooks.rules.loading.gathering import Place

_KINDS: Final = {"phrase": "句话", "notice": "条通知", "department": "个部门"}
Steps = tuple[int | str, ...]


@dataclass(frozen=True)
class Reference:
    """A name that must exist: what sort of thing (phrase, notice, department, event, variable, stage), and
    where it stands.
    """

    sort: str
    name: str
    steps: Steps
    context: str = ""


def faults(
    places: Sequence[Place], named: Mapping[str, Collection[str]], event_kinds: Collection[str]
) -> Iterator[PlaybookFault]:
    """Every repeated key and every reference to something that does not exist; `named` has the keys by
    section.
    """
    yield from _repeated(places)
    known: Mapping[str, Collection[str]] = {
        "phrase": named.get("phrases", ()),
        "notice": named.get("notices", ()),
        "department": named.get("departments", ()),
        "event": event_kinds,
    }
    for place in places:
        for reference in _references(place):
            if fault := _check(place, reference, known):
                yield fault


def _identity(place: Place) -> str:
    """What must be unique within a section and group."""
    match place.item:
        case schema.WordToAvoid(word=word):
            return word
        case schema.Limit(role=role, about=about):
            return f"{role} {about}"
        case schema.Settings():
            return "settings"
    return str(getattr(place.item, "key", ""))


def _repeated(places: Sequence[Place]) -> Iterator[PlaybookFault]:
    first: dict[tuple[str, str, str], Place] = {}
    for place in places:
        identity = _identity(place)
        before = first.setdefault((place.section, place.group, identity), place)
        if before is not place:
            where = f"{before.file}:{before.node.line}"
            yield place.flaw(("key",), "key.repeated", name=identity, first=where)
        yield from _repeated_inside(place)


def _repeated_inside(place: Place) -> Iterator[PlaybookFault]:
    """Musts of a step, choices of an element and shortenings of a notice are told apart by their keys."""
    inner: Mapping[str, Sequence[schema.Must | schema.Choice | schema.Shortening]] = {
        "must": place.item.must if isinstance(place.item, schema.Step) else (),
        "choices": place.item.choices if isinstance(place.item, schema.Element) else (),
        "shorten": place.item.shorten if isinstance(place.item, schema.Notice) else (),
    }
    for field, parts in inner.items():
        seen: dict[str, int] = {}
        for index, part in enumerate(parts):
            if seen.setdefault(part.key, index) != index:
                steps: Steps = (field, index, "key")
                line = place.node.line_of((field, seen[part.key], "key"))
                yield place.flaw(steps, "key.repeated", name=part.key, first=f"{place.file}:{line}")


def _check(place: Place, reference: Reference, known: Mapping[str, Collection[str]]) -> PlaybookFault | None:
    name, steps = reference.name, reference.steps
    if reference.sort == "stage":
        stages = vocabulary.STAGES.get(reference.context, (name,))
        return (
            None if name in stages else place.flaw(steps, "stage.unknown", name=name, known="、".join(stages))
        )
    if reference.sort == "variable":
        allowed = vocabulary.variables(reference.context)
        return (
            None if name in allowed else place.flaw(steps, "variable.unknown", **unlike(name, list(allowed)))
        )
    if name in known[reference.sort]:
        return None
    params = unlike(name, sorted(known[reference.sort]))
    if reference.sort == "event":
        return place.flaw(steps, "event.unknown", **params)
    return place.flaw(
        steps, "reference.unknown", kind=reference.sort, kind_zh=_KINDS[reference.sort], **params
    )


def _references(place: Place) -> Iterator[Reference]:
    match place.item:
        case schema.Element() as element:
            declined = element.when_declined.say if element.when_declined else ""
            yield from _variables("element", ("ask",), element.ask)
            yield from _variables("element", ("read_back",), element.read_back)
            yield from _variables("element", ("when_declined", "say"), declined)
        case schema.Step() as step:
            yield Reference("stage", step.stage, ("stage",), place.group)
            yield from (Reference("phrase", key, ("say", index)) for index, key in enumerate(step.say))
        case schema.Phrase() as phrase:
            yield from _variables("phrase", ("text",), phrase.text)
        case schema.Promise() as promise:
            yield from _of_promise(promise)
        case schema.Notice() as notice:
            yield from _of_notice(notice)
        case _:
            yield from _of_complaints(place.item)


def _of_complaints(item: schema.Part) -> Iterator[Reference]:
    """What is said to complainants is said by the desk: it may name what phrases may."""
    match item:
        case schema.Remedy() as remedy:
            if remedy.department:
                yield Reference("department", remedy.department, ("department",))
            yield from _variables("phrase", ("say",), remedy.say)
        case schema.Strategy() as strategy:
            yield from (Reference("phrase", key, ("say", index)) for index, key in enumerate(strategy.say))
        case schema.Question() as question:
            yield from _variables("phrase", ("ask",), question.ask)
        case schema.LegalRule() as rule:
            yield from _variables("phrase", ("text",), rule.text)


def _of_promise(promise: schema.Promise) -> Iterator[Reference]:
    for field in ("on", "kept_by", "cancelled_by", "paused_by", "resumed_by"):
        yield from _events(field, getattr(promise, field))
    for index, level in enumerate(promise.late):
        if level.notice:
            yield Reference("notice", level.notice, ("late", index, "notice"))
    if promise.repeat and promise.repeat.notice:
        yield Reference("notice", promise.repeat.notice, ("repeat", "notice"))


def _of_notice(notice: schema.Notice) -> Iterator[Reference]:
    yield from _events("on", notice.on)
    yield from _variables("notice", ("text",), notice.text)
    for index, step in enumerate(notice.shorten):
        for name in dict.fromkeys(step.variables):
            yield Reference("variable", name, ("shorten", index), "notice")
    for index, name in enumerate(notice.leave_out):
        yield Reference("variable", name, ("leave_out", index), "notice")
    for index, copy in enumerate(notice.copy_to):
        if copy.notice:
            yield Reference("notice", copy.notice, ("copy_to", index, "notice"))


def _events(field: str, events: Sequence[str]) -> Iterator[Reference]:
    return (Reference("event", event, (field, index)) for index, event in enumerate(events))


def _variables(context: str, steps: Steps, text: str) -> Iterator[Reference]:
    return (Reference("variable", name, steps, context) for name in texts.variables_in(text))
