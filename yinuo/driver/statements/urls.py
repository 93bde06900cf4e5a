"""Addresses of statements."""

from django.urls import path

from yinuo.driver.statements import views

urlpatterns = [
    path("statements/<int:pk>/", views.state, name="driver-statement"),
    path("statements/<int:pk>/files/<int:file>/", views.file, name="driver-statement-file"),
]
