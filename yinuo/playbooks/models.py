"""Published playbooks and reference tables: immutable once written, nothing updates their content."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person


class PlaybookVersion(models.Model):
    """One published version of a playbook, frozen: tickets opened under it keep it.

    `source` is the files as written, `content` the validated playbook, `chapters` tells for each chapter the
    checksum and the number of the version in which it last changed.
    """

    slug = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    source = models.JSONField()
    content = models.JSONField()
    chapters = models.JSONField()
    checksum = models.CharField(max_length=64)
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["slug", "number"], name="playbook_number_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(is_current=True), name="playbook_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.number}"


class ReferenceTable(models.Model):
    """One version of a reference table; a decision stores the version it was made by.

    A change is a new version with its own first day; the rows of a version never change.
    """

    class Kind(models.TextChoices):
        TARIFF = "tariff", "价目表"
        ZONES = "zones", "服务区域"
        GOODS = "goods", "违禁品目录"
        LANES = "lanes", "线路时效"
        SURCHARGES = "surcharges", "装卸费及其他费用"
        SERVICES = "services", "保价与代收货款"
        AGREEMENTS = "agreements", "客户协议"

    kind = models.CharField(max_length=12, choices=Kind)
    version = models.PositiveIntegerField()
    rows = models.JSONField()
    in_force_from = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "version"], name="table_version_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "-in_force_from", "-version"], name="table_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
