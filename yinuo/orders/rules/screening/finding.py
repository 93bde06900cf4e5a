"""What the table says of a name."""

from collections.abc import Mapping, Sequence

from yinuo.orders.rules.screening import listing, names, passing, verdicts
from yinuo.orders.rules.screening.entry import Entry
from yinuo.orders.rules.screening.listing import Listing
from yinuo.orders.rules.screening.names import Name
from yinuo.orders.rules.screening.spans import Span
from yinuo.orders.rules.screening.verdicts import Found, Hit, How, Passed, Screening
from yinuo.playbooks.rules.tables import GoodsRow


def screen(goods: str, table: Sequence[GoodsRow], answers: Mapping[str, str] | None = None) -> Screening:
    """May goods of this name be carried, by `table` and the answers already given: question key → yes or no
    (R048–R050). Of several goods in one name the gravest counts.
    """
    return verdicts.judged(find(goods, table), answers or {})


def find(goods: str, table: Sequence[GoodsRow]) -> Found:
    """The words of the table in a name: those that count, the gravest first, and those that were let pass.

    The name is read as it stands, and once more with characters that were written in two put together: what
    either reading finds counts.
    """
    ready = listing.listing(table)
    name = names.read(goods)
    hits: dict[str, Hit] = {}
    passed: dict[tuple[str, str], Passed] = {}
    _collect(name, "text", ready, hits, passed)
    for other in (names.mended(name), names.stripped(name)):
        if other:
            _collect(other, "parts", ready, hits, passed)
    ordered = tuple(sorted(hits.values(), key=lambda hit: -hit.verdict.severity))
    return Found(ordered, tuple(passed.values()))


def _collect(
    name: Name, how: How, ready: Listing, hits: dict[str, Hit], passed: dict[tuple[str, str], Passed]
) -> None:
    for span, entry, why in passing.outcomes(name, ready):
        text = name.text[span.start : span.end]
        if why is None:
            hits.setdefault(span.entry.row.name, _hit(span.entry, span, text, how, ready))
        elif entry is None or span.entry.is_harmless:
            continue
        elif entry.is_harmless or why in ("border", "denied", "except", "title"):
            hit = _hit(span.entry, span, text, how, ready)
            passed.setdefault((span.entry.row.name, entry.word), Passed(hit, entry.word, why))
        elif why != "longer":
            hits.setdefault(entry.row.name, _hit(entry, span, text, how, ready))


def _hit(entry: Entry, span: Span, text: str, how: How, ready: Listing) -> Hit:
    row = entry.row
    speaker = ready.categories.get(row.category)
    say = row.sentence or (speaker.sentence if speaker else "")
    return Hit(entry.word, row, text, span.how if span.how != "text" else how, say)
