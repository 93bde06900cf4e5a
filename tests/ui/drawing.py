"""Drawing template source in tests."""

from typing import Any

from django.template import Context, Template


def draw(source: str, **context: Any) -> str:
    """What `source` draws, with the `ui` tags loaded."""
    return Template("{% load ui partials %}" + source).render(Context(context)).strip()
