"""Where vehicles are, and how long goods took on a lane."""

from typing import ClassVar

from django.db import models

from yinuo.orders.models.orders import Order
from yinuo.staff.models import Person, Vehicle


class Source(models.TextChoices):
    """Who says where a vehicle is."""

    PHONE = "PHONE", "司机手机"
    DEVICE = "DEVICE", "车载设备"


class VehicleNow(models.Model):
    """The last known position of a vehicle: WGS-84 in millionths of a degree, speed in km/h, course in
    degrees from north, accuracy in metres.
    """

    vehicle = models.OneToOneField(Vehicle, models.CASCADE, primary_key=True, related_name="now")
    driver = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    lat = models.IntegerField()
    lon = models.IntegerField()
    speed = models.PositiveSmallIntegerField(null=True)
    course = models.PositiveSmallIntegerField(null=True)
    accuracy = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=6, choices=Source)

    def __str__(self) -> str:
        return f"{self.vehicle_id} at {self.at}"


class Position(models.Model):
    """One point of a vehicle's way; thinned when stored and deleted when its time is up."""

    vehicle = models.ForeignKey(Vehicle, models.CASCADE, related_name="+", db_index=False)
    driver = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    lat = models.IntegerField()
    lon = models.IntegerField()
    speed = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=6, choices=Source)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "at"], name="position_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="position_age")]

    def __str__(self) -> str:
        return f"{self.vehicle_id} at {self.at}"


class LaneTime(models.Model):
    """How long a delivered order took on its lane, in minutes from pick-up to delivery; `hour` is the local
    hour of the pick-up. Arrival is estimated from these.
    """

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="+")
    from_zone = models.CharField(max_length=40)
    to_zone = models.CharField(max_length=40)
    hour = models.PositiveSmallIntegerField()
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["from_zone", "to_zone", "hour", "-at"], name="lane_time_past")
        ]

    def __str__(self) -> str:
        return f"{self.from_zone}→{self.to_zone} {self.minutes} min"
