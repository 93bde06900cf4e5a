"""Reading the ledger of events in a test."""

from yinuo.core.models import Event


def kinds() -> list[str]:
    """The kinds of all events, the oldest first."""
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def last(kind: str) -> Event:
    """The newest event of this kind. Raises Event.DoesNotExist."""
    return Event.objects.filter(kind=kind).latest("id")
