"""The names that stand for places here, learnt from what agents chose."""

from collections.abc import Mapping
from typing import Final

from django.db.models import QuerySet

from yinuo.core.kept import Kept
from yinuo.orders.models import PlaceName
from yinuo.orders.rules import nicknames

MOST: Final = 2000
"""Names that are kept in mind, those used last."""
REREAD_SECONDS: Final = 5.0


def place_names() -> "QuerySet[PlaceName]":
    """Every name with what it was said to mean, the names used last first."""
    return PlaceName.objects.order_by("-used_at", "-pk")


def learnt() -> Mapping[str, nicknames.Uses]:
    """How often each place was chosen for each name; read once for all judgements of some seconds."""
    return _learnt.get()


def forget() -> None:
    """Read again what was learnt."""
    _learnt.forget()


def _read() -> Mapping[str, nicknames.Uses]:
    found: dict[str, dict[str, int]] = {}
    for name, place, times in place_names().values_list("name", "place", "times")[:MOST]:
        found.setdefault(name, {})[place] = times
    return found


_learnt: Kept[Mapping[str, nicknames.Uses]] = Kept(_read, REREAD_SECONDS)
