"""One form of what was typed: no width, no script, no case, no spaces; where punctuation parts two goods."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Final

from yinuo.core.text import fold

_MARKED: Final = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ")
_NOISE: Final = re.compile(r"[\W_]+")
_LISTS: Final = frozenset("、,;/\\+&|\n。!?！？")
_BRACKETS: Final = frozenset("()[]{}<>《》【】「」『』“”\"':：")
_TITLES: Final = "《》"
_STUFFED: Final = re.compile(r"(?<=[^\x00-\x7f])[a-z0-9](?=[^\x00-\x7f])")
_NUMBER_SIGN: Final = re.compile(r"(?<=\d)\s*[#＃♯]")
_JOINTS: Final = re.compile("以及|还有|另有|外加|[和与及跟]")
_NUMBER: Final = r"(?:\d+|[零一二两三四五六七八九十百千万半几数多]+)[多来余几]?(?!号)"
_UNIT: Final = (
    "(?:大|小|整|满|铁|塑料|木|纸|编织|蛇皮)?"
    "(?:桶|瓶|罐|箱|件|袋|包|盒|支|条|台|个|只|吨|公斤|千克|斤|克|kg|g|mg|t|公升|毫升|升|ml|l|立方米|立方|方|托盘|托|卷|捆|根"
    "|把|套|双|对|张|块|片|颗|粒|枚|发|挂|串|盆|棵|株|尾|羽|匹|窝|枝|束|朵|捧|沓|叠|摞|幅|顶|床|扇|盏|管|杯|缸|节|段|米|厘米|毫米|mm|cm|m|寸|车|批|副|筐|篮|辆|部|本|册|组|打|听|扎|坛|壶|头|马力|千瓦|kw|w|v|ah|mah)"
)
_PACKED: Final = "(?:大|小|整|满|散|铁|塑料)?(?:桶|瓶|罐|袋|箱|盒|听|支|散|车|包|盘|捆)装"
_WORDS: Final = (
    "若干|一些|少许|少量|大量|等等|之类|左右|各|共|约|全新|崭新|新款|加厚|大号|中号|小号|专用|通用|的|等"
)
_COLOURS: Final = "[红白黑蓝绿黄灰银金橙紫粉]色"
_TAIL: Final = re.compile(
    rf"(?:每?{_NUMBER}{_UNIT}装?|[满整半]?{_PACKED}|{_WORDS}|(?<!真)空的?|新的?|旧的|{_COLOURS}|分析纯|化学纯|优级纯|试剂级?|百分之{_NUMBER}|每[箱桶件袋]|(?<![a-z])\d+)$"
)
_QUANTITY: Final = re.compile(rf"\d+{_UNIT}")
_FRONT: Final = re.compile(
    rf"^(?:{_NUMBER}{_UNIT}装?|{_PACKED}|{_WORDS}|一?[些批]|(?<![a-z])\d+(?![a-z号\d])"
    "|工业级?|医用|食用|高纯度?|纯|无水|浓|稀|液体|液态|固体|进口|国产|新|旧|废旧?|二手|散|大|小)"
)


@dataclass(frozen=True)
class Name:
    """A name of goods as it is searched. `lists` and `brackets` are the places in `text` where punctuation
    stood; `solid` the places within a run of letters or of digits, where no word of letters begins or ends;
    `titles` where 《》 stood around something.
    """

    text: str
    lists: tuple[int, ...] = ()
    brackets: tuple[int, ...] = ()
    solid: frozenset[int] = frozenset()
    titles: tuple[tuple[int, int], ...] = ()

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """Every place where punctuation stood."""
        return tuple(sorted({*self.lists, *self.brackets}))

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """The stretch between punctuation around `start` to `end`."""
        return _between(self.cuts, start, end, len(self.text))

    def part(self, start: int, end: int) -> tuple[int, int]:
        """The one thing of a piece that `start` to `end` belong to: 衣服和苯 names two."""
        first, last = self.piece(start, end)
        joints = [found.span() for found in _JOINTS.finditer(self.text, first, last)]
        before = [after for _joint, after in joints if after <= start]
        behind = [joint for joint, _after in joints if joint >= end]
        return max(before, default=first), min(behind, default=last)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The goods that `start` to `end` belong to, with what stands in brackets after them."""
        return _between(self.lists, start, end, len(self.text))

    def is_torn(self, start: int, end: int) -> bool:
        """Whether punctuation parts `start` to `end` into two goods: 蒸汽、油画 is no 汽油, 汽、油 is."""
        inner = self._inside(start, end)
        if not inner:
            return False
        first, last = self.piece(start, start + 1)[0], self.piece(end - 1, end)[1]
        return not (len(inner) > 1 or first == start or last == end)

    def is_parted(self, start: int, end: int) -> bool:
        """Whether punctuation stands anywhere in `start` to `end`: 油漆、刷子 is no 油漆刷."""
        return bool(self._inside(start, end))

    def _inside(self, start: int, end: int) -> tuple[int, ...]:
        return self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]

    def is_counted(self, start: int, end: int) -> bool:
        """Whether a formula stands at `start` to `end` and how much of it right behind: H2SO4 and 20桶."""
        is_formula = any(character.isalpha() for character in self.text[start:end])
        return is_formula and _QUANTITY.match(self.text, end) is not None

    def bare(self, start: int, end: int) -> tuple[frozenset[int], int]:
        """Where a piece ends, and may begin, without quantity, packing and words that say nothing of it."""
        return _bared(self.text[start:end], start)


