"""Answers to htmx: a named part of a page, nothing, or another page.

A page template holds its regions as named partials; a region's name is its element's id and a noun. htmx
names the element it will replace in HX-Target (`desk-region#queue`); the browser never names a template.
"""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as render_template
from django.utils.cache import patch_vary_headers

from yinuo.ui import toasts


def asked(request: HttpRequest) -> str:
    """The region this request aims at; empty for a whole page."""
    if not request.headers.get("HX-Request"):
        return ""
    return unquote(request.headers.get("HX-Target", "").partition("#")[2])


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    regions: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Answer with the region asked for, if it is one of `regions`, else with the whole page.

    A refused form is answered with `status=422`: htmx swaps it, and the focus goes to the first gap.
    """
    region = asked(request)
    name = f"{template}#{region}" if region in regions else template
    response = render_template(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return toasts.carry(request, response)


def done(request: HttpRequest, *, closes_dialog: bool = False) -> HttpResponse:
    """Answer that it is done and nothing is to be swapped: regions follow their signals by themselves."""
    response = HttpResponse(status=204)
    if closes_dialog:
        toasts.trigger(response, "dialog:close")
    return toasts.carry(request, response)


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Send the person to another page, from a form as from htmx."""
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response
