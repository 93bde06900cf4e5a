"""Addresses; under /c/ for whoever holds the signed link of a case."""

from django.urls import URLPattern, URLResolver, path, re_path

from yinuo.portal.complaints import complaining, ending, following, offers, rating, signing, telling

LINK = r"^c/(?P<slug>[^/]{1,40})"
urlpatterns: list[URLPattern | URLResolver] = [
    path("p/complain/", complaining.complain, name="portal-complain"),
    path("p/complain/follow/", following.find, name="portal-case-find"),
    re_path(rf"{LINK}/?$", following.case, name="portal-case"),
    re_path(rf"{LINK}/live/$", following.live, name="portal-case-live"),
    re_path(rf"{LINK}/received/$", following.received, name="portal-case-received"),
    re_path(rf"{LINK}/photo/(?P<pk>\d{{1,18}})/$", following.photo, name="portal-case-photo"),
    re_path(rf"{LINK}/more/$", telling.more, name="portal-case-more"),
    re_path(rf"{LINK}/offer/$", offers.answer, name="portal-case-offer"),
    re_path(rf"{LINK}/agreement/$", signing.agreement, name="portal-case-agreement"),
    re_path(rf"{LINK}/agreement\.pdf$", signing.paper, name="portal-case-paper"),
    re_path(rf"{LINK}/rate/$", rating.rate, name="portal-case-rate"),
    re_path(rf"{LINK}/reopen/$", ending.reopen, name="portal-case-reopen"),
    re_path(rf"{LINK}/withdraw/$", ending.withdraw, name="portal-case-withdraw"),
]
