"""Branches, regions, teams, and who serves a region."""

from typing import TypedDict, Unpack

from yinuo.core import db, events
from yinuo.core.errors import Invalid, fault
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Branch, Person, Region, RegionPost, Role, Team

SERVING = (Role.DRIVER, Role.DISPATCHER, Role.MARKET_DEVELOPER)
"""Roles that serve a region (R065–R067)."""


class BranchValues(TypedDict, total=False):
    """What may be said of a branch."""

    name: str
    phone: str
    receiver_rule: str


class RegionValues(TypedDict, total=False):
    """What may be said of a region; an empty receiver rule means the branch's."""

    branch: Branch
    name: str
    receiver_rule: str


def add_branch(*, key: str, by: Person | None, **values: Unpack[BranchValues]) -> Branch:
    """Add a branch; its rule says whether drivers or dispatchers get its slips (R065–R068).

    Raises NotPermitted or Invalid, as every action here.
    """
    may.require(by, may.manage_places)
    return changing.add(Branch(key=key, **values), "staff.branch_added", by=by)


def change_branch(branch: Branch, *, by: Person | None, **values: Unpack[BranchValues]) -> Branch:
    """Change a branch's name, phone or rule."""
    may.require(by, may.manage_places)
    return changing.change(branch, "staff.branch_changed", values, by=by)


def add_region(*, key: str, by: Person | None, **values: Unpack[RegionValues]) -> Region:
    """Add a region to a branch."""
    may.require(by, may.manage_places)
    return changing.add(Region(key=key, **values), "staff.region_added", by=by)


def change_region(region: Region, *, by: Person | None, **values: Unpack[RegionValues]) -> Region:
    """Change a region's name, branch or rule."""
    may.require(by, may.manage_places)
    return changing.change(region, "staff.region_changed", values, by=by)


def add_team(*, key: str, name: str, by: Person | None) -> Team:
    """Add a team."""
    may.require(by, may.manage_places)
    return changing.add(Team(key=key, name=name), "staff.team_added", by=by)


def change_team(team: Team, *, name: str, by: Person | None) -> Team:
    """Rename a team."""
    may.require(by, may.manage_places)
    return changing.change(team, "staff.team_changed", {"name": name}, by=by)


def add_post(*, region: Region, person: Person, rank: int = 1, by: Person | None) -> RegionPost:
    """Let `person` serve a region, at this place in the order; posted again, the place changes (R065–R067).

    Raises Invalid("post_role_unfit") for anybody but drivers, dispatchers and market developers.
    """
    may.require(by, may.manage_places)
    if person.role not in SERVING:
        raise Invalid(fault("person", "post_role_unfit"))
    with db.transaction():
        changing.locked(region)  # two who post the same person wait for each other
        known = RegionPost.objects.filter(region=region, person=person).first()
        if known:
            return change_post(known, rank=rank, by=by)
        return changing.add(RegionPost(region=region, person=person, rank=rank), "staff.post_added", by=by)


def change_post(post: RegionPost, *, rank: int, by: Person | None) -> RegionPost:
    """Change the place of a post in the region's order."""
    may.require(by, may.manage_places)
    return changing.change(post, "staff.post_changed", {"rank": rank}, by=by)


def remove_post(post: RegionPost, *, by: Person | None) -> None:
    """Let somebody no longer serve a region. Repeated, it records nothing more."""
    may.require(by, may.manage_places)
    with db.transaction():
        if RegionPost.objects.filter(pk=post.pk).delete()[0]:
            data = {"region": post.region_id, "person": post.person_id}
            events.record("staff.post_removed", subject=post, by=by, data=data)
