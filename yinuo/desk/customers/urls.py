"""Addresses of the customers."""

from django.urls import path

from yinuo.desk.customers import views

urlpatterns = [
    path("", views.customers, name="customers"),
    path("<str:ref>/", views.customer, name="customer"),
    path("<str:ref>/edit/", views.edit, name="customer-edit"),
    path("<str:ref>/phones/", views.add_phone, name="customer-phone"),
]
