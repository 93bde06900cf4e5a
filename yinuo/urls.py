"""Every address of the desk, by face."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("yinuo.api.urls")),
    path("", include("yinuo.desk.urls")),
]