def _between(cuts: tuple[int, ...], start: int, end: int, length: int) -> tuple[int, int]:
    before, after = bisect_right(cuts, start), bisect_left(cuts, end)
    return (cuts[before - 1] if before else 0), (cuts[after] if after < len(cuts) else length)


@lru_cache(maxsize=8192)
def _bared(piece: str, start: int) -> tuple[frozenset[int], int]:
    while (tail := _TAIL.search(piece)) and tail.start():
        piece = piece[: tail.start()]
    end, starts = start + len(piece), {start}
    while (front := _FRONT.search(piece)) and front.end() < len(piece):
        piece = piece[front.end() :]
        starts.add(end - len(piece))
    return frozenset(starts), end


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """A word of the table as it is sought."""
    return _NOISE.sub("", fold.fold(_NUMBER_SIGN.sub("号", word)))


def read(goods: str) -> Name:
    """What was typed, ready to be searched: 汽 油 and 汽-油 are 汽油, and 92# is 92号."""
    folded = _unmarked(fold.fold(_NUMBER_SIGN.sub("号", _pictured(goods.replace("\n", "、")))))
    text: list[str] = []
    lists: set[int] = set()
    brackets: set[int] = set()
    solid: set[int] = set()
    titles: list[tuple[int, int]] = []
    opened, before = None, " "
    for character in folded:
        if character in _TITLES:
            titles += [(opened, len(text))] if opened is not None and character == _TITLES[1] else []
            opened = len(text) if character == _TITLES[0] else None
        if _NOISE.fullmatch(character):
            (lists if character in _LISTS else brackets if character in _BRACKETS else set()).add(len(text))
        else:
            if _runs_on(before, character):
                solid.add(len(text))
            text.append(character)
        before = character
    inside = range(1, len(text))
    return Name(
        "".join(text),
        tuple(sorted(at for at in lists if at in inside)),
        tuple(sorted(at for at in brackets if at in inside)),
        frozenset(solid),
        tuple(titles),
    )


def _unmarked(text: str) -> str:
    """Letters without the marks of tones: yóu is you."""
    parts = (unicodedata.normalize("NFD", one)[0] if one in _MARKED else one for one in text)
    return "".join(parts)


def _runs_on(before: str, character: str) -> bool:
    """Whether both belong to one word of letters, or to one number."""
    if not (before.isascii() and character.isascii()):
        return False
    return (before.isalpha() and character.isalpha()) or (before.isdigit() and character.isdigit())


def mended(name: Name) -> Name | None:
    """The name with characters that were written in two put together (氵由 is 油); None without them."""
    halves = _halves()
    text: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(name.text):
        whole = halves.get(name.text[at : at + 2])
        text.append(whole or name.text[at])
        places += [len(text) - 1] * (2 if whole else 1)
        at += 2 if whole else 1
    if len(text) == len(name.text):
        return None
    lists, brackets = (tuple(places[cut] for cut in cuts) for cuts in (name.lists, name.brackets))
    places.append(len(text))
    titles = tuple((places[start], places[end]) for start, end in name.titles)
    return Name("".join(text), lists, brackets, frozenset(places[cut] for cut in name.solid), titles)


def stripped(name: Name) -> Name | None:
    """The name without single letters and figures that part two characters (汽O油); None without them."""
    gaps = [found.start() for found in _STUFFED.finditer(name.text)]
    if not gaps:
        return None

    def moved(at: int) -> int:
        return at - bisect_left(gaps, at)

    text = "".join(character for at, character in enumerate(name.text) if at not in gaps)
    lists, brackets = (tuple(moved(cut) for cut in cuts) for cuts in (name.lists, name.brackets))
    titles = tuple((moved(start), moved(end)) for start, end in name.titles)
    return Name(text, lists, brackets, frozenset(moved(place) for place in name.solid), titles)


def _pictured(goods: str) -> str:
    for picture, word in _pictures().items():
        goods = goods.replace(picture, word)
    return goods


@cache
def _pictures() -> dict[str, str]:
    return {parts: whole for parts, whole in _splits() if len(parts) == 1}


@cache
def _halves() -> dict[str, str]:
    return {fold.fold(parts): whole for parts, whole in _splits() if len(parts) == 2}


@cache
def _splits() -> tuple[tuple[str, str], ...]:
    """What stands for a character or word, with it."""
    table = resources.files(__package__).joinpath("splits.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in table.splitlines() if not line.startswith("#"))
    return tuple((parts, whole) for whole, parts in lines)
