"""Addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("yinuo.portal.orders.taking.urls")),
    path("", include("yinuo.portal.orders.following.urls")),
]
