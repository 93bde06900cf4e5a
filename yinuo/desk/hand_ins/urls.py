"""Addresses of the hand-ins."""

from django.urls import path

from yinuo.desk.hand_ins import views

urlpatterns = [
    path("", views.hand_ins, name="hand-ins"),
    path("<str:number>/count/", views.count, name="hand-in-count"),
]
