"""One form of a notice: its text with some of the playbook's shortenings taken, and spaces where the reader
needs them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from yinuo.core.text import sms
from yinuo.playbooks.rules import schema, texts
from yinuo.playbooks.rules.texts import Piece

GAP = " "


@dataclass(frozen=True)
class Form:
    """A filled text cut into fixed words and variables, and the value of each variable as it stands in it."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The finished text, without a signature."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> dict[str, str]:
        """What stands for each variable; one that stands in it twice counts once."""
        return {piece.variable: piece.text for piece in self.pieces if piece.variable}

    @property
    def missing(self) -> tuple[str, ...]:
        """The variables without a value: such a text must not leave."""
        return tuple(piece.variable for piece in self.pieces if piece.is_gap)

    @property
    def seams(self) -> tuple[int, ...]:
        """Where two values touch with no word between them: before which piece."""
        return tuple(
            at
            for at in range(1, len(self.pieces))
            if self.pieces[at - 1].variable and self.pieces[at].variable
        )

    def spaced(self, seams: Iterable[int]) -> "Form":
        """The same with a space in front of these pieces."""
        wide = set(seams)
        pieces = list[Piece]()
        for at, piece in enumerate(self.pieces):
            pieces += [Piece(GAP), piece] if at in wide else [piece]
        return Form(tuple(pieces))


def form(
    notice: schema.Notice,
    values: Mapping[str, str],
    steps: Sequence[schema.Shortening],
    left_out: Collection[str],
) -> Form:
    """The notice with these shortenings taken, in their order; numbers that would run together are parted."""
    words, wording = dict(values), notice.text
    for step in steps:
        wording = step.text or wording
        for name, shorter in step.use.items():
            words[name] = _shorter(words.get(name, ""), values.get(shorter, ""))
        for name in step.in_:
            words[name] = replaced(words.get(name, ""), step.replace)
    pieces = merged(texts.pieces(texts.without(wording, left_out, words), words))
    for step in steps:
        if step.replace and not step.in_:
            pieces = [
                piece if piece.variable else Piece(replaced(piece.text, step.replace)) for piece in pieces
            ]
    return _parted(tuple(piece for piece in pieces if piece.text or piece.variable))


def replaced(text: str, pairs: Mapping[str, str]) -> str:
    """The text with each of these words in its shorter form, one pair after the other."""
    for long, short in pairs.items():
        text = text.replace(long, short)
    return text


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with neighbouring fixed words as one, so that words may be replaced across them."""
    found: list[Piece] = []
    for piece in pieces:
        if found and not (piece.variable or found[-1].variable):
            found[-1] = Piece(found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def _shorter(now: str, other: str) -> str:
    """The shorter of two values as the network counts; an empty one is none."""
    return other if other and sms.units(other) < sms.units(now) else now


def _parted(pieces: tuple[Piece, ...]) -> Form:
    """A space where the last digit of one piece would run into the first of the next: 13800006621 3M胶带."""
    found = list[Piece]()
    for piece in pieces:
        before = next((one.text[-1] for one in reversed(found) if one.text), "")
        if before.isdigit() and piece.text[:1].isdigit():
            found.append(Piece(GAP))
        found.append(piece)
    return Form(tuple(found))
