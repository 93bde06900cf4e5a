"""Addresses."""

from django.urls import URLPattern, URLResolver, path, re_path

from yinuo.portal.orders.taking import embedding, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/order/", views.order, name="portal-order"),
    path("p/order/check/", views.check, name="portal-order-check"),
    path("p/order/done/<slug:ref>/", views.done, name="portal-order-done"),
    re_path(r"^p/places/(?P<code>0|\d{6})/$", views.places_in, name="portal-places"),
    path("embed.js", embedding.script, name="portal-embed-script"),
    path("embed/order/", embedding.order, name="portal-embed-order"),
    path("embed/order/check/", embedding.check, name="portal-embed-check"),
    path("embed/order/done/<str:slug>/", embedding.done, name="portal-embed-done"),
    path("embed/track/", embedding.track, name="portal-embed-track"),
]
