"""Saying how satisfied one is: overall, how fair, in words, and whether anything is left (R165, R183)."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yinuo.complaints.actions import following as actions
from yinuo.complaints.models import Rating
from yinuo.complaints.queries import following
from yinuo.portal import frame
from yinuo.portal.complaints import acting, words
from yinuo.portal.complaints.coming import Way, by_way, own

PAGE: Final = "PAGE"
MARKS: Final = ("overall", *words.MARKS)


@frame.page("GET", "POST")
@by_way
@own
def rate(request: HttpRequest, way: Way) -> HttpResponse:
    """The form, once a round; who was satisfied may say before the end that it is not done after all. It
    binds (who is satisfied lets the case be closed): the number of the case has to be proved, unless it is
    anonymous.
    """
    case = way.complaint

    def context(wrong: Mapping[str, str]) -> dict[str, Any]:
        said = following.rating(case)
        return {
            "rated": _(words.STARS[said.overall][0]) if said else "",
            "is_open": following.may_rate(case),
            "is_over": case.ticket.closed_at is not None,
            "may_reopen": following.may_reopen(case),
            "stars": [(key, _(label), icon) for key, (label, icon) in words.STARS.items()],
            "marks": [(name, _(label), request.POST.get(name, "")) for name, label in words.MARKS.items()],
            "fairness": [(str(key), _(label)) for key, label in words.FAIRNESS.items()],
            "chosen": request.POST.get("overall", ""),
            "said": {name: acting.said(request, name, most) for name, most in actions.LONGEST.items()},
        }

    return acting.answered(request, way, "portal/complaints/rate.html", context, lambda: _rate(request, way))


def _rate(request: HttpRequest, way: Way) -> Rating:
    marks: dict[str, Any] = {name: acting.number(request, name) for name in MARKS}
    texts = {name: acting.said(request, name, most) for name, most in actions.LONGEST.items()}
    return actions.rate(complaint=way.complaint, way=PAGE, by=None, guest=way.guest, **{**marks, **texts})
