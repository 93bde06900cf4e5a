"""What only contains a word of the table: the last noun, a denial, a longer word make it another thing."""

import re
from collections.abc import Iterator
from typing import Final

from yinuo.orders.rules.screening import names
from yinuo.orders.rules.screening import spans as places
from yinuo.orders.rules.screening.entry import Entry
from yinuo.orders.rules.screening.listing import Listing, Words
from yinuo.orders.rules.screening.names import Name
from yinuo.orders.rules.screening.spans import Span
from yinuo.orders.rules.screening.verdicts import Why

WIDEST: Final = 6
"""Characters between a word and the last noun that it belongs to."""
_JOINED: Final = re.compile(r"[和与及跟加同配送并附或含]|带|另|还有|写|说是|其实|冒充|谎称|当作")
_NEAR: Final = re.compile(r"专用|用|的|之|不锈钢|[木铁纸布皮塑铝铜钢竹大小]|塑料|玻璃|分装|便携|折叠|迷你")
_DENIED: Final = re.compile(
    r"(?:不含有?|未含|无|没有|没|不带|不装|未装|不是|非|零|0|免|除去?|去除?|不包括|不需要?|脱|防|代替|替代|不)(?:任何)?$"
)
_HOLDING: Final = re.compile(
    r"(?:含有?|(?:^|[的里内])装|(?<![一磁胶皮领绑绷自外])带有?|装[有着满过]|内[装含有]|里面?[是有装]|[盛灌充注沾][有满了过]|盛|残[留存余]|满)"
    r"(?:少量|部分)?$"
)

UNPRINTED: Final = "第13类"
"""The category of what may not be printed."""
LEAST_OF_TITLE: Final = 4
"""Characters of a title that is believed to be one where nothing says what it is: 《汽油》 is petrol."""
_OF_BOOKS: Final = re.compile(
    "的?[一-鿿]{0,4}(?:[书刊影剧画歌戏谱报籍材碟片盘卡集]|DVD|手[办册]|桌游|周边|字帖)", re.IGNORECASE
)
_OF_COPIES: Final = re.compile(r"(?:[\d一二三四五六七八九十百两几]*[本册套部卷期份幅]|[上中下全第]|$)")

Outcome = tuple[Span, Entry | None, Why | None]
"""A place, the word that decides there instead, and why; without one the place counts as it is."""


def outcomes(name: Name, ready: Listing) -> Iterator[Outcome]:
    """What becomes of each word of the table that stands in a name."""
    found = tuple(span for span in places.spans(name, ready) if _has_given(span.entry, span, name))
    written = tuple(span for span in found if span.how == "text")
    for span in found:
        longer = next((other for other in written if _explains(name, other, span)), None)
        if longer:
            yield span, longer.entry, "longer"
        elif span.entry.is_harmless:
            yield span, None, None
        else:
            yield _outcome(name, span, ready, found, written)


def _explains(name: Name, longer: Span, span: Span) -> bool:
    """Whether a longer word says what the one in it is; 玩具、手枪 are two goods, and no toy pistol."""
    if not longer.holds(span):
        return False
    is_torn = name.is_parted(longer.start, longer.end) and not name.is_parted(span.start, span.end)
    return not (is_torn and span.entry.row.verdict == "reject")


def _outcome(
    name: Name, span: Span, ready: Listing, found: tuple[Span, ...], written: tuple[Span, ...]
) -> Outcome:
    first, _last = name.piece(span.start, span.end)
    before = name.text[first : span.start]
    if span.how == "text" and span.length > 1 and places.is_border(name.text, span, written):
        return span, span.entry, "border"
    if _is_titled(name, span):
        return span, span.entry, "title"
    if span.entry.row.deniable and _DENIED.search(before):
        return span, span.entry, "denied"
    if _is_excepted(span.entry, span, name):
        return span, span.entry, "except"
    if front := _front(name, span, ready.fronts):
        return span, front, "front"
    if not _HOLDING.search(before) and (head := _head(name, span, ready.heads, found)):
        return span, head, "head"
    return span, None, None


def _is_titled(name: Name, span: Span) -> bool:
    """Whether the word only stands in the title of a book; books that are forbidden stay so."""
    if span.entry.row.category.startswith(UNPRINTED):
        return False
    titles = [(start, end) for start, end in name.titles if start <= span.start and span.end <= end]
    return any(
        _OF_BOOKS.match(name.text, end)
        or (end - start >= LEAST_OF_TITLE and _OF_COPIES.match(name.text, end))
        for start, end in titles
    )


def _is_excepted(entry: Entry, span: Span, name: Name) -> bool:
    """Whether the row of `entry` leaves out the goods of `span`, or a word that stands in the name, or wants
    one that does not.
    """
    if not _has_given(entry, span, name):
        return True
    start, end = name.clause(span.start, span.end)
    clause = name.text[start:end]
    return any(span.entry.is_about(said) or names.plain(said) in clause for said in entry.row.unless)


def _has_given(entry: Entry, span: Span, name: Name) -> bool:
    """Whether a word that the row of `entry` wants stands with the goods of `span`."""
    start, end = name.clause(span.start, span.end)
    given = entry.row.given
    return not given or any(names.plain(said) in name.text[start:end] for said in given)


def _rules(entry: Entry, span: Span, name: Name) -> bool:
    """Whether a last noun, or a word before, makes this word another thing."""
    over = entry.row.over
    if over and not any(span.entry.is_about(said) for said in over):
        return False
    return not _is_excepted(entry, span, name)


def _front(name: Name, span: Span, fronts: Words) -> Entry | None:
    first, _last = name.piece(span.start, span.end)
    for length in fronts.lengths:
        for entry in fronts.by_text.get(name.text[max(first, span.start - length) : span.start], ()):
            if len(entry.sought) == length and _rules(entry, span, name):
                return entry
    return None


def _head(name: Name, span: Span, heads: Words, found: tuple[Span, ...]) -> Entry | None:
    """The noun that says what the thing is: the last one of the piece, or one that follows at once."""
    for start, entry in _nouns(name, span, heads):
        between = name.text[span.end : start]
        near = _NEAR.sub("", between)
        if len(near) > (WIDEST if entry.is_wide else 0) or _JOINED.search(between):
            continue
        if any(span.end <= other.start < start and other.entry.row.verdict == "reject" for other in found):
            continue
        if _rules(entry, span, name):
            return entry
    return None


def _nouns(name: Name, span: Span, heads: Words) -> Iterator[tuple[int, Entry]]:
    first, last = name.piece(span.start, span.end)
    _starts, bare = name.bare(first, last)
    for end in dict.fromkeys((bare, last)):
        for length in heads.lengths:
            if end - length >= span.end:
                yield from (
                    (end - length, entry) for entry in heads.by_text.get(name.text[end - length : end], ())
                )
    for length in heads.lengths:
        if length > 1 and span.end + length <= last:
            word = name.text[span.end : span.end + length]
            yield from ((span.end, entry) for entry in heads.by_text.get(word, ()))
