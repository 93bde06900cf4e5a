"""What customers wrote, and what their words turned out to mean."""

from typing import ClassVar

from django.db import models

from yinuo.orders.models.orders import Order
from yinuo.staff.models import Person


class OrderText(models.Model):
    """A text of the customer's from which a draft was filled, kept as an example to learn from.

    `understood` says what was read: `intent`; `elements`, each with its key, the text for its input (`typed`)
    and where it stands in the text (`start`, `end`, `sure` in percent); the `fees` by name in fen; the keys
    that went into the draft (`filled`); what was not understood (`unread`), what is to be asked (`missing`).
    `corrected` has by key what was confirmed instead. Forgotten with the order's personal part.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="texts")
    text = models.TextField(max_length=2000)
    understood = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "-id"], name="order_text_newest")
        ]

    def said(self) -> dict[str, str]:
        """What the text says of each element, as its input takes it."""
        elements = self.understood.get("elements", [])
        return {one["key"]: one["typed"] for one in elements if one["typed"]}


class PlaceName(models.Model):
    """A name that this company's customers use for a place, learnt when an agent said which one is meant.

    `place` is the identity of a row of the zones table; `times` how often it was chosen.
    """

    name = models.CharField(max_length=40)
    place = models.CharField(max_length=130)
    times = models.PositiveIntegerField(default=1)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["name", "place"], name="place_name_once")
        ]
