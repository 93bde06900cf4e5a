"""The company, its places and its people."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Company(models.Model):
    """The one company of this database (always row 1).

    `site` is the address under which the desk is reached from outside. `colour` (#1c5bc7) and `logo` (a file
    in the desk's folder) dress the customers' pages, `embed_sites` are the origins that may frame its form.
    `map_tiles` is a tile address with {z} {x} {y}, `map_credit` its source, `map_is_gcj` that its ground is
    shifted as Chinese maps are. `position_seconds` is the least time between two kept points of a vehicle.
    `web_team` looks after what customers send by their pages; where there is none, see `queries.desk_team`.
    """

    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=20)
    hotline = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=4, blank=True)
    sms_signature = models.CharField(max_length=20, blank=True)
    site = models.URLField(max_length=120, blank=True)
    pack = models.CharField(max_length=40)
    is_demo = models.BooleanField(default=False)
    portal_open = models.BooleanField(default=True)
    colour = models.CharField(max_length=7, blank=True)
    logo = models.CharField(max_length=80, blank=True)
    embed_sites = models.JSONField(default=list, blank=True)
    map_tiles = models.CharField(max_length=200, blank=True)
    map_credit = models.CharField(max_length=120, blank=True)
    map_is_gcj = models.BooleanField(default=True)
    position_seconds = models.PositiveSmallIntegerField(default=30)
    web_team = models.ForeignKey("Team", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(pk=1), name="one_company")
        ]

    def __str__(self) -> str:
        return self.name


class ReceiverRule(models.TextChoices):
    """Who receives the slip of an order (R065–R068)."""

    DRIVER = "DRIVER", "司机"
    DISPATCHER = "DISPATCHER", "车管"


class Branch(models.Model):
    """A branch of the company; its rule says who receives slips unless a region says otherwise (R068)."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)
    receiver_rule = models.CharField(max_length=12, choices=ReceiverRule, default=ReceiverRule.DRIVER)

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """A part of a branch's ground; zones of the playbook's tables point here by key."""

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="regions")
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    receiver_rule = models.CharField(max_length=12, choices=ReceiverRule, blank=True)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who share a queue; apart from branches and regions."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """The nine roles (R327–R333, R340)."""

    AGENT = "AGENT", "坐席"
    TEAM_LEADER = "TEAM_LEADER", "组长"
    DISPATCHER = "DISPATCHER", "车管"
    DRIVER = "DRIVER", "司机"
    MARKET_DEVELOPER = "MARKET_DEVELOPER", "市场开拓"
    MANAGER = "MANAGER", "经理"
    ADMINISTRATOR = "ADMINISTRATOR", "管理员"
    AUDITOR = "AUDITOR", "审计"
    COLLEAGUE = "COLLEAGUE", "同事"


class People(BaseUserManager["Person"]):
    """Finds people by staff number."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this staff number. Raises Person.DoesNotExist."""
        return self.get(staff_number=username)


class Person(AbstractBaseUser):
    """Anyone who works in the desk; the staff number stands at the end of every SMS (R043, R327).

    `absence_announced`: the event of the noted absence was recorded, because it has begun. When somebody last
    signed in stands in SignIn, so Django's own column for it is left out. `pin` is the hashed number with
    which a driver signs in on the driver's page. `position_consent_at` is set while a driver agrees to share
    where they are (the notice of that version); each change of it is an event.
    """

    last_login = None
    staff_number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=Role)
    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=200, blank=True)
    branch = models.ForeignKey(Branch, models.PROTECT, null=True, blank=True, related_name="people")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="people")
    stand_in = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="stands_in_for")
    is_active = models.BooleanField(default=True)
    on_duty = models.BooleanField(default=False)
    absent_from = models.DateTimeField(null=True, blank=True)
    absent_to = models.DateTimeField(null=True, blank=True)
    absence_announced = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)
    theme = models.CharField(max_length=5, default="auto")
    single_keys = models.BooleanField(default=True)
    sounds = models.BooleanField(default=True)
    pin = models.CharField(max_length=128, blank=True)
    pin_set_at = models.DateTimeField(null=True, blank=True)
    position_consent_at = models.DateTimeField(null=True, blank=True)
    position_consent_version = models.PositiveSmallIntegerField(null=True, blank=True)

    USERNAME_FIELD = "staff_number"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]
    objects: ClassVar[People] = People()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["role", "is_active"], name="person_role")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.staff_number}"

    def is_absent(self, now: Any) -> bool:
        """Whether leave or illness covers the moment `now`."""
        started = self.absent_from is not None and self.absent_from <= now
        return started and (self.absent_to is None or now < self.absent_to)


class RegionPost(models.Model):
    """Who serves a region, in which order: drivers, dispatchers and market developers by their role."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="posts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="posts")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["region", "person"], name="region_post_once")
        ]
        ordering: ClassVar[list[str]] = ["rank", "id"]


class Vehicle(models.Model):
    """A vehicle and who drives it; `most_orders` is how many open pick-ups make it full.

    `device` is what the tracking server calls its locator; since `out_from` it stands still, for
    `out_reason`.
    """

    plate = models.CharField(max_length=12, unique=True)
    driver = models.OneToOneField(Person, models.SET_NULL, null=True, blank=True, related_name="vehicle")
    kind = models.CharField(max_length=40, blank=True)
    load_g = models.PositiveBigIntegerField(null=True, blank=True)
    space_cm3 = models.PositiveBigIntegerField(null=True, blank=True)
    most_orders = models.PositiveSmallIntegerField(default=8)
    device = models.CharField(max_length=40, blank=True)
    out_from = models.DateTimeField(null=True, blank=True)
    out_reason = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["device"], name="vehicle_device_once", condition=Q(device__gt=""))
        ]

    def __str__(self) -> str:
        return self.plate


class SignIn(models.Model):
    """One signed-in browser, listed to its owner and ended by them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)


class SignInFailure(models.Model):
    """A failed attempt, counted per staff number and per address."""

    staff_number = models.CharField(max_length=12)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["staff_number", "at"], name="failure_number"),
            models.Index(fields=["address", "at"], name="failure_address"),
            models.Index(fields=["at"], name="failure_age"),
        ]


class UsedLink(models.Model):
    """A one-time link that was used, by its digest: it opens nothing a second time on another device."""

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="used_link_age")]


class Token(models.Model):
    """A bearer token of the API; only its hash is kept, and it is shown once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
