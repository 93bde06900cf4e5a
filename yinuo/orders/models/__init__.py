"""The details of a ticket that is an order.

`orders` the order itself · `tracking` looking after it · `texts` what customers wrote · `web` orders that
customers wrote themselves · `money` what drivers bring home · `positions` where vehicles are.
"""

from yinuo.orders.models.money import Collection, HandIn
from yinuo.orders.models.orders import Discount, Order, Payment, Stage
from yinuo.orders.models.positions import LaneTime, Position, Source, VehicleNow
from yinuo.orders.models.texts import OrderText, PlaceName
from yinuo.orders.models.tracking import OrderException, TrackingEntry
from yinuo.orders.models.web import Rating, ReviewCall, SelfLook, WebOrder

__all__ = [
    "Collection",
    "Discount",
    "HandIn",
    "LaneTime",
    "Order",
    "OrderException",
    "OrderText",
    "Payment",
    "PlaceName",
    "Position",
    "Rating",
    "ReviewCall",
    "SelfLook",
    "Source",
    "Stage",
    "TrackingEntry",
    "VehicleNow",
    "WebOrder",
]
