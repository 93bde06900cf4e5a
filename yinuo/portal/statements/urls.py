"""The address of a request for a statement."""

from django.urls import URLPattern, URLResolver, re_path

from yinuo.portal.statements import views

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^s/(?P<slug>[^/]{1,40})/?$", views.state, name="portal-statement"),
    re_path(
        r"^s/(?P<slug>[^/]{1,40})/files/(?P<file>[0-9]{1,18})/$", views.file, name="portal-statement-file"
    ),
]
