"""What a person means by what they typed, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text import fold
from yinuo.tickets import rules

HAN = st.text("王先生宏远汽配城火车站江苏省宿迁市區縣號", min_size=2, max_size=20)


@given(st.text(max_size=10), HAN, st.text(max_size=10), st.data())
def test_any_piece_of_two_characters_is_a_phrase_of_the_terms(
    before: str, text: str, after: str, data: st.DataObject
) -> None:
    """R021: whatever stands around it, a piece of Chinese text is found by what it is made of."""
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    terms = rules.search_terms([before + text + after], [])
    for phrase in rules.understand(text[start:end]).query.phrases:
        assert f" {' '.join(phrase)} " in terms


@given(st.text(max_size=200), st.text(max_size=30))
def test_whatever_is_typed_is_understood_as_plain_words(text: str, phone: str) -> None:
    """No quote, operator or control character ever reaches an engine."""
    wanted = rules.understand(text)
    for word in [word for phrase in wanted.query.phrases for word in phrase] + list(wanted.query.beginnings):
        assert word.isalnum()
    assert all(part.isalnum() for part in rules.search_terms([text], [phone]).split())


@pytest.mark.parametrize(
    ("text", "same"),
    [("宏遠汽配", "宏远汽配"), ("ＡＢ１２", "ab12"), ("Ab12", "aB12"), ("沒有送水", "没有送水")],
)
def test_script_width_and_case_do_not_matter(text: str, same: str) -> None:
    assert rules.understand(text) == rules.understand(same)


@pytest.mark.parametrize("text", ["138 0000 6621", "138-0000-6621", "+86 13800006621", "13800006621"])
def test_a_phone_in_any_written_form_is_one_word(text: str) -> None:
    assert rules.understand(text).query.phrases == (("13800006621",),)


@pytest.mark.parametrize("text", ["0527-88551234", "(0527) 8855 1234", "052788551234"])
def test_a_fixed_line_is_indexed_with_and_without_its_area(text: str) -> None:
    assert rules.search_terms([], [text]) == " 052788551234 88551234 "


@pytest.mark.parametrize("phone", ["0755-88551234转8011", "0755-88551234 ext 8011", "+86 755 8855 1234"])
def test_an_extension_is_no_tail(phone: str) -> None:
    """Callers name the last four digits of the number."""
    assert rules.phone_tails([phone]) == ["1234"]


def test_tails_are_named_once() -> None:
    assert rules.phone_tails(["13800006621", "025-88006621", "110", ""]) == ["6621"]


def test_four_digits_are_a_tail_and_the_rest_are_words() -> None:
    wanted = rules.understand("王先生 ６６２１")
    assert (wanted.tail, wanted.query.phrases) == ("6621", (("王先", "先生"),))
    assert rules.understand("6621").tail == "6621"
    assert rules.understand("66211").tail == ""


def test_one_character_is_a_beginning() -> None:
    assert rules.understand("王").query.beginnings == ("王",)


@pytest.mark.parametrize("text", ["", "  ", "？！", "\x00\u200b", "'\""])
def test_nothing_to_look_for(text: str) -> None:
    assert rules.understand(text).query.phrases == ()
    assert rules.understand(text).query.beginnings == ()


def test_only_what_could_be_a_number_is_looked_up_as_one() -> None:
    assert rules.understand(" C261120007 ").exact == "c261120007"
    assert rules.understand("王先生").exact == ""
    assert rules.understand("a b").exact == ""


def test_a_very_long_search_is_cut() -> None:
    """Huge input costs no more than a long one."""
    assert len(rules.understand("汽" * 100_000).query.phrases[0]) < 60
    assert len(rules.search_terms(["汽配" * 100_000], [])) < 20_100


def test_folding_is_the_texts_own() -> None:
    assert fold.fold("宏遠") == "宏远"
