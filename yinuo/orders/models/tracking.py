"""Looking after an order: the tracking record, what goes wrong."""

from typing import ClassVar

from django.db import models

from yinuo.orders.models.orders import Order
from yinuo.staff.models import Person


class TrackingEntry(models.Model):
    """One line of the tracking record: who looked after the order, when, what about, with which result
    (R095).
    """

    class What(models.TextChoices):
        CALL_REMINDER = "CALL_REMINDER", "电话通知"
        PICKUP = "PICKUP", "提货跟踪"
        DELIVERY = "DELIVERY", "配送跟踪"
        POSITION = "POSITION", "在途"
        OTHER = "OTHER", "其他"

    class How(models.TextChoices):
        CALL = "CALL", "电话"
        SMS = "SMS", "短信"
        SEEN = "SEEN", "查看"

    order = models.ForeignKey(Order, models.CASCADE, related_name="tracking")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=16, choices=What)
    how = models.CharField(max_length=8, choices=How)
    spoke_with = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    overdue_seconds = models.PositiveIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "-id"], name="tracking_newest")
        ]


class OrderException(models.Model):
    """Something that keeps an order from its time, with its cause; objective causes are
    counted apart (R088).

    `department` (a key of the playbook's) is who deals with it inside the company, `result` what came of it:
    the summary for sales tells both (R099).
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="exceptions")
    cause = models.CharField(max_length=40)
    is_objective = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    department = models.CharField(max_length=40, blank=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=200, blank=True)
