"""Which roles may answer for which: pure."""

from collections.abc import Mapping
from typing import Final

from yinuo.staff.models import Role

LONGEST_REASON: Final = 200
LONGEST_LABEL: Final = 80

_ABOVE: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.AGENT: (Role.TEAM_LEADER, Role.MANAGER),
    Role.TEAM_LEADER: (Role.MANAGER,),
    Role.DISPATCHER: (Role.MANAGER,),
    Role.MARKET_DEVELOPER: (Role.MANAGER,),
}


def role_of(word: str) -> Role:
    """The role that a playbook writes as `team_leader`; raises ValueError for a word that is none."""
    return Role(word.upper())


def deciders(role: str) -> tuple[Role, ...]:
    """The role asked, and the roles above it, which may answer in its place."""
    asked = Role(role)
    return (asked, *_ABOVE.get(asked, ()))


def decided_for(role: str) -> tuple[Role, ...]:
    """The roles in whose place a person of `role` may answer, their own included."""
    return tuple(asked for asked in Role if Role(role) in deciders(asked))
