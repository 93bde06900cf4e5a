"""Addresses of approvals."""

from django.urls import path

from yinuo.desk.approvals import views

urlpatterns = [
    path("", views.waiting, name="approvals"),
    path("<int:pk>/approval/", views.approve, name="approve"),
    path("<int:pk>/refusal/", views.refuse, name="refuse"),
]
