"""Addresses of the customers."""

from django.urls import path

from yinuo.desk.customers import commercial, keeping, views, vulgar

urlpatterns = [
    path("", views.customers, name="customers"),
    path("vulgar/", vulgar.vulgar, name="vulgar-calls"),
    path("<str:ref>/", views.customer, name="customer"),
    path("<str:ref>/edit/", views.edit, name="customer-edit"),
    path("<str:ref>/phones/", views.add_phone, name="customer-phone"),
    path("<str:ref>/commercial/", commercial.commercial, name="customer-commercial"),
    path("<str:ref>/erasure/", keeping.erase, name="customer-erase"),
    path("<str:ref>/hold/", keeping.hold, name="customer-hold"),
]
