"""How the company shows itself to its customers: open or closed, its colour and logo, who may frame its form,
the ground that positions are drawn on, and who looks after what they send.
"""

import re
from typing import Final, TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings

from yinuo.core import db, uploads
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Company, Person, Team

MOST_SITES: Final = 20
LONGEST_SITE: Final = 200
POSITION_SECONDS: Final = (5, 3600)
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?")


class PortalValues(TypedDict, total=False):
    """What may be said of the customers' pages; see `Company`."""

    portal_open: bool
    colour: str
    embed_sites: list[str]
    map_tiles: str
    map_credit: str
    map_is_gcj: bool
    position_seconds: int
    web_team: Team | None


def change_portal(*, by: Person | None, **values: Unpack[PortalValues]) -> Company:
    """Change how the customers' pages are. Records staff.company_changed.

    `colour` is #rrggbb or nothing; `embed_sites` are origins (https://www.example.com), brought into one
    form. Raises NotPermitted, NotNow("no_company"), Invalid with every fault.
    """
    may.require(by, may.manage_company)
    company = _company()
    told, faults = dict(values), list[Fault]()
    if "colour" in told:
        told["colour"] = str(told["colour"]).strip().lower()
        if told["colour"] and not _COLOUR.fullmatch(str(told["colour"])):
            faults.append(fault("colour", "colour_unreadable"))
    if "embed_sites" in told:
        told["embed_sites"] = _origins(values["embed_sites"], faults)
    if tiles := str(told.get("map_tiles", "")):
        address = urlsplit(tiles)
        if address.scheme not in ("https", "http") or not all(
            part in tiles for part in ("{z}", "{x}", "{y}")
        ):
            faults.append(fault("map_tiles", "tiles_unreadable"))
    least, most = POSITION_SECONDS
    if not least <= int(values.get("position_seconds", least)) <= most:
        faults.append(fault("position_seconds", "seconds_out_of_range", least=least, most=most))
    if faults:
        raise Invalid(*faults)
    return changing.change(company, "staff.company_changed", told, by=by)


def set_logo(*, by: Person | None, file: uploads.Upload) -> Company:
    """Take a picture as the company's logo: checked by its content and made anew, flat on white.

    Records staff.company_changed. Raises NotPermitted, NotNow("no_company"), Invalid (see `uploads.picture`).
    """
    may.require(by, may.manage_company)
    company = _company()
    made = uploads.picture(file)
    name = f"{made.sha256}.jpg"
    folder = settings.MEDIA_ROOT / "logo"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = folder / f".{name}"
    part.write_bytes(made.content)
    part.replace(folder / name)
    return _with_logo(company, name, by)


def drop_logo(*, by: Person | None) -> Company:
    """Do without a logo. Raises NotPermitted, NotNow("no_company")."""
    may.require(by, may.manage_company)
    return _with_logo(_company(), "", by)


def _with_logo(company: Company, name: str, by: Person | None) -> Company:
    old = company.logo
    with db.transaction():
        changed = changing.change(company, "staff.company_changed", {"logo": name}, by=by)
    if old and old != name:
        (settings.MEDIA_ROOT / "logo" / old).unlink(missing_ok=True)
    return changed


def _company() -> Company:
    company = Company.objects.first()
    if company is None:
        raise NotNow("no_company")
    return company


def _origins(said: list[str], faults: list[Fault]) -> list[str]:
    """The sites as origins, each once; what is none is a fault."""
    found: dict[str, None] = {}
    for one in said:
        try:
            address = urlsplit(one.strip()[: LONGEST_SITE + 1].lower())
        except ValueError:
            address = urlsplit("")
        is_bare = address.path in ("", "/") and not (address.query or address.fragment)
        if address.scheme in ("https", "http") and _HOST.fullmatch(address.netloc) and is_bare:
            found[f"{address.scheme}://{address.netloc}"] = None
        else:
            faults.append(fault("embed_sites", "site_unreadable", site=one.strip()[:60]))
    if len(found) > MOST_SITES:
        faults.append(fault("embed_sites", "too_many_sites", most=MOST_SITES))
    return list(found)
