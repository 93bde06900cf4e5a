"""Whom we serve."""

from typing import ClassVar

from django.db import models
from django.db.models import QuerySet

from yinuo.staff.models import Person, Role

SEEING = (
    Role.AGENT,
    Role.TEAM_LEADER,
    Role.DISPATCHER,
    Role.MARKET_DEVELOPER,
    Role.MANAGER,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
)


class CustomerSet(QuerySet["Customer"]):
    """Customers, narrowed to what someone may see."""

    def visible_to(self, person: Person) -> "CustomerSet":
        """Everybody at the desk and the auditor sees all: whoever rings may reach any agent. Others see none.

        Drivers and colleagues know customers by the orders that they were given only.
        """
        return self if person.is_active and person.role in SEEING else self.none()


class Customer(models.Model):
    """A person or company served, known by phone; `address_as` is how to speak to them (王先生).

    `agreement` names the prices agreed with them, by the reference tables; empty: everybody's.
    """

    class Level(models.TextChoices):
        NORMAL = "NORMAL"
        KEY = "KEY"

    ref = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60, blank=True)
    company = models.CharField(max_length=80, blank=True)
    address_as = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=8, choices=Level, default=Level.NORMAL)
    habits = models.CharField(max_length=200, blank=True)
    usual_payment = models.CharField(max_length=12, blank=True)
    agreement = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CustomerSet.as_manager()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-id"], name="customer_newest")]

    def __str__(self) -> str:
        return self.display

    @property
    def display(self) -> str:
        """How a row names them: 王先生 · 宏远汽配, whichever parts are known."""
        parts = [self.address_as or self.name, self.company]
        return " · ".join(part for part in parts if part) or "未报姓名"


class CustomerPhone(models.Model):
    """A number a customer calls from, normalised; the tail finds it by its last four digits."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="phones")
    digits = models.CharField(max_length=32, unique=True)
    tail = models.CharField(max_length=4)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tail", "-customer"], name="customer_phone_tail")
        ]


class CustomerAddress(models.Model):
    """A place where a customer hands over or receives goods; `used_count` puts the usual ones first."""

    class Use(models.TextChoices):
        PICKUP = "PICKUP"
        DELIVERY = "DELIVERY"

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")
    use = models.CharField(max_length=8, choices=Use)
    text = models.CharField(max_length=200)
    contact = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    used_count = models.PositiveIntegerField(default=1)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer", "use", "text"], name="address_once")
        ]


class PrivacyNotice(models.Model):
    """What the company tells customers about their data, by version; one that was published is never changed.

    The newest is in force. `text` is Chinese, `text_en` its English, empty where there is none.
    """

    version = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    text_en = models.TextField(blank=True)
    published_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"privacy notice {self.version}"


class Consent(models.Model):
    """That somebody agreed to something: purpose, version of the notice, when and through which door; and
    when they took it back.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, null=True, related_name="consents")
    phone = models.CharField(max_length=32, blank=True)
    purpose = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    door = models.CharField(max_length=16)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone", "purpose", "-id"], name="consent_phone")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} v{self.version}"
