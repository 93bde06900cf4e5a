"""Addresses of passing a complaint on."""

from django.urls import path

from yinuo.driver.complaints import views

urlpatterns = [
    path("complaint/", views.report, name="driver-complaint"),
    path("t/<str:ref>/complaint/", views.report_on, name="driver-job-complaint"),
]
