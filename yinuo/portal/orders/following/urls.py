"""Addresses; those under /t/ are the same pages for who holds the signed link."""

from django.urls import URLPattern, URLResolver, path, re_path

from yinuo.portal.orders.following import changing, finding, history, rating, views

LINK = r"^t/(?P<slug>[^/]{1,40})"
urlpatterns: list[URLPattern | URLResolver] = [
    path("p/orders/", history.orders, name="portal-orders"),
    path("p/track/", finding.track, name="portal-track"),
    path("p/track/<slug:ref>/", views.order, name="portal-tracked"),
    path("p/track/<slug:ref>/live/", views.live, name="portal-tracked-live"),
    path("p/track/<slug:ref>/call/", views.call, name="portal-call"),
    path("p/track/<slug:ref>/proof/<int:pk>/", views.proof, name="portal-proof"),
    path("p/track/<slug:ref>/rate/", rating.rate, name="portal-rate"),
    path("p/track/<slug:ref>/change/", changing.change, name="portal-change"),
    path("p/track/<slug:ref>/cancel/", changing.cancel, name="portal-cancel"),
    re_path(rf"{LINK}/?$", views.order, name="portal-link"),
    re_path(rf"{LINK}/live/$", views.live, name="portal-link-live"),
    re_path(rf"{LINK}/call/$", views.call, name="portal-link-call"),
    re_path(rf"{LINK}/proof/(?P<pk>\d{{1,18}})/$", views.proof, name="portal-link-proof"),
    re_path(rf"{LINK}/rate/$", rating.rate, name="portal-link-rate"),
]
