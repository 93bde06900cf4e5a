"""The calls in which somebody had to be warned for vulgar words (R247)."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.customers import may
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.customers import names
from yinuo.tickets import queries
from yinuo.tickets.models import Interaction
from yinuo.ui import regions


@only(may.see)
def vulgar(request: DeskRequest) -> HttpResponse:
    """The newest first, by pages; names and numbers masked."""
    page = queries.vulgar_list(request.user, request.GET.get("cursor"))
    here = reverse("vulgar-calls")
    context = {
        "rows": [(one, *_told(one)) for one in page.rows],
        "older": f"{here}?cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": here if request.GET.get("cursor") else "",
    }
    return regions.render(request, "desk/customers/vulgar.html", context, regions=("calls",))


def _told(call: Interaction) -> tuple[str, str, str, str]:
    """Who, from which number, how it ended and its tone."""
    name = (names.shown(call.customer) or _("未报姓名")) if call.customer else ""
    ended = call.outcome == Interaction.Outcome.VULGAR_ENDED
    outcome = _(str(Interaction.Outcome(call.outcome).label))
    return name, mask.mask_phone(call.phone), outcome, "bad" if ended else "warn"
