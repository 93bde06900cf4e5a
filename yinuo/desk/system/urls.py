"""Addresses for machines and for the live stream."""

from django.urls import path

from yinuo.desk.system import health, stream

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("live/stream", stream.live_stream, name="live"),
]
