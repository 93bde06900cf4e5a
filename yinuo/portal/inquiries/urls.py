"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from yinuo.portal.inquiries import asking, reading

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/ask/", asking.ask, name="portal-ask"),
    path("p/questions/<slug:ref>/", reading.question, name="portal-question"),
]
