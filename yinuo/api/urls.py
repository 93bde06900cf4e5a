"""The REST API's addresses: everything under /api/v1, described at /api/v1/openapi.json."""

from django.urls import path

from yinuo.api.app import api

urlpatterns = [path("", api.urls)]
