"""Small marks: what they draw, and that nothing a person typed becomes markup."""

import pytest
from django.template import TemplateSyntaxError

from tests.ui.drawing import draw

HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "source",
    [
        "{% chip text=word %}",
        "{% chip text='x' tone=word %}",
        "{% badge n=1 label=word %}",
        "{% kbd keys=word %}",
        "{% avatar name=word title=word %}",
        "{% phone number=word %}",
        "{% icon name='send' label=word %}",
        "{% button label=word title=word href=word key=word copies=word %}",
        "{% button label=word only_icon=True %}",
        "{% hint key='j' label=word %}",
        "{% swap get=word into=word when=word %}",
        "{% countdown paused=word %}",
        "{% panel title=word sub=word id=word %}{{ word }}{% endpanel %}",
        "{% dialog id='d' title=word %}{{ word }}{% enddialog %}",
        "{% banner %}{{ word }}{% endbanner %}",
        "{% emptystate title=word %}{{ word }}{% endemptystate %}",
        "{% table caption=word %}{{ word }}{% endtable %}",
        "{% pager older=word text=word %}",
        "{% region id=word on=word src=word label=word %}{{ word }}{% endregion %}",
        "{% form action=word id=word label=word draft=word %}{{ word }}{% endform %}",
    ],
)
def test_what_people_typed_stays_text(source: str) -> None:
    assert "<script" not in draw(source, word=HOSTILE)


def test_a_misspelt_parameter_does_not_compile() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw("{% chip text='x' tome='warn' %}")


def test_parameters_are_named() -> None:
    with pytest.raises(TemplateSyntaxError):
        draw("{% icon 'send' %}")


def test_an_icon_is_decoration_unless_it_speaks() -> None:
    assert 'aria-hidden="true"' in draw("{% icon name='send' %}")
    assert 'role="img"' in draw("{% icon name='send' label='发送' %}")
    assert 'href="/static/build/icons.svg#send"' in draw("{% icon name='send' %}")


def test_a_counter_hides_at_zero_and_ends_at_99() -> None:
    assert draw("{% badge n=0 %}") == ""
    assert draw("{% badge n=0 always=True %}") == '<span class="count">0</span>'
    assert draw("{% badge n=128 tone='bad' %}") == '<span class="count count--bad">99+</span>'


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        ("j", ["J"]),
        ("g o", ["G", "O"]),
        ("Ctrl+Enter", ["Ctrl ↵"]),
        ("Enter", ["Enter"]),
        ("/ | Ctrl+K", ["/"]),
        ("Shift+E", ["Shift E"]),
        ("+", ["+"]),
    ],
)
def test_key_caps(keys: str, caps: list[str]) -> None:
    assert draw("{% kbd keys=keys %}", keys=keys) == " ".join(f'<kbd class="kbd">{cap}</kbd>' for cap in caps)


@pytest.mark.parametrize(
    ("fen", "text"), [(32000, "320 元"), (32050, "320.50 元"), (0, "0 元"), (-500, "-5 元"), (None, "—")]
)
def test_money_is_written_in_yuan(fen: int | None, text: str) -> None:
    assert draw("{% money fen=fen %}", fen=fen) == text


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        ("13800006621", ["138", "0000", "6621"]),
        ("138****6621", ["138", "****", "6621"]),
        ("0755-88551234", ["0755-88551234"]),
        ("问门卫", ["问门卫"]),
    ],
)
def test_a_number_is_grouped_without_spaces(number: str, groups: list[str]) -> None:
    """R027: shown in groups, copied as digits."""
    drawn = draw("{% phone number=number %}", number=number)
    assert drawn == '<span class="tel">' + "".join(f"<span>{group}</span>" for group in groups) + "</span>"
