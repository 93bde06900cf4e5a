"""Addresses of signing in and out."""

from django.urls import path

from yinuo.driver.system import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="driver-sign-in"),
    path("sign-out/", sign_in.sign_out, name="driver-sign-out"),
]
