"""Folding and search terms: what is written in a text is found in it, in whichever form it was typed."""

import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yinuo.core.text import bigrams, fold

CHINESE = "物流客服态度没有送水車車车臺台王"
texts = st.text(alphabet=st.sampled_from(CHINESE + "，。 aB1２-Ａ"), max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("客戶服務", "客户服务"),
        ("軟體　臺灣", "软体 台湾"),
        ("  a \n\t b ", "a b"),
        ("乾坤乾燥", "干坤干燥"),
        ("１３８\u200b００００\ufeff６６２１", "13800006621"),
        ("Straße", "strasse"),
        ("㎏ ㎡ ①", "kg m2 1"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold.fold(text) == folded


@given(st.text(max_size=40))
@example("ﾊﾟ\u0345\u00ad\u0301")
def test_folding_twice_changes_nothing(text):
    once = fold.fold(text)
    assert fold.fold(once) == once


def test_folding_every_character_twice_changes_nothing():
    for code in range(sys.maxunicode + 1):
        once = fold.fold(chr(code))
        assert fold.fold(once) == once, hex(code)


@given(st.text(alphabet=st.characters(categories=["Lo"]), max_size=40))
def test_a_piece_folds_as_in_its_text(text):
    composed = unicodedata.normalize("NFKC", text)
    assert fold.simplify(composed[1:]) == fold.simplify(composed)[1:]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("没有送水", "没有 有送 送水 水"),
        ("没有，送水", "没有 有 送水 水"),
        ("水", "水"),
        ("工号8011，沪A-1234B", "工号 号 8011 沪 a 1234b"),
        ("客戶", "客户 户"),
        ("x" * 100, "x" * 64),
        ("…、！ '\"*:()", ""),
    ],
)
def test_index_terms(text, terms):
    assert bigrams.index_terms(text) == terms


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("没有送水", [["没有", "有送", "送水"]]),
        ("送水", [["送水"]]),
        ("水", [["水"]]),
        ("送水 送水 8011号", [["送水"], ["8011"], ["号"]]),
        ('NOT "a" OR b*', [["not"], ["a"], ["or"], ["b"]]),
        ("，", []),
    ],
)
def test_query_terms(text, groups):
    assert bigrams.query_terms(text) == groups


def test_only_a_single_character_is_a_prefix():
    assert [bigrams.is_prefix(group) for group in bigrams.query_terms("水 送水 没有送水 a 7")] == [
        True,
        False,
        False,
        False,
        False,
    ]


@given(st.text(max_size=60))
def test_terms_are_letters_and_digits_only(text):
    for term in bigrams.index_terms(text).split(" "):
        assert term == "" or (term.isalnum() and len(term) <= bigrams.LONGEST_TERM)


def fts5_match(groups):
    phrases = ('"' + " ".join(group) + '"' + ("*" if bigrams.is_prefix(group) else "") for group in groups)
    return " AND ".join(phrases)


def found(indexed, sought):
    groups = bigrams.query_terms(sought)
    with sqlite3.connect(":memory:") as engine:
        engine.execute("create virtual table texts using fts5(terms, content='', tokenize='ascii')")
        engine.execute("insert into texts(rowid, terms) values (1, ?)", [bigrams.index_terms(indexed)])
        rows = engine.execute("select rowid from texts where texts match ?", [fts5_match(groups)])
        return rows.fetchone() is not None


@given(texts, st.text(alphabet=st.sampled_from(CHINESE), min_size=1, max_size=4))
@example("没有，送水", "有送")
@example("客戶服務", "户服")
def test_a_run_of_chinese_is_found_exactly_where_it_stands(text, piece):
    """Any piece of one or more Chinese characters is found if, and only if, the folded text contains it."""
    assert found(text, piece) == (fold.fold(piece) in fold.fold(text))


@given(texts.filter(lambda text: bigrams.query_terms(text)))
def test_a_text_is_found_by_itself(text):
    assert found(text, text)
