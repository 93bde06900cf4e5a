"""Filling a notice, and shortening it just as far as its limit asks (R070, R071)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Final, Literal

from yinuo.core.errors import NotNow
from yinuo.core.text import sms
from yinuo.messaging.rules.forms import Form, form
from yinuo.playbooks.rules import schema, texts, vocabulary

OverLimit = Literal["refuse", "parts"]
Reader = Callable[[str, Mapping[str, str]], bool]
"""Whether a text, read again, says of each variable what was written for it."""

MOST_TOGETHER: Final = 3
"""How many elements may have to be left out together before only parts are offered."""
TWO_PARTS: Final = 2
_LONGEST_NAMED: Final = 3


@dataclass(frozen=True)
class Composed:
    """A notice ready to leave, or the reason why it may not.

    `text` has the signature in front, as it leaves. `shortened` are the playbook's steps that were needed,
    `left_out` what a person left out. `pieces` cut the text into fixed words and filled variables. `why` is
    the error that sending it raises; None when it may leave. `choices` are then the sets of variables of
    which leaving out one set makes it fit, the smallest sets only.
    """

    text: str
    measure: sms.SmsMeasure
    limit: int
    pieces: tuple[texts.Piece, ...]
    shortened: tuple[schema.Shortening, ...] = ()
    left_out: tuple[str, ...] = ()
    why: NotNow | None = None
    choices: tuple[tuple[str, ...], ...] = ()

    @property
    def fits(self) -> bool:
        """Whether it may leave as it is."""
        return self.why is None


@dataclass(frozen=True)
class _Task:
    """A notice to be composed: its values as texts, what is left out, who signs, who reads it again."""

    notice: schema.Notice
    values: Mapping[str, str]
    left_out: tuple[str, ...]
    signature: str
    reader: Reader | None

    def form(self, steps: Sequence[schema.Shortening] = ()) -> Form:
        """The text with these steps taken, spaced so far that it reads back where that is possible."""
        plain = form(self.notice, self.values, steps, self.left_out)
        if self.is_sound(plain):
            return plain
        seams = plain.seams
        return next(filter(self.is_sound, map(plain.spaced, [*((at,) for at in seams), seams])), plain)

    def is_sound(self, one: Form) -> bool:
        """Whether the reader finds in it what was written."""
        return self.reader is None or self.reader(one.text, one.words)

    def measure(self, one: Form) -> sms.SmsMeasure:
        """How long it is with its signature."""
        return sms.measure(self.signature + one.text)

    def fits(self, one: Form, *, in_parts: bool = False) -> bool:
        """Whether it may leave as one message that reads back; in two parts with `in_parts`."""
        measure = self.measure(one)
        if in_parts:
            return measure.parts <= TWO_PARTS
        return measure.units <= self.notice.limit and self.is_sound(one)

    def composed(self, one: Form, steps: Sequence[schema.Shortening] = ()) -> Composed:
        """The message as it would leave."""
        signed = (texts.Piece(self.signature), *one.pieces) if self.signature else one.pieces
        text = self.signature + one.text
        return Composed(text, sms.measure(text), self.notice.limit, signed, tuple(steps), self.left_out)


def compose(
    notice: schema.Notice,
    values: Mapping[str, Any],
    over_limit: OverLimit | None = None,
    *,
    leave_out: Collection[str] = (),
    signature: str = "",
    reader: Reader | None = None,
) -> Composed:
    """Fill the notice's text and shorten it as far as its limit needs (R070, R071).

    `over_limit` is a person's decision about this one message and goes before the playbook's, as does
    `leave_out`, the variables that are not written although they are known. `signature` stands in front and
    counts. With a `reader`, a form that would not be read back as it was written does not count as fitting,
    unless not even the full text can be read back (somebody is called by a number).
    The result's `why` is `sms_gaps` when a variable outside brackets has no value, `sms_too_long` when
    nothing fits; then `choices` says what may be left out.
    """
    task = _Task(notice, _texts(notice, values), _known(notice, leave_out), signature, reader)
    full = task.form()
    if full.missing:
        return _gaps(task, full)
    if not task.is_sound(full):
        task = replace(task, reader=None)
    if found := _shortest_way(task):
        return found
    if (over_limit or notice.over_limit) == "parts":
        return _shortest_way(task, in_parts=True) or _all_steps(task)
    return _too_long(task)


def in_full(notice: schema.Notice, values: Mapping[str, Any]) -> str:
    """The notice's text without any shortening, whatever its length."""
    return form(notice, _texts(notice, values), (), ()).text


