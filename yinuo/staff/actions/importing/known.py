"""What rows refer to by key, name or number; read once for a whole file."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import TextChoices

from yinuo.core.errors import DeskError
from yinuo.staff.models import Branch, Person, Region, Team
from yinuo.staff.rules import ImportRow, RowFault

Named = TypeVar("Named", Branch, Region, Team)
Thing = TypeVar("Thing")


class Known:
    """Finds what a cell names, or notes the fault at that cell; `coming` are the file's own staff numbers."""

    def __init__(self) -> None:
        self.faults: list[RowFault] = []
        self.coming: set[str] = set()

    @cached_property
    def branches(self) -> dict[str, Branch]:
        """Branches by name and, where both fit, by key."""
        return _by_name_and_key(list(Branch.objects.all()))

    @cached_property
    def regions(self) -> dict[str, Region]:
        """Regions by name and key."""
        return _by_name_and_key(list(Region.objects.select_related("branch")))

    @cached_property
    def teams(self) -> dict[str, Team]:
        """Teams by name and key."""
        return _by_name_and_key(list(Team.objects.all()))

    @cached_property
    def people(self) -> dict[str, Person]:
        """People by staff number."""
        return {person.staff_number: person for person in Person.objects.select_related("stand_in")}

    def find(self, known: Mapping[str, Thing], number: int, row: ImportRow, name: str) -> Thing | None:
        """What the cell `name` of the row means; None when empty, None and a fault when unknown."""
        said = str(getattr(row, name))
        if said and said not in known:
            self.fault(number, row, name, "reference_unknown", value=said)
        return known.get(said)

    def choice(self, choices: type[TextChoices], number: int, row: ImportRow, name: str) -> str:
        """The choice a cell names, by its label or its code."""
        said = str(getattr(row, name))
        by_word = {**{label: value for value, label in choices.choices}, **{v: v for v in choices.values}}
        if said and said not in by_word:
            self.fault(number, row, name, "choice_unknown", value=said, choices="、".join(choices.labels))
        return by_word.get(said, "")

    def fault(self, number: int, row: ImportRow, name: str, code: str, **params: Any) -> None:
        """Note what is wrong in one cell."""
        self.faults.append(RowFault(number, row.titles()[name], code, params))

    def refused(self, number: int, row: ImportRow, name: str, error: DeskError) -> None:
        """Note what an action or a rule said against one cell."""
        self.fault(number, row, name, error.code, **error.params)


def _by_name_and_key(things: list[Named]) -> dict[str, Named]:
    return {**{thing.name: thing for thing in things}, **{thing.key: thing for thing in things}}
