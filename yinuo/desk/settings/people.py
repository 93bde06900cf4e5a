"""The staff: the list, the look-up behind staff-number fields, and adding somebody."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, forms, pages, words
from yinuo.staff import actions, may, queries
from yinuo.staff.models import Person, Role
from yinuo.ui import regions

SIZE = 50
OPTIONS = 8
LONGEST = 40


@only(may.see_people)
def people(request: DeskRequest) -> HttpResponse:
    """Everybody this person may look up, by staff number; narrowed by words and role."""
    said = request.GET.get("q", "").strip()[:LONGEST]
    role = request.GET.get("role", "")
    found = _narrowed(queries.people_seen_by(request.user).select_related("stand_in"), said, role)
    after = request.GET.get("after", "")
    rows = list(found.filter(staff_number__gt=after)[: SIZE + 1])
    context = {
        "rows": [(row, state_of(row)) for row in rows[:SIZE]],
        "older": _next(rows, said, role),
        "q": said,
        "role": role,
        "roles": words.translated(Role.choices),
        "may_manage": may.manage_people(request.user),
    }
    return pages.render(request, "desk/settings/people.html", context, regions=("rows",))


def _narrowed(found: QuerySet[Person], said: str, role: str) -> QuerySet[Person]:
    if role in Role.values:
        found = found.filter(role=role)
    return found.filter(Q(staff_number__startswith=said) | Q(name__contains=said)) if said else found


def _next(rows: list[Person], said: str, role: str) -> str:
    if len(rows) <= SIZE:
        return ""
    query = {"q": said, "role": role, "after": rows[SIZE - 1].staff_number}
    return (
        f"{reverse('settings-people')}?{urlencode({name: value for name, value in query.items() if value})}"
    )


def state_of(person: Person) -> tuple[str, str]:
    """Where they are now: words and tone."""
    if not person.is_active:
        return _("已停用"), "neutral"
    if person.is_absent(clock.now()):
        return _("请假"), "warn"
    return (_("在岗"), "ok") if person.on_duty else (_("离岗"), "neutral")


@only(may.see_people)
def lookup(request: DeskRequest) -> HttpResponse:
    """The options under a staff-number field: those who work here, by number or name."""
    said = request.GET.get("q", "").strip()[:LONGEST]
    found = _narrowed(queries.people(), said, "") if said else Person.objects.none()
    return regions.render(request, "desk/settings/_options.html", {"found": found[:OPTIONS]})


@only(may.manage_people)
def new(request: DeskRequest) -> HttpResponse:
    """Somebody comes (R327–R333)."""
    form = forms.NewPersonForm(request.POST or None)

    def add(said: dict[str, Any]) -> None:
        actions.add_person(by=request.user, **said | {"password": said["password"] or None})

    return dialogs.fill(
        request,
        form,
        add,
        title=_("添加员工"),
        verb=_("添加"),
        done=_("员工已添加。"),
        back=reverse("settings-people"),
    )
