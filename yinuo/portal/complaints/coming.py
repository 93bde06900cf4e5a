"""Who comes to a case: by its link, and whether they have proved the number that stands on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import HttpRequest, HttpResponse

from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import following, loading
from yinuo.core import clock, phones
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.customers.rules import Guest
from yinuo.portal import frame, guests
from yinuo.staff import queries as staff
from yinuo.tickets.rules import links

OVER: int = 410
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Way:
    """How somebody came to a case: the link's slug, the case, and the number that this browser has proved."""

    slug: str
    case: Complaint | Suggestion
    proved: str = ""

    @property
    def base(self) -> str:
        """The page's address, without its last slash."""
        return f"/c/{self.slug}"

    @property
    def guest(self) -> Guest:
        """Who they are for this case: the holder of its link."""
        return Guest(ref=self.case.ticket.ref)

    @property
    def contact(self) -> str:
        """The digits to be proved for what binds; empty where nobody's number stands on the case."""
        return "" if self.case.is_anonymous else self.case.contact_phone

    @property
    def is_own(self) -> bool:
        """Whether they may do what binds: the number of the case is proved, or it has none (anonymous)."""
        return not self.contact or self.contact == self.proved

    @property
    def can_prove(self) -> bool:
        """Whether a code can reach the number of the case."""
        try:
            known = phones.parse(self.contact, area=staff.company().area_code)
        except phones.PhoneError:
            return False
        return known.kind is phones.PhoneKind.MOBILE

    @property
    def masked(self) -> str:
        """That number as a page shows it."""
        return mask.mask_phone(self.contact)

    @property
    def complaint(self) -> Complaint:
        """The case, where it is a complaint. Raises NotFound."""
        if not isinstance(self.case, Complaint):
            raise NotFound("not_found")
        return self.case


def by_way(view: View) -> View:
    """Let a view under /c/<slug> get the Way. A slug that we never made is not found without a statement.

    When the time to come back is over, the link alone tells no more (410); who proves the number still reads
    it, and so does whoever holds the link of an anonymous case.
    """

    @wraps(view)
    def ways(request: HttpRequest, slug: str, **kwargs: int | str) -> HttpResponse:
        way = way_of(request, slug)
        if is_over(way):
            return frame.render(request, "portal/complaints/over.html", {"way": way}, status=OVER)
        return view(request, way, **kwargs)

    return ways


def own(view: View) -> View:
    """Let only who may do what binds go on (`Way.is_own`); others prove the number first (403)."""

    @wraps(view)
    def owned(request: HttpRequest, way: Way, **kwargs: int | str) -> HttpResponse:
        if not way.is_own:
            return frame.render(request, "portal/complaints/prove.html", {"way": way}, status=403)
        return view(request, way, **kwargs)

    return owned


def way_of(request: HttpRequest, slug: str) -> Way:
    """How this request comes to its case. Raises NotFound, the same for forged, unknown and forgotten."""
    ref = guests.ref_of(request, slug, links.CASE)
    case = loading.of_guest(Guest(ref=ref), ref)
    if case.ticket.forgotten_at is not None:
        raise NotFound("not_found")
    return Way(slug, case, guests.guest_of(request).phone)


def is_over(way: Way) -> bool:
    """Whether the link alone tells nothing any more."""
    if way.is_own or not isinstance(way.case, Complaint):
        return False
    until = following.may_reopen_until(way.case)
    return until is not None and clock.now() > until
