"""The drivers' addresses, divided by the same words as the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yinuo.driver.system.urls")),
    path("", include("yinuo.driver.day.urls")),
    path("", include("yinuo.driver.orders.urls")),
    path("", include("yinuo.driver.statements.urls")),
    path("", include("yinuo.driver.complaints.urls")),
]
