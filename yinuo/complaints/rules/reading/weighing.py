"""What words and characters speak for, by weights learned from labelled texts (`bench.language.training`).

`weights.txt` holds for each answer to three questions (kind, type, crisis) a row of features with whole
weights in thousandths: words of the lexicon (`field:value`, with how they are meant), senses that follow each
other in a clause (`staff>rude`), words of the first and of the last clause (`last:kind:ask`), and runs of one
to three characters.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import combinations
from typing import Final

from yinuo.complaints.rules.reading.finding import Found, Hit

SENSE: Final = "sense"
TALK: Final = ("kind", "sign", "claim")
BLAME: Final = frozenset({"complain", "fault", "sarcasm"})
LENGTHS: Final = (1, 2, 3)
"""Of the runs of characters that are weighed."""
READ: Final = 4000
"""Characters whose runs are weighed; words of the lexicon count wherever they stand."""
WORD: Final = 1.0
JOINED: Final = 0.7
RUNS: Final = 12.0
"""How much a word of the lexicon, two senses in a row, and all runs of a text together, may count."""
REACH: Final = 14
"""Characters between two senses that are in a row."""
LONGEST: Final = 6
"""Texts of two to the power of this and more characters are all long."""
_NUMBER: Final = re.compile(
    r"\d[\d.,:]*|[零〇一二两三四五六七八九十百千万半几廿]+"
    r"(?=[个天日号月年周点分小块元毛斤件箱台次回遍趟人户名条张公米楼层岁刻钟秒杯瓶只份包袋桶盒本家口级辆架夜晚位桌多来蚊吨方单票])"
)
"""Digits, and numerals before what is counted; elsewhere 一 and 半 are parts of words."""
_EITHER: Final = re.compile(r"(.)[不没]\1")
_STOPS: Final = re.compile(r"[,。!?;\n]")
_END: Final = ",。!?;\n ~"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to each of `labels`; `bias` is what they begin with."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    of: Mapping[str, tuple[float, ...]]

    def scores(self, features: Mapping[str, float]) -> dict[str, float]:
        """How much speaks for each label."""
        sums = list(self.bias)
        for name, value in features.items():
            if weights := self.of.get(name):
                for at, weight in enumerate(weights):
                    sums[at] += weight * value
        return dict(zip(self.labels, sums, strict=True))

    def weight(self, name: str, label: str) -> float:
        """What a feature adds to a label; 0 for one never seen."""
        weights = self.of.get(name)
        return weights[self.labels.index(label)] if weights else 0.0


def features_of(found: Found) -> dict[str, float]:
    """Words of the lexicon, which of them stand together, the shape, and runs, which begin with `=`."""
    text = found.plain.text[:READ]
    runs = set(runs_of(text))
    each = RUNS / math.sqrt(len(runs)) if runs else 0.0
    words = dict.fromkeys((*found.names, *_ends(found), *_pairs(found), *_shape(text)), WORD)
    return {
        **words,
        **dict.fromkeys(_joined(found), JOINED),
        **dict.fromkeys((f"={run}" for run in runs), each),
    }


def _joined(found: Found) -> Iterator[str]:
    """Senses of which one follows the other in a clause, not far from it."""
    text = found.plain.text
    senses = [hit for hit in found.hits if hit.field == SENSE]
    for at, first in enumerate(senses):
        for second in senses[at + 1 :]:
            if second.start - first.end > REACH:
                break
            if second.start >= first.end and not _STOPS.search(text, first.end, second.start):
                yield f"{first.value}>{second.value}"


def _ends(found: Found) -> Iterator[str]:
    """Words of the last clause, where people say what they want, and of the first."""
    text = found.plain.text.rstrip(_END)
    stops = [stop.end() for stop in _STOPS.finditer(text)] or [0]
    for hit in found.hits:
        if hit.start >= stops[-1]:
            yield f"last:{hit.name}"
        elif hit.start < stops[0]:
            yield f"first:{hit.name}"


def _shape(text: str) -> Iterator[str]:
    """How long a text is without spaces, and whether it asks the Chinese way (派不派, 能不能)."""
    yield f"length:{min(LONGEST, sum(map(len, text.split())).bit_length())}"
    if _EITHER.search(text):
        yield "either"


def _pairs(found: Found) -> Iterator[str]:
    """Which kinds of talk (asking, wishing, ordering, blaming …) a text has two of, also without blame."""
    values = sorted({hit.value for hit in found.hits if hit.field in TALK and hit.turn != "denied"})
    yield from (f"{one}&{other}" for one, other in combinations(values, 2))
    if BLAME.isdisjoint(values):
        yield from (f"{value}&0" for value in (*values, ""))


def runs_of(text: str) -> Iterator[str]:
    """Runs of characters between the marks of beginning and end, without spaces, numbers as one sign."""
    squeezed = "^" + _NUMBER.sub("0", "".join(text.split())) + "$"
    for length in LENGTHS:
        yield from (squeezed[at : at + length] for at in range(len(squeezed) - length + 1))


def strongest(found: Found, weights: Weights, label: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Of `hits` those that speak for `label`, the strongest first; what is only of a sense comes last."""
    pairs = [(hit.field == SENSE, -weights.weight(hit.name, label), hit) for hit in hits]
    return tuple(hit for _, weight, hit in sorted(pairs, key=lambda one: one[:2]) if weight < 0)


@cache
def learned(question: str) -> Weights:
    """The weights of one question."""
    text = resources.files(__package__).joinpath("weights.txt").read_text(encoding="utf-8")
    part = text.partition(f"[{question}]\n")[2].partition("\n[")[0]
    rows = [line.split("\t") for line in part.splitlines() if line]
    (_, *labels), *rest = rows
    of = {name: tuple(int(weight) / 1000 for weight in weights) for name, *weights in rest}
    return Weights(tuple(labels), of.pop("bias"), of)
