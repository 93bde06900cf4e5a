"""Who asks, and about which order: by its link, by its number, or by a phone that was proved."""

from dataclasses import dataclass

from django.http import HttpRequest

from yinuo.core.errors import NotFound
from yinuo.core.text.keepable import keepable
from yinuo.customers.rules import Guest
from yinuo.orders.models import Order
from yinuo.orders.queries import following
from yinuo.orders.rules.following import Sight
from yinuo.portal import guests
from yinuo.tickets.rules import links

LONGEST = 40


@dataclass(frozen=True)
class Coming:
    """`about` is what the address says (a ref or a link's slug), `guest` who they are for that order."""

    about: str
    guest: Guest
    order: Order | None

    @property
    def phone(self) -> str:
        """The number that was proved."""
        return self.guest.phone


def coming(request: HttpRequest) -> Coming:
    """Who asks about what. Raises NotFound for an order that they may not see, and for a forged link."""
    about = keepable(request.POST.get("about") or request.GET.get("about", ""))[:LONGEST]
    phone = guests.guest_of(request).phone
    if not about:
        return Coming("", Guest(phone=phone), None)
    is_link = len(about) == links.SLUG_LENGTH
    ref = guests.ref_of(request, about) if is_link else about
    guest = Guest(phone=phone, ref=ref) if is_link else guests.guest_of(request, ref)
    order = following.order_of(ref, guest)
    sight = following.sight_of(order, guest)
    following.require_told(order, sight)
    if sight > Sight.LINK:
        guest = Guest(phone=phone)  # a party of the order asks as themselves, and reads it with their phone
    return Coming(about, guest, order)


def returning(request: HttpRequest) -> Coming:
    """Who sends a form. Whoever may not see its order any more, as two hours after they named it by number
    and tail, comes without one, so that nothing they wrote is lost.
    """
    try:
        return coming(request)
    except NotFound:
        return Coming("", guests.guest_of(request), None)
