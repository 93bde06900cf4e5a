"""Keeping what is known of a ticket for a dispute."""

from django.http import HttpResponse
from django.urls import reverse

from yinuo.core.keeping import may
from yinuo.desk import holding
from yinuo.desk.access import DeskRequest, only
from yinuo.tickets import queries


@only(may.hold)
def hold(request: DeskRequest, ref: str) -> HttpResponse:
    """Keep it, or lift that again."""
    ticket = queries.ticket(request.user, ref)
    return holding.ask(request, ticket, back=reverse("ticket", args=[ref]))
