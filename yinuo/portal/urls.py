"""The customers' addresses, divided by the same words as the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("yinuo.portal.system.urls")),
    path("", include("yinuo.portal.orders.urls")),
    path("", include("yinuo.portal.inquiries.urls")),
    path("", include("yinuo.portal.complaints.urls")),
    path("", include("yinuo.portal.statements.urls")),
    path("", include("yinuo.portal.knowledge.urls")),
]
