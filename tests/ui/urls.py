"""Addresses for the tests of the pages' frame."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def broken(request: HttpRequest) -> HttpResponse:
    """A defect."""
    raise RuntimeError("a defect")


def denied(request: HttpRequest) -> HttpResponse:
    """Not for you."""
    raise PermissionDenied


urlpatterns = [
    path("ui/components/", include("yinuo.ui.components")),
    path("broken/", broken),
    path("denied/", denied),
]
