"""What a search finds."""

from typing import ClassVar

from django.db import models


class SearchText(models.Model):
    """What a search finds: one row per ticket or customer, so the newest has the highest id.

    `terms` are made in Python (`core.text.bigrams`), separated and surrounded by spaces; the scope of a
    ticket stands in the row. `tickets.rules.SEARCH` says how it is indexed; the engine differs by database.
    """

    class Kind(models.TextChoices):
        TICKET = "TICKET"
        CUSTOMER = "CUSTOMER"

    kind = models.CharField(max_length=8, choices=Kind)
    subject_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    given_to_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    terms = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["subject_id", "kind"], name="search_once")
        ]


class PhoneTail(models.Model):
    """The last four digits of a phone of a ticket or customer, in an indexed column of their own."""

    found = models.ForeignKey(SearchText, models.CASCADE, related_name="tails")
    tail = models.CharField(max_length=4)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tail", "found"], name="tail_once")
        ]
