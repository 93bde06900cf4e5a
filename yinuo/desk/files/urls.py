"""Addresses of one's own files."""

from django.urls import path

from yinuo.desk.files import views

urlpatterns = [
    path("", views.files, name="files"),
    path("<int:pk>/", views.file, name="file"),
]
