"""The figures of closed months."""

from typing import ClassVar

from django.db import models


class Frozen(models.Model):
    """The figures of a closed month as they were counted when it closed, of the whole company, one region or
    one team; they stand from then on, whatever is changed later (domain B10).

    `values` has by way of dividing (and under "" in total) the figures by row and column; `formulas` is the
    version of the formulas they were counted by.
    """

    class Of(models.TextChoices):
        COMPANY = "COMPANY", "全公司"
        REGION = "REGION", "区域"
        TEAM = "TEAM", "班组"

    report = models.CharField(max_length=20)
    month = models.DateField()
    of = models.CharField(max_length=8, choices=Of)
    of_id = models.BigIntegerField(default=0)
    formulas = models.PositiveSmallIntegerField()
    values = models.JSONField()
    frozen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["month", "report", "of", "of_id"], name="frozen_once")
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.month:%Y-%m}"
