"""What the positions operation reads and answers. WGS-84 in degrees everywhere."""

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field, field_validator

from yinuo.orders.rules.positions import Point

MOST_POINTS = 1000
KMH_PER_KNOT = 1.852


class PointIn(BaseModel):
    """One reading of one locator."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    device: str = Field(max_length=40, description="What stands at the vehicle as its locator.")
    at: datetime = Field(description="ISO 8601; without a zone, UTC.")
    lat: float
    lon: float
    speed: float | None = Field(None, description="In km/h.")
    course: float | None = Field(None, description="In degrees from north.")
    accuracy: float | None = Field(None, description="In metres.")

    @field_validator("at")
    @classmethod
    def _aware(cls, at: datetime) -> datetime:
        return aware(at)

    def point(self) -> Point:
        """As the desk takes it."""
        return Point(self.at, self.lat, self.lon, self.device, self.speed, self.course, self.accuracy)


class ForwardedPosition(BaseModel):
    """What Traccar says of a position; it says more, which is not read."""

    model_config = ConfigDict(allow_inf_nan=False)

    fixTime: datetime
    latitude: float
    longitude: float
    valid: bool = True
    speed: float | None = Field(None, description="In knots.")
    course: float | None = None
    accuracy: float | None = None


class ForwardedDevice(BaseModel):
    """What Traccar says of a device; it says more, which is not read."""

    uniqueId: str = Field(max_length=128)


class PositionsIn(BaseModel):
    """Either one position as Traccar forwards it (`forward.type` json), or your own in `points`."""

    position: ForwardedPosition | None = None
    device: ForwardedDevice | None = None
    points: list[PointIn] = Field([], max_length=MOST_POINTS)

    def read(self) -> list[Point]:
        """All of them, in their order. A reading without a fix is none."""
        found = [one.point() for one in self.points]
        said, device = self.position, self.device
        if said is None or device is None or not said.valid:
            return found
        speed = said.speed * KMH_PER_KNOT if said.speed is not None else None
        at = aware(said.fixTime)
        forwarded = Point(
            at, said.latitude, said.longitude, device.uniqueId, speed, said.course, said.accuracy or None
        )
        return [*found, forwarded]


class RefusedOut(BaseModel):
    """A reading that was not taken."""

    index: int = Field(description="Its place in the batch, from 0.")
    code: str
    title: str


class PositionsOut(BaseModel):
    """What became of a batch."""

    kept: int
    thinned: int = Field(description="Not needed: too near to another one in time or place.")
    unknown: int = Field(description="Of locators that stand at no vehicle.")
    refused: list[RefusedOut]


def aware(at: datetime) -> datetime:
    """A moment with its zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
