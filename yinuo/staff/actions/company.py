"""The one company of this database."""

from typing import TypedDict, Unpack

from yinuo.core import db
from yinuo.core.errors import NotNow
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Company, Person


class CompanyValues(TypedDict, total=False):
    """What may be said of the company; `area_code` goes before local phone numbers, `sms_signature` in front
    of every SMS, in 【】 whether it is written with them or not; empty for none. `site` is the address at
    which people open the desk, for links in what leaves it.
    """

    name: str
    short_name: str
    hotline: str
    area_code: str
    sms_signature: str
    site: str


def open_company(
    *, pack: str, is_demo: bool = False, by: Person | None = None, **values: Unpack[CompanyValues]
) -> Company:
    """Set up the company of an empty database, running the manual of `pack`.

    Raises NotPermitted, Invalid, or NotNow("company_exists").
    """
    may.require(by, may.manage_company)
    with db.transaction():
        if Company.objects.exists():
            raise NotNow("company_exists")
        return changing.add(
            Company(pk=1, pack=pack, is_demo=is_demo, **values), "staff.company_opened", by=by
        )


def change_company(*, by: Person | None, **values: Unpack[CompanyValues]) -> Company:
    """Change what is said of the company. Raises NotPermitted, Invalid, NotNow("no_company")."""
    may.require(by, may.manage_company)
    company = Company.objects.first()
    if company is None:
        raise NotNow("no_company")
    return changing.change(company, "staff.company_changed", values, by=by)
