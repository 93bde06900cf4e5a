"""`{% remember row=row %}…{% endremember %}`: a part of a page that is drawn once for the same values.

Inside, nothing is known but the values named (and the language): the part cannot show what it does not depend
on, so it cannot show one person what was drawn for another. Values are plain: texts, numbers, moments, and
tuples, lists and dataclasses of them; a row of the database is refused: it stays equal when it changes.

What differs each time stands in a hole that is filled anew from around the part: `{% fresh %}…{% endfresh %}`
(a countdown, an address), and the token of every form. The clock is refused outside of holes.
"""

import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.exceptions import TemplateSyntaxError
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1000
_HOLES = "_holes"
_MARK = secrets.token_hex(16)  # nobody can write it into a text that is shown
_SPLIT = re.compile(f"{_MARK}:([0-9]+);")
_PLAIN = frozenset((int, float, bool, type(None), SafeString, datetime, date))
_drawing: ContextVar[bool] = ContextVar("drawing", default=False)


class Part(Protocol):
    """What fills a hole."""

    def render(self, context: Context) -> str:
        """The text for this request."""


class Remember(Node):
    """The block; it forgets everything when it knows too much."""

    def __init__(self, nodelist: NodeList, values: Mapping[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self._values = values
        self._known: dict[tuple[Any, ...], list[str | Part]] = {}

    def render(self, context: Context) -> SafeString:
        """The remembered text with its holes filled."""
        values = {name: said.resolve(context) for name, said in self._values.items()}
        key = (get_language(), *(key_of(value) for value in values.values()))
        pieces = self._known.get(key)
        if pieces is None:
            if len(self._known) >= MOST:
                self._known.clear()
            pieces = self._known[key] = self._pieces(context, values)
        return SafeString("".join([one if isinstance(one, str) else one.render(context) for one in pieces]))

    def _pieces(self, context: Context, values: Mapping[str, Any]) -> list[str | Part]:
        """Texts and holes by turns."""
        holes: list[Part] = []
        alone = Context({**values, _HOLES: holes}, autoescape=context.autoescape)
        alone.template = context.template
        before = _drawing.set(True)
        try:
            drawn = str.__str__(self.nodelist.render(alone))
        finally:
            _drawing.reset(before)
        pieces = _SPLIT.split(drawn)
        return [holes[int(one)] if index % 2 else str(one) for index, one in enumerate(pieces) if one]


class Fresh(Node):
    """A hole in what is remembered; anywhere else nothing but its content."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The content, or the mark of the hole."""
        return hole(context, self) or self.nodelist.render(context)


def hole(context: Context, part: Part) -> SafeString:
    """The mark for `part`, which will fill it for each request; empty where nothing is being remembered."""
    holes = context.get(_HOLES)
    if holes is None:
        return SafeString("")
    holes.append(part)
    return SafeString(f"{_MARK}:{len(holes) - 1};")


def refuse_clock() -> None:
    """Called by what depends on the clock. Raises RuntimeError inside of what is remembered."""
    if _drawing.get():
        raise RuntimeError("what depends on the clock stands in {% fresh %}")


def key_of(value: Any) -> Any:
    """A value as a key, equal only for what is drawn alike. Raises TypeError for what is not plain."""
    kind = value.__class__  # also of a lazy object what it stands for
    if kind is str:
        return value
    if kind in _PLAIN:
        return kind, value
    if kind is tuple or kind is list:
        return kind, *map(key_of, value)
    if names := _names(kind):
        return kind, *[key_of(getattr(value, name)) for name in names]
    if isinstance(value, Promise | str | int):  # a lazy word, the members of an enumeration
        return kind, str(value)
    raise TypeError(f"a {kind.__name__} cannot be remembered by")


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def remember(parser: Parser, token: Token) -> Remember:
    """Compile `{% remember name=value … %}`."""
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError("remember takes name=value only")
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(nodelist, values)


def fresh(parser: Parser, token: Token) -> Fresh:
    """Compile `{% fresh %}`."""
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return Fresh(nodelist)
