"""May the goods go: accept, review, reject (R048–R050)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules import screening
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules.tables import GoodsRow

GOODS = (
    GoodsRow(name="汽油", synonyms=("柴油",), verdict="reject", category="易燃液体"),
    GoodsRow(name="汽油滤清器", verdict="ok"),
    GoodsRow(
        name="电池", synonyms=("蓄电池",), verdict="review", questions=("有没有漏液？", "是不是锂电池？")
    ),
    GoodsRow(name="电池盒", verdict="ok"),
)


def judged(name: str, **answers: str) -> screening.Screening:
    said = {screening.key_of(ask): answer for ask, answer in answers.items()}
    return screening.screen(name, GOODS, said)


@pytest.mark.parametrize("name", ["汽油", "桶装汽油", "汽 油", "汽-油", "柴油20桶", "汽油和汽油滤清器"])
def test_prohibited_goods_are_refused(name: str) -> None:
    """R049 R050: a prohibited word is found however it is written, with its category."""
    found = judged(name)
    assert found.verdict is Verdict.REJECT
    assert found.reason is not None
    assert found.reason.row.category == "易燃液体"


@pytest.mark.parametrize("name", ["汽油滤清器", "电池盒", "棉布", ""])
def test_what_only_sounds_alike_passes(name: str) -> None:
    """R048: a longer harmless word takes precedence over the shorter one inside it."""
    assert judged(name).verdict is Verdict.ACCEPT


def test_goods_under_review_wait_for_their_answers() -> None:
    """R048: review asks; every no lets it go, one yes refuses it."""
    assert judged("蓄电池").is_open
    half = judged("蓄电池", **{"有没有漏液？": "no"})
    assert [ask.ask for ask in half.unanswered] == ["是不是锂电池？"]
    done = judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "no"})
    assert done.verdict is Verdict.REVIEW
    assert not done.is_open
    assert judged("蓄电池", **{"有没有漏液？": "no", "是不是锂电池？": "yes"}).verdict is Verdict.REJECT


def test_the_decision_keeps_the_tables_version() -> None:
    """R050: what was decided is kept with the words that hit and the version of the table."""
    stored = judged("桶装汽油").stored(7)
    assert stored == {
        "verdict": "reject",
        "version": 7,
        "hits": [{"word": "汽油", "goods": "汽油", "category": "易燃液体"}],
    }


@given(st.text(max_size=8), st.text(max_size=8))
def test_no_wrapping_hides_a_prohibited_word(before: str, after: str) -> None:
    """R050: whatever stands around it, 柴油 is refused."""
    assert judged(f"{before}柴油{after}").verdict is Verdict.REJECT
