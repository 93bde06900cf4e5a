"""Codes sent to a phone to prove that it is in somebody's hand."""

from typing import ClassVar

from django.db import models


class Code(models.Model):
    """One code sent to a number for one purpose; only its digest is kept.

    `tries` counts wrong answers; it is dead when they are used up, when it expired, when it was used or when
    a later one was sent.
    """

    phone = models.CharField(max_length=40)
    purpose = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone", "purpose", "-id"], name="code_newest"),
            models.Index(fields=["sent_at"], name="code_age"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"
