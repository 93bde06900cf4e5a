"""What was handed in on a case: evidence with a statement, and what of it was passed on to whom."""

from django.db import models

from yinuo.complaints.models.complaint import Statement
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment


class Evidence(models.Model):
    """A picture or PDF that came with a statement; hash, who and when stand on the attachment."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, primary_key=True, related_name="evidence")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="evidence")


class Passed(models.Model):
    """That a file was passed on: to the customer, to whom a statement is asked of, or to somebody outside.

    `attachment` is the version that was passed; where parts of it are blacked out later, the reader sees that
    version. `whom` names who got it outside: a regulator, an insurer.
    """

    class To(models.TextChoices):
        CUSTOMER = "CUSTOMER", "客户"
        STATEMENT = "STATEMENT", "请说明的人"
        OUTSIDE = "OUTSIDE", "外部单位"

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="passed")
    to = models.CharField(max_length=12, choices=To)
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="passed")
    whom = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
