"""How far each role sees: own ∪ team ∪ regions ∪ all; in doubt, nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from yinuo.staff.models import Role

_EVERYTHING: Final = (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)
_TEAM: Final = (Role.AGENT, Role.TEAM_LEADER)
_REGIONS: Final = (Role.DISPATCHER, Role.MARKET_DEVELOPER)


@dataclass(frozen=True)
class Reach:
    """What someone sees: everything, nothing, or what they own or were given and what is of a team or region.

    `needs_regions` says that the regions of their posts are still to be added.
    """

    person_id: int = 0
    team_id: int | None = None
    region_ids: tuple[int, ...] = ()
    is_everything: bool = False
    needs_regions: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether not even an own ticket is seen."""
        return not self.is_everything and not self.person_id

    @property
    def alike(self) -> "Reach":
        """What it has in common with those that differ in whose they are: one prepared read serves all."""
        return replace(self, person_id=self.person_id and 1, team_id=self.team_id and 1)

    def of(self, person_id: Any, team_id: Any) -> "Reach":
        """An `alike` reach as somebody's; the ids may be gaps of a prepared read."""
        if self.is_nothing:
            return self
        return replace(self, person_id=person_id, team_id=team_id if self.team_id else None)

    def with_regions(self, region_ids: Iterable[int]) -> "Reach":
        """The same with the regions a person serves."""
        return replace(self, region_ids=tuple(sorted(region_ids)), needs_regions=False)

    def holds(
        self,
        *,
        owner_id: int | None,
        given_to_id: int | None,
        team_id: int | None,
        region_id: int | None,
        barred_id: int | None = None,
    ) -> bool:
        """Whether a ticket with these holders is within reach; never one that this person is barred from."""
        if barred_id is not None and barred_id == self.person_id:
            return False
        if self.is_everything or self.is_nothing:
            return self.is_everything
        own = self.person_id in (owner_id, given_to_id)
        of_team = self.team_id is not None and team_id == self.team_id
        return own or of_team or region_id in self.region_ids


NO_REACH: Final = Reach()


def reach(role: str, person_id: int, team_id: int | None) -> Reach:
    """The reach of an active person; a role that is not known sees only what is their own."""
    if role in _EVERYTHING:
        return Reach(person_id, is_everything=True)
    if role in _TEAM:
        return Reach(person_id, team_id=team_id)
    return Reach(person_id, needs_regions=role in _REGIONS)
