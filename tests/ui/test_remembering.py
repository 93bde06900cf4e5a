"""A part of a page that is drawn once for the same values, and never for others (ui/tags/remembering.py)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from yinuo.core import clock
from yinuo.staff.models import Person
from yinuo.ui.tags import remembering


@dataclass(frozen=True)
class Row:
    name: str
    marks: tuple[str, ...] = ()


def part(text: str) -> Template:
    return Template("{% load i18n ui %}" + text)


def draw(template: Template, **values: Any) -> str:
    return template.render(Context(values))


def test_other_values_are_drawn_anew() -> None:
    template = part(
        "{% remember row=row %}{{ row.name }}{% for m in row.marks %}-{{ m }}{% endfor %}{% endremember %}"
    )
    assert draw(template, row=Row("a")) == "a"
    assert draw(template, row=Row("b")) == "b"
    assert draw(template, row=Row("a", ("x",))) == "a-x"
    assert draw(template, row=Row("a")) == "a"


def test_nothing_but_the_named_values_is_known() -> None:
    """Who looks is no part of it: what one person saw cannot hang on another's name."""
    template = part("{% remember name=name %}{{ name }}{{ person }}{{ request.path }}{% endremember %}")
    assert draw(template, name="a", person="李敏", request=RequestFactory().get("/x/")) == "a"


def test_masked_and_full_are_different_values() -> None:
    """R333: what was drawn in full for its owner is not shown to whom it is masked for."""
    template = part("{% remember phone=phone %}{% phone number=phone %}{% endremember %}")
    assert "13800006621" in draw(template, phone="13800006621").replace("</span><span>", "")
    assert "6621" in draw(template, phone="138****6621")
    assert "0000" not in draw(template, phone="138****6621")


def test_values_of_another_kind_are_other_values() -> None:
    template = part("{% remember value=value %}{{ value }}{% endremember %}")
    assert draw(template, value=mark_safe("<i>")) == "<i>"
    assert draw(template, value="<i>") == "&lt;i&gt;"
    assert [draw(template, value=value) for value in (1, True, 1.0, "1")] == ["1", "True", "1.0", "1"]


def test_another_language_is_drawn_anew() -> None:
    template = part("{% remember %}{% translate '保存' %}{% endremember %}")
    with translation.override("zh-hans"):
        assert draw(template) == "保存"
    with translation.override("en"):
        assert draw(template) == "Save"


def test_a_row_of_the_database_is_refused() -> None:
    with pytest.raises(TypeError):
        draw(part("{% remember person=person %}{{ person.name }}{% endremember %}"), person=Person(pk=1))


def test_the_clock_is_refused_outside_of_holes() -> None:
    due = clock.now() + timedelta(minutes=4)
    with pytest.raises(RuntimeError):
        draw(part("{% remember due=due %}{% countdown due=due %}{% endremember %}"), due=due)


def test_a_hole_is_filled_anew_from_around_it() -> None:
    template = part(
        "{% remember a=a %}({{ a }}{% if a %}{% fresh %}{{ b }}{% endfresh %}{% endif %}){% endremember %}"
    )
    assert [draw(template, a=a, b=b) for a, b in ((1, "x"), (1, "y"), (0, "z"))] == ["(1x)", "(1y)", "(0)"]


def test_a_form_in_it_has_the_token_of_each_request() -> None:
    template = part(
        "{% remember %}{% remember %}{% form action='/x/' %}{% endform %}{% endremember %}{% endremember %}"
    )

    def token_of(request: HttpRequest) -> str:
        drawn = draw(template, request=request)
        return drawn.partition('value="')[2].partition('"')[0]

    first, second = RequestFactory().get("/"), RequestFactory().get("/")
    secrets = [get_token(one) and one.META["CSRF_COOKIE"] for one in (first, second)]
    assert secrets[0] != secrets[1]
    assert len({token_of(first), token_of(second)}) == 2
    assert token_of(first) != ""


def test_it_forgets_when_it_knows_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST", 3)
    template = part("{% remember n=n %}{{ n }}{% endremember %}")
    (node,) = template.nodelist.get_nodes_by_type(remembering.Remember)
    assert isinstance(node, remembering.Remember)
    assert [draw(template, n=n) for n in range(10)] == [str(n) for n in range(10)]
    assert len(node._known) <= 3
