"""`python -m bench.language.training`: learns the weights of `complaints.rules.reading` from the tune set.

Needs scikit-learn, in an environment of its own; the desk does not. `--check` only prints what five folds say
of texts that a fold has not learned from (the lexicon itself was made with the tune set in sight).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy
from scipy.sparse import csr_matrix, diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bench.language import sets
from bench.language.complaining import CRISIS
from yinuo.complaints.rules.reading.finding import find
from yinuo.complaints.rules.reading.gravity import ALARM
from yinuo.complaints.rules.reading.weighing import features_of

FILE: Final = Path("yinuo/complaints/rules/reading/weights.txt")
LEAST: Final = 14
"""Thousandths below which a weight is not kept."""
SEEN: Final = 2
"""Texts in which a run of characters must occur."""
GIVING: Final = {"kind": 0.01, "type": 0.004, "crisis": 0.01}
"""The inverse strength of the regularisation."""
LEAST_RARITY: Final = 0.2
"""What stands in nearly every text is not quite silent."""


def main() -> None:
    """Learn, or only check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    parts = []
    for question in GIVING:
        rows, labels = _rows(question)
        _check(question, rows, labels)
        if not options.check:
            parts.append(_learned(question, rows, labels))
    if parts:
        FILE.write_text("\n".join(parts), encoding="utf-8")
        print(FILE, FILE.stat().st_size, "bytes")


def _rows(question: str) -> tuple[list[dict[str, float]], list[str]]:
    """Features and label of each text that the question is asked of; rare runs left out."""
    texts = sets.complaints(sets.TUNE)
    chosen = [row for row in texts if question != "type" or row.expect["complaint_type"]]
    rows = [features_of(find(row.text)) for row in chosen]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    kept = [{name: value for name, value in row.items() if counts[name] >= SEEN} for row in rows]
    return kept, [_label(question, row.expect) for row in chosen]


def _label(question: str, expect: dict[str, Any]) -> str:
    if question == "type":
        return str(expect["complaint_type"])
    if question == "crisis":
        return ALARM if expect["severity"] == CRISIS else "calm"
    return "praise" if expect.get("is_praise") else str(expect["kind"])


def _model(question: str) -> LinearSVC:
    return LinearSVC(C=GIVING[question], max_iter=3000, class_weight="balanced", random_state=7)


def _vectors(rows: list[dict[str, float]]) -> tuple[list[str], csr_matrix]:
    """Names of the features, and the rows with the narrow indices that the learner wants."""
    vectors = DictVectorizer()
    made = vectors.fit_transform(rows)
    narrow = (made.data, made.indices.astype("int32"), made.indptr.astype("int32"))
    return list(vectors.get_feature_names_out()), csr_matrix(narrow, shape=made.shape)


def _rarities(vectors: csr_matrix) -> numpy.ndarray:
    """How much louder each feature speaks the fewer texts it stands in; on average as loud as before."""
    seen = numpy.asarray((vectors > 0).sum(axis=0)).ravel() + 1
    rarities = numpy.sqrt(numpy.maximum(numpy.log(vectors.shape[0] / seen), LEAST_RARITY))
    return rarities / numpy.average(rarities, weights=seen)


def _check(question: str, rows: list[dict[str, float]], labels: Sequence[str]) -> None:
    folds = StratifiedKFold(5, shuffle=True, random_state=7)
    vectors = _vectors(rows)[1]
    guessed = cross_val_predict(_model(question), vectors @ diags(_rarities(vectors)), labels, cv=folds)
    right = float(numpy.mean(guessed == numpy.array(labels)))
    print(
        question,
        "of texts not learned from: macro-F1",
        round(f1_score(labels, guessed, average="macro"), 3),
        right,
    )


def _learned(question: str, rows: list[dict[str, float]], labels: Sequence[str]) -> str:
    """The part of the file for one question."""
    names, vectors = _vectors(rows)
    rarities = _rarities(vectors)
    model = _model(question).fit(vectors @ diags(rarities), labels)
    sign = -1 if question == "crisis" else 1
    answers = [ALARM] if question == "crisis" else list(model.classes_)
    weights = numpy.rint(sign * (model.coef_ * rarities).T * 1000).astype(int)
    lines = ["\t".join([f"[{question}]\nlabel", *answers])]
    lines.append("\t".join(["bias", *(str(round(sign * one * 1000)) for one in model.intercept_)]))
    for name, row in zip(names, weights, strict=True):
        if max(map(abs, row)) >= LEAST:
            lines.append("\t".join([name, *map(str, row)]))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
