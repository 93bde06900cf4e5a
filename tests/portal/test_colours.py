"""Colours that can be read, whatever the company likes."""

from hypothesis import given
from hypothesis import strategies as st

from yinuo.portal import colours


def _rgb(said: str) -> colours.Rgb:
    red, green, blue = bytes.fromhex(said[1:])
    return red, green, blue


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_gives_words_that_can_be_read(number: int) -> None:
    """White on the fill, coloured words on every ground they stand on: 4.5 to 1 at least."""
    colour = f"{number:06x}"
    for palette, grounds in (
        (colours.light(colour), ("#ffffff", "#f4f6f9")),
        (colours.dark(colour), ("#1f2530",)),
    ):
        assert colours.contrast((255, 255, 255), _rgb(palette.brand)) >= 4.5
        assert colours.contrast((255, 255, 255), _rgb(palette.hover)) >= 4.5
        for ground in (*grounds, palette.soft):
            assert colours.contrast(_rgb(palette.text), _rgb(ground)) >= 4.5
