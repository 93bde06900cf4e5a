"""The address of a request for a statement."""

from django.urls import URLPattern, URLResolver, re_path

from yinuo.portal.statements import views

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^s/(?P<slug>[^/]{1,40})/?$", views.state, name="portal-statement"),
]
