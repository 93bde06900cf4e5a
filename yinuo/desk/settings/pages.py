"""How the pages of the settings are drawn: with the doors to the other parts beside them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpResponse

from yinuo.desk.access import DeskRequest
from yinuo.desk.settings import sections
from yinuo.ui import regions as ui_regions


def render(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    regions: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """A page or one of its regions, see `ui.regions.render`."""
    framed = {"doors": sections.doors(request.user, request.path), **context}
    return ui_regions.render(request, template, framed, regions=regions, status=status)
