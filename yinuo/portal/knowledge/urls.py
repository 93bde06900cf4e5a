"""Addresses."""

from django.urls import URLPattern, URLResolver, path

from yinuo.portal.knowledge import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/news/", views.news, name="portal-news"),
    path("p/news/<slug:ref>/", views.announcement, name="portal-announcement"),
]
