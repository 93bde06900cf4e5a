"""The REST API's addresses: everything under /api/v1, described at /api/v1/openapi.json."""

from django.urls import path

from yinuo.api import openapi
from yinuo.api.app import api

_operations, _, _ = api.urls
app_name = "api"
urlpatterns = [
    path("openapi.json", openapi.described, name="openapi"),
    *(pattern for pattern in _operations if getattr(pattern, "name", "") != "api-root"),
]
