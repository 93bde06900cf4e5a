"""The rooms of complaints, side by side: the register, suggestions, what was learned, what is put right."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints import may
from yinuo.staff.models import Person
from yinuo.ui import links

REGISTER: Final = "complaint"
SUGGESTIONS: Final = "suggestion"
LESSONS: Final = "lessons"
CORRECTIVES: Final = "correctives"
LABELS: Final = {
    REGISTER: gettext_noop("投诉"),
    SUGGESTIONS: gettext_noop("建议与表扬"),
    LESSONS: gettext_noop("教训"),
    CORRECTIVES: gettext_noop("整改"),
}
Room = tuple[str, str, bool]


def of(person: Person, here: str, whose: str = "") -> list[Room]:
    """Those that are open to `person`: label, address, whether it is the one they are in."""
    kept = f"&whose={whose}" if whose else ""
    register = links.to("complaints")
    addresses = {
        REGISTER: f"{register}?kind={REGISTER}{kept}",
        SUGGESTIONS: f"{register}?kind={SUGGESTIONS}{kept}",
        LESSONS: links.to("lessons"),
        CORRECTIVES: links.to("correctives"),
    }
    is_open = {name: may.see_list(person) for name in LABELS}
    is_open[CORRECTIVES] = may.list_correctives(person)
    return [(_(label), addresses[name], name == here) for name, label in LABELS.items() if is_open[name]]
