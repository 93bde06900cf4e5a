"""`python -m bench.language.training`: learns the weights of `complaints.rules.reading` from the tune set.

Needs scikit-learn, in an environment of its own; the desk does not. `--check` only prints what five folds say
of texts that a fold has not learned from (the lexicon itself was made with the tune set in sight).
`--leave NAME` learns without the texts of one hand (the files `complaints_tune_NAME*`) and prints how well
those are then read.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bench.language import sets
from bench.language.complaining import CRISIS, measure, show
from yinuo.complaints.rules.reading import read
from yinuo.complaints.rules.reading.finding import find
from yinuo.complaints.rules.reading.gravity import ALARM, GRAVE, LARGE
from yinuo.complaints.rules.reading.weighing import features_of

FILE: Final = Path("yinuo/complaints/rules/reading/weights.txt")
LEAST: Final = {"kind": 20, "type": 22, "crisis": 12, "grave": 15}
"""Thousandths below which a weight is not kept."""
SEEN: Final = {"kind": 3, "type": 2, "crisis": 2, "grave": 2}
"""Texts in which a feature must occur."""
HANDS: Final = 2
"""Hands in whose texts it must occur: what only one writes says little about others."""
FREEDOM: Final = {"kind": 0.005, "type": 0.003, "crisis": 0.003, "grave": 0.003}
"""The more a model may give to single features (`C`), the less it holds for other texts."""
RUNS: Final = {"kind": 1.0, "type": 1.3, "crisis": 1.3, "grave": 1.3}
"""How loud runs of characters are beside words of the lexicon, whose loudness is 1."""
OF_OTHERS: Final = 6.0
"""How often a text of another hand counts: most texts are of one hand."""
OF_COMPLAINTS: Final = ("type", "grave")
LOUD: Final = {"crisis": ALARM, "grave": GRAVE}
"""Questions with one answer, which is given or not."""
LEAST_RARITY: Final = 0.2
"""What stands in nearly every text is not quite silent."""


def main() -> None:
    """Learn, or only check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--leave", default="", metavar="NAME")
    options = parser.parse_args()
    texts = sets.complaints(sets.TUNE, without=options.leave)
    if options.check:
        for question in FREEDOM:
            _check(question, *_rows(question, texts))
        return
    learned = "\n".join(_learned(question, *_rows(question, texts)) for question in FREEDOM)
    if options.leave:
        _show_left(options.leave, learned)
    else:
        FILE.write_text(learned, encoding="utf-8")
        print(FILE, FILE.stat().st_size, "bytes")


def _rows(
    question: str, texts: Sequence[sets.Complaint]
) -> tuple[list[dict[str, float]], list[str], list[float]]:
    """Features, label and weight of each text that the question is asked of; rare features left out."""
    chosen = [row for row in texts if question not in OF_COMPLAINTS or row.expect["complaint_type"]]
    rows = [features_of(find(row.text)) for row in chosen]
    counts = Counter(name for row in rows for name in row)
    hands: dict[str, set[str]] = defaultdict(set)
    for row, text in zip(rows, chosen, strict=True):
        for name in row:
            hands[name].add(text.hand)
    common = {name for name, of in hands.items() if counts[name] >= SEEN[question] and len(of) >= HANDS}
    kept = [{name: value for name, value in row.items() if name in common} for row in rows]
    shares = [OF_OTHERS if row.hand else 1.0 for row in chosen]
    return kept, [_label(question, row.expect) for row in chosen], shares


def _label(question: str, expect: dict[str, Any]) -> str:
    if question == "type":
        return str(expect["complaint_type"])
    if question == "crisis":
        return ALARM if expect["severity"] == CRISIS else "calm"
    if question == "grave":
        return GRAVE if expect["severity"] >= LARGE else "calm"
    return "praise" if expect.get("is_praise") else str(expect["kind"])


def _vectors(rows: list[dict[str, float]]) -> tuple[list[str], csr_matrix]:
    """Names of the features, and the rows with the narrow indices that the learner wants."""
    vectors = DictVectorizer()
    made = vectors.fit_transform(rows)
    narrow = (made.data, made.indices.astype("int32"), made.indptr.astype("int32"))
    return list(vectors.get_feature_names_out()), csr_matrix(narrow, shape=made.shape)


def _model(question: str) -> LinearSVC:
    return LinearSVC(C=FREEDOM[question], max_iter=3000, class_weight="balanced", random_state=7)


def _loudness(question: str, names: Sequence[str], vectors: csr_matrix) -> numpy.ndarray:
    """How much louder each feature speaks the fewer texts it stands in, on average as loud as before; runs,
    whose names begin with `=`, as loud as the question wants them.
    """
    seen = numpy.asarray((vectors > 0).sum(axis=0)).ravel() + 1
    rarities = numpy.sqrt(numpy.maximum(numpy.log(vectors.shape[0] / seen), LEAST_RARITY))
    runs = numpy.array([RUNS[question] if name.startswith("=") else 1.0 for name in names])
    return runs * rarities / numpy.average(rarities, weights=seen)


def _check(
    question: str, rows: list[dict[str, float]], labels: Sequence[str], shares: Sequence[float]
) -> None:
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    names, vectors = _vectors(rows)
    guessed = cross_val_predict(
        _model(question),
        vectors @ diags(_loudness(question, names, vectors)),
        labels,
        cv=folds,
        params={"sample_weight": numpy.array(shares)},
    )
    right = float(numpy.mean(guessed == numpy.array(labels)))
    macro = round(f1_score(labels, guessed, average="macro"), 3)
    print(question, "of texts not learned from: macro-F1", macro, right)


def _learned(
    question: str, rows: list[dict[str, float]], labels: Sequence[str], shares: Sequence[float]
) -> str:
    """The part of the file for one question."""
    names, vectors = _vectors(rows)
    loudness = _loudness(question, names, vectors)
    model = _model(question).fit(vectors @ diags(loudness), labels, sample_weight=shares)
    loud = LOUD.get(question)
    sign = -1 if loud == model.classes_[0] else 1
    answers = [loud] if loud else list(model.classes_)
    weights = numpy.rint(sign * (model.coef_ * loudness).T * 1000).astype(int)
    lines = ["\t".join([f"[{question}]\nlabel", *answers])]
    lines.append("\t".join(["bias", *(str(round(sign * one * 1000)) for one in model.intercept_)]))
    for name, row in zip(names, weights, strict=True):
        if max(map(abs, row)) >= LEAST[question]:
            lines.append("\t".join([name, *map(str, row)]))
    return "\n".join(lines) + "\n"


def _show_left(name: str, learned: str) -> None:
    """Score the texts of the hand left out with weights that do not know it; the file stays as it was."""
    known = FILE.read_text(encoding="utf-8")
    FILE.write_text(learned, encoding="utf-8")
    try:
        show({name: measure(f"{sets.TUNE}_{name}", lambda text: asdict(read(text)))})
    finally:
        FILE.write_text(known, encoding="utf-8")


if __name__ == "__main__":
    main()
