"""Addresses of the announcements."""

from django.urls import path

from yinuo.desk.knowledge import views, writing

urlpatterns = [
    path("", views.news, name="news"),
    path("all/", views.everything, name="news-all"),
    path("new/", writing.new, name="news-new"),
    path("<slug:ref>/", views.announcement, name="news-one"),
    path("<slug:ref>/edit/", writing.edit, name="news-edit"),
    path("<slug:ref>/withdrawal/", writing.withdraw, name="news-withdrawal"),
]
