"""What the company tells everybody, and what it knows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person


class Announcement(models.Model):
    """A piece of news with its source and its date (R024), shown to customers, to our people, or to both.

    With a `topic` it is no news but an answer that a leader found out, kept for the next one who is asked
    (R117): the topic is the kind of question, `title` the question, `body` the answer; for our people only.
    """

    class Audience(models.TextChoices):
        ALL = "ALL", "客户和员工"
        CUSTOMERS = "CUSTOMERS", "客户"
        STAFF = "STAFF", "员工"

    ref = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=80)
    body = models.TextField(max_length=4000)
    source = models.CharField(max_length=60)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    published_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    is_pinned = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    form_key = models.CharField(max_length=40, unique=True, null=True)
    topic = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-published_at", "-id"], name="announcement_newest"),
            models.Index(
                fields=["topic", "-published_at", "-id"], name="announcement_topic", condition=~Q(topic="")
            ),
        ]

    def __str__(self) -> str:
        return self.title
