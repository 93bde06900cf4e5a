"""Keys of rows, and what they are called."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext, pgettext

from yinuo.complaints.models import Cause, Severity
from yinuo.complaints.models import Type as ComplaintType
from yinuo.core.errors import NotFound
from yinuo.inquiries.models import Type
from yinuo.playbooks import queries as playbooks
from yinuo.promises import queries as promises
from yinuo.reports.models import Outcome, ReviewFact
from yinuo.reports.queries import areas
from yinuo.staff import queries as staff
from yinuo.staff.models import Region, Team
from yinuo.tickets.models import Channel

BETWEEN: Final = "|"
_CHOICES: Final[Mapping[str, Any]] = {
    "channel": Channel.choices,
    "type": (*Type.choices, *ComplaintType.choices),
    "shift": ReviewFact.Rule.choices,
    "cause": Cause.choices,
}
"""Ways to divide whose rows are called as the choices of a column."""
_REASONS: Final = {Outcome.NOT_SHIPPED.value: ("not_shipped",), Outcome.CANCELLED.value: ("cancel", "void")}


def key_of(values: Iterable[Any]) -> str:
    """The key of a row: what it is grouped by, one beside the other; a day as 2026-11-20."""
    return BETWEEN.join("" if value is None else str(value) for value in values)


def parts_of(key: str) -> list[str]:
    """What a row is grouped by."""
    return key.split(BETWEEN)


def labels(grouping: str, keys: Iterable[str]) -> Mapping[str, str]:
    """What each row is called; one that is not known is 不详. At most one statement."""
    known = list(keys)
    match grouping:
        case "area":
            return _areas(known)
        case "reason":
            return {key: _reason(*parts_of(key)) for key in known}
        case "day":
            return {key: _day(key) for key in known}
        case "week":
            return {key: _weekday_and_hour(*parts_of(key)) for key in known}
        case "hour":
            return {key: _hour(key) for key in known}
        case "month":
            return {key: _month(key) for key in known}
        case "severity":
            return {key: _severity(key) for key in known}
        case "rule":
            return {key: _rule(key) for key in known}
    return _listed(grouping, known)


def label_of(grouping: str, key: str) -> str:
    """What one row is called; a key that is none is not known."""
    try:
        return labels(grouping, [key])[key]
    except (ValueError, IndexError, KeyError, TypeError):
        return unknown()


def _listed(grouping: str, keys: Sequence[str]) -> dict[str, str]:
    """Names of what stands in a list: people, regions, teams, channels."""
    names: Mapping[Any, str]
    if grouping in _CHOICES:
        names = {value: str(label) for value, label in _CHOICES[grouping]}
        return {key: gettext(names[key]) if key in names else unknown() for key in keys}
    ids = [int(key) for key in keys]
    if grouping in ("person", "driver"):
        names = staff.names(number for number in ids if number)
    else:
        model = Region if grouping == "region" else Team
        names = dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))
    return {key: names.get(number, unknown()) for key, number in zip(keys, ids, strict=True)}


def unknown() -> str:
    """What is said of something that is not known."""
    return pgettext("report", "不详")


def _areas(keys: Sequence[str]) -> dict[str, str]:
    """The district, with its city where that is not the one named most."""
    places = {key: areas.names(int(key or 0)) for key in keys}
    cities = Counter(city for _, city, _ in places.values() if city)
    home = cities.most_common(1)[0][0] if cities else ""
    found = {}
    for key, (province, city, district) in places.items():
        if district:
            found[key] = district if city in (home, "", district) else f"{city}{district}"
        else:
            found[key] = city or province or unknown()
    return found


def _reason(outcome: str, key: str) -> str:
    if outcome == Outcome.SHIPPED:
        return gettext("成交")
    label = next(
        (one.label for group in _REASONS[outcome] for one in _of_group(group) if one.key == key), key
    )
    said = gettext("下单后取消：%(reason)s") if outcome == Outcome.CANCELLED else "%(reason)s"
    return said % {"reason": label or unknown()}


def _of_group(group: str) -> Sequence[Any]:
    try:
        return playbooks.current().reasons.get(group, ())
    except NotFound:
        return ()


def _rule(key: str) -> str:
    """The promise's name in the manual in force; a word that somebody gave has none of its own there."""
    try:
        return playbooks.current().promise(key).label
    except (KeyError, NotFound):
        return promises.SPOKEN.label if key == promises.WORD else key


def _severity(key: str) -> str:
    grade = int(key)
    return f"{grade} {gettext(str(Severity(grade).label))}" if grade in Severity.values else unknown()


def _day(key: str) -> str:
    day = date.fromisoformat(key)
    return gettext("%(month)s 月 %(day)s 日") % {"month": day.month, "day": day.day}


def _month(key: str) -> str:
    year, month = key.split("-")
    return gettext("%(year)s 年 %(month)s 月") % {"year": int(year), "month": int(month)}


WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def _weekday_and_hour(weekday: str, hour: str) -> str:
    return f"{gettext(WEEKDAYS[int(weekday) - 1])} {_hour(hour)}"


def _hour(hour: str) -> str:
    return gettext("%(hour)s 点") % {"hour": hour} if hour else unknown()
