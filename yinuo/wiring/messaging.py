"""Every event may send a notice or a reminder, as the playbook says, and be told to a group by its robots."""

from django.urls import reverse

from yinuo.core import events
from yinuo.messaging import actions, queries

TABLE = (
    ("gateway.resting", actions.warn_of_gateway),
    ("gateway.back", actions.warn_of_gateway),
    (events.ANY, actions.react),
    (events.ANY, actions.tell),
)


def provide() -> None:
    """Tell messaging where a ticket's page is, for links in what leaves the desk."""
    queries.provide_path(lambda ref: reverse("ticket", args=[ref]))
