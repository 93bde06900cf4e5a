"""Addresses of the promises; one promise as a dialog stands with the tickets."""

from django.urls import path

from yinuo.desk.promises import exporting, listing, sums, telling

urlpatterns = [
    path("promises/", listing.ledger, name="promises"),
    path("promises/by/<slug:by>/", sums.by, name="promises-by"),
    path("promises/export/", exporting.export, name="promises-export"),
    path("desk/<str:ref>/promises/", telling.story, name="ticket-promises"),
]
