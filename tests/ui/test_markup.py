"""What a component drew once it draws again for the same values, and for no others."""

from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from yinuo.ui.tags import controls, marks, markup


def test_values_are_escaped_and_safe_ones_kept() -> None:
    assert markup.drawn("<b>{}{}</b>", '<i>"&', mark_safe("<i>")) == "<b>&lt;i&gt;&quot;&amp;<i></b>"
    assert (
        markup.attributes(title='a"b', disabled=True, hidden=False, id="", for_=0)
        == ' title="a&quot;b" disabled'
    )


def test_the_same_values_are_drawn_once() -> None:
    calls: list[object] = []

    @markup.once
    def component(*, text: Any) -> SafeString:
        calls.append(text)
        return markup.drawn("{}", text)

    assert component(text="a") == component(text="a") == "a"
    assert calls == ["a"]
    assert component(text="b") == "b"


def test_safe_and_unsafe_text_are_different_values() -> None:
    """The two are equal as texts; one must not be drawn for the other."""
    assert marks.chip(text=mark_safe("<i>")) == '<span class="chip"><i></span>'
    assert marks.chip(text="<i>") == '<span class="chip">&lt;i&gt;</span>'
    assert marks.chip(text=mark_safe("<i>")) == '<span class="chip"><i></span>'
    assert marks.badge(n=True) != marks.badge(n=1)


def test_lazy_words_and_objects_are_drawn_anew() -> None:
    """A lazy word is another in another language, and a row is equal to itself after its name changed."""

    class Named:
        name = "a"

        def __str__(self) -> str:
            return self.name

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 1

    one, word = Named(), gettext_lazy("保存")
    assert "a" in controls.button(label=one)
    one.name = "b"
    assert ">b<" in controls.button(label=one)
    with translation.override("zh-hans"):
        assert "保存" in controls.button(label=word)
    with translation.override("en"):
        assert "保存" not in controls.button(label=word)
