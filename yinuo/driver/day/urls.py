"""Addresses of the driver's day."""

from django.urls import path

from yinuo.driver.day import handing, me

urlpatterns = [
    path("duty/", me.duty, name="driver-duty"),
    path("hand-in/", handing.hand_in, name="driver-hand-in"),
    path("me/", me.me, name="driver-me"),
    path("me/pin/", me.pin, name="driver-pin"),
    path("me/consent/", me.consent, name="driver-consent"),
]
