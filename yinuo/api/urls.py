"""The REST API's addresses: everything under /api/v1, described at /api/v1/openapi.json."""

from django.urls import path

from yinuo.api import openapi
from yinuo.api.app import api
from yinuo.api.gateways import views as gateways

_operations, _, _ = api.urls
app_name = "api"
urlpatterns = [
    path("openapi.json", openapi.described, name="openapi"),
    path("gateways/<str:ref>/receipts", gateways.receipts, name="gateway_receipts"),
    path("gateways/<str:ref>/replies", gateways.replies, name="gateway_replies"),
    *(pattern for pattern in _operations if getattr(pattern, "name", "") != "api-root"),
]
