"""The text as it is read, and the way back to the text as it came."""

from hypothesis import given
from hypothesis import strategies as st

from yinuo.orders.rules.understanding.atoms import Plain


def test_one_form() -> None:
    """R025: full width, traditional script, capitals and invisible marks."""
    assert Plain.of("１３８ＫＧ\u200b兩噸").text == "138kg两吨"
    assert Plain.of("2㎥\t3\r4").text == "2m3 3\n4"


def test_the_piece_as_it_came() -> None:
    """R025: one character may become several, and the way back keeps it whole."""
    plain = Plain.of("約2.5㎥貨")
    at = plain.text.index("m3")
    assert plain.said(at, at + 2) == "㎥"
    assert plain.said(at, at + 1) == "㎥"
    assert plain.said(0, len(plain.text)) == "約2.5㎥貨"


@given(st.text(max_size=80), st.data())
def test_positions_map_back(text: str, data: st.DataObject) -> None:
    """R025: every position of the read form lies in the original, in order."""
    plain = Plain.of(text)
    assert len(plain.origins) == len(plain.text) + 1
    assert list(plain.origins) == sorted(plain.origins)
    assert plain.origins[-1] == len(text)
    start = data.draw(st.integers(0, len(plain.text)))
    end = data.draw(st.integers(start, len(plain.text)))
    first, last = plain.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert plain.said(start, end) == text[first:last]
