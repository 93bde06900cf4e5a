"""Addresses of statements."""

from django.urls import path

from yinuo.desk.statements import views

urlpatterns = [
    path("", views.listed, name="statements"),
    path("<int:pk>/", views.state, name="statement"),
    path("<int:pk>/files/<int:file>/", views.file, name="statement-file"),
]
