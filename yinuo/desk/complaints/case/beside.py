"""What a case is read beside, asked for only when somebody looks: how its order went, and the earlier
complaint that it may be one with (R129). The page of the case pays for neither.
"""

from typing import Final

from django.http import HttpResponse

from yinuo.complaints import may
from yinuo.complaints.queries import alike, loading
from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, require, signed_in
from yinuo.desk.complaints.case import frame, joining
from yinuo.desk.tickets.case import sees_in_full
from yinuo.tickets import may as tickets_may
from yinuo.ui import regions

COURSE: Final = 12
"""Moments of the order; its own page has them all."""


@signed_in
def course(request: DeskRequest, ref: str) -> HttpResponse:
    """What happened last to the order that the complaint is about; personal data as on the order's own page.

    Raises NotFound where there is none, or none that this person may see.
    """
    found = loading.complaint(request.user, ref)
    about = found.about
    if about is None or not tickets_may.see(request.user, about):
        raise NotFound("not_found")
    told = frame.recent(about, in_full=sees_in_full(request, about), most=COURSE)
    context = {"ticket": found.ticket, "about": about, "told": told}
    return regions.render(request, "desk/complaints/case/course.html", context, regions=("course",))


@signed_in
def earlier(request: DeskRequest, ref: str) -> HttpResponse:
    """The complaint that this one may be the same matter as, for whoever may join the two; else nothing."""
    found = loading.complaint(request.user, ref)
    require(may.handle(request.user, found))
    likeliest = alike.likeliest(found, request.user)
    context = {"ticket": found.ticket, "other": joining.offered(likeliest) if likeliest else None}
    return regions.render(request, "desk/complaints/case/earlier.html", context, regions=("earlier",))