def written(text: str, limit: int, over_limit: OverLimit = "refuse", *, signature: str = "") -> Composed:
    """A text that a person wrote or changed, signed and measured against the same limit."""
    pieces = (*((texts.Piece(signature),) if signature else ()), texts.Piece(text))
    composed = Composed(signature + text, sms.measure(signature + text), limit, pieces)
    return composed if composed.measure.units <= limit or over_limit == "parts" else _over(composed)


def _texts(notice: schema.Notice, values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name in notice.variables if (value := values.get(name)) not in (None, "")}


def _known(notice: schema.Notice, leave_out: Collection[str]) -> tuple[str, ...]:
    """What is left out, in the order of the text."""
    return tuple(name for name in notice.variables if name in leave_out)


def _shortest_way(task: _Task, *, in_parts: bool = False) -> Composed | None:
    """The steps taken one after the other until it fits, then those given back that were not needed."""
    for taken, one in _forms(task):
        if task.fits(one, in_parts=in_parts):
            needed = _needed(task, taken, in_parts=in_parts)
            return task.composed(task.form(needed) if needed != taken else one, needed)
    return None


def _forms(task: _Task) -> Iterator[tuple[list[schema.Shortening], Form]]:
    """The text in full, then with one step more each; none is taken that keeps it from being read back."""
    taken: list[schema.Shortening] = []
    one = task.form()
    yield taken, one
    for step in task.notice.shorten:
        shorter = task.form([*taken, step])
        if shorter.text != one.text and task.is_sound(shorter):
            taken, one = [*taken, step], shorter
            yield taken, one


def _needed(task: _Task, taken: list[schema.Shortening], *, in_parts: bool) -> list[schema.Shortening]:
    """The steps without which it would not fit; the ones that come late in the list are given back first."""
    needed = list(taken)
    for step in reversed(taken):
        rest = [one for one in needed if one is not step]
        if task.fits(task.form(rest), in_parts=in_parts):
            needed = rest
    return needed


def _all_steps(task: _Task) -> Composed:
    """As short as the playbook allows."""
    *_, (steps, one) = _forms(task)
    return task.composed(one, steps)


def _gaps(task: _Task, full: Form) -> Composed:
    missing = full.missing
    why = NotNow("sms_gaps", missing=_meanings(missing), fields=list(missing))
    return replace(task.composed(full), why=why)


def _too_long(task: _Task) -> Composed:
    """The refusal: how much too long the shortest form is, and what the choices are."""
    shortest = _all_steps(task)
    choices = tuple(_choices(task, shortest.shortened))
    parts = (_shortest_way(task, in_parts=True) or shortest).measure.parts
    refused = _over(shortest, parts=parts, choices=[list(names) for names in choices])
    return replace(refused, choices=choices)


def _choices(task: _Task, steps: Sequence[schema.Shortening]) -> Iterator[tuple[str, ...]]:
    """The smallest sets of elements that a person may leave out so that it fits with these steps."""
    may_go = [name for name in task.notice.leave_out if name in task.values and name not in task.left_out]
    for count in range(1, MOST_TOGETHER + 1):
        found = [names for names in combinations(may_go, count) if _fits_without(task, names, steps)]
        if found:
            yield from found
            return


def _fits_without(task: _Task, names: tuple[str, ...], steps: Sequence[schema.Shortening]) -> bool:
    lighter = replace(task, left_out=(*task.left_out, *names))
    return lighter.fits(lighter.form(steps))


def _over(composed: Composed, **more: Any) -> Composed:
    measure, fields = composed.measure, _longest(composed.pieces)
    said = {
        "units": measure.units,
        "limit": composed.limit,
        "over": measure.units - composed.limit,
        "parts": measure.parts,
        "longest": _meanings(fields),
        "fields": list(fields),
    }
    return replace(composed, why=NotNow("sms_too_long", **{**said, **more}))


def _longest(pieces: tuple[texts.Piece, ...]) -> tuple[str, ...]:
    """The filled variables that take the most room, longest first."""
    filled = sorted((piece for piece in pieces if piece.variable), key=lambda piece: -len(piece.text))
    return tuple(dict.fromkeys(piece.variable for piece in filled))[:_LONGEST_NAMED]


def _meanings(names: tuple[str, ...]) -> str:
    """The variables as a person reads them: 提示、货物名称."""
    known = vocabulary.variables("notice")
    return "、".join(known[name].meaning if name in known else name for name in names)
