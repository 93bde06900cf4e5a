"""Addresses."""

from django.urls import URLPattern, URLResolver, path, re_path

from yinuo.portal.system import privacy, verifying, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/", views.start, name="portal"),
    path("p/language/", views.language, name="portal-language"),
    re_path(r"^p/colours/(?P<colour>[0-9a-f]{6})\.css$", views.colour_sheet, name="portal-colours"),
    path("p/logo/", views.logo, name="portal-logo"),
    path("p/privacy/", privacy.privacy, name="portal-privacy"),
    path("p/verify/", verifying.verify, name="portal-verify"),
    path("p/verify/out/", verifying.sign_out, name="portal-sign-out"),
]
