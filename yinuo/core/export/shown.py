"""What is shown of a column. Whoever forgot to say it about a text gets it hidden."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from django.db import models

from yinuo.core.text import mask

Field: TypeAlias = "models.Field[Any, Any]"
Mask = Callable[[str], str]
HIDDEN: Final = "***"
_SAYING: Final = frozenset({"CharField", "TextField", "JSONField", "SlugField", "GenericIPAddressField"})


def hide(said: str) -> str:
    """Free words, of which nobody can tell whom they name; passwords and keys."""
    return HIDDEN if said else ""


NAME: Final[Mask] = mask.mask_name
PHONE: Final[Mask] = mask.mask_phone
ADDRESS: Final[Mask] = mask.mask_address


@dataclass(frozen=True)
class Shown:
    """Of which columns what is shown, by `table.column`, by table, or by a column's name in any table.

    `secrets` are hidden always. `masks` say how a personal column is shown; `plain` holds what names nobody.
    A column of words that stands nowhere is hidden; numbers, days and truths are shown.
    """

    with_personal: bool
    secrets: frozenset[str]
    masks: Mapping[str, Mask]
    plain: frozenset[str]
    left_out: frozenset[str] = field(default_factory=frozenset)

    def mask_of(self, column: Field) -> Mask | None:
        """How a column's value is hidden; None when it is shown as it is."""
        table, name = str(column.model._meta.db_table), str(column.column)
        if f"{table}.{name}" in self.secrets:
            return hide
        return None if self.with_personal else self._personal(column, table, name)

    def is_personal(self, column: Field) -> bool:
        """Whether a column may speak of a person."""
        return self._personal(column, str(column.model._meta.db_table), str(column.column)) is not None

    def _personal(self, column: Field, table: str, name: str) -> Mask | None:
        if found := self.masks.get(f"{table}.{name}"):
            return found
        if column.get_internal_type() not in _SAYING or column.choices:
            return None
        return None if {f"{table}.{name}", table, name} & self.plain else hide
