"""Setting gateways up: an administrator's work. Secrets are sealed here and never leave in an event."""

import secrets as randomness
from collections.abc import Mapping
from typing import Any, Final, TypedDict, Unpack

from django.db.models import Max

from yinuo.core import db, events, secrets
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, fault
from yinuo.messaging import may
from yinuo.messaging.actions.gateways import checking
from yinuo.messaging.models import Gateway
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

LONGEST_NAME: Final = 40
MOST_PRICE: Final = 100_000
MOST_PER_SECOND: Final = 1000
LONGEST_RECEIPT: Final = 72 * 3600
_EVERYDAY: Final[Mapping[str, object]] = {"failures": 0, "resting_until": None}
"""A gateway that was changed or switched on is tried again at once."""


class GatewayValues(TypedDict, total=False):
    """What may be said of any gateway: the price of a part in thousandths of a yuan, how many messages it
    takes a second, and within how many seconds its receipts are expected (None: it sends none).
    """

    part_price: int
    per_second: int
    receipt_seconds: int | None


def add_gateway(
    *,
    name: str,
    kind: str,
    options: Mapping[str, Any],
    by: Person | None,
    secrets: Mapping[str, str] | None = None,
    **values: Unpack[GatewayValues],
) -> Gateway:
    """Set up a gateway, the last in the order and not in use yet.

    Records gateway.added. Raises NotPermitted; Invalid with every fault, at the field or the first name of
    the option's path.
    """
    staff_may.require(by, may.manage_gateways)
    columns: dict[str, Any] = {"name": name.strip(), **values}
    kept = _checked(kind, columns, options, secrets or {})
    with db.transaction():
        last = Gateway.objects.aggregate(last=Max("rank"))["last"] or 0
        gateway = Gateway.objects.create(
            kind=kind, rank=last + 1, options=kept, secrets=_sealed({}, secrets or {}), **columns
        )
        _record("added", gateway, by=by)
    return gateway


def change_gateway(
    gateway: Gateway,
    *,
    name: str,
    options: Mapping[str, Any],
    version: int,
    by: Person | None,
    secrets: Mapping[str, str] | None = None,
    **values: Unpack[GatewayValues],
) -> Gateway:
    """Change a gateway; a secret that is left empty stays as it is. Its sender begins anew.

    Records gateway.changed with the names of what changed. Raises NotPermitted; NotFound; NotNow("stale")
    when somebody else changed it since `version`; NotNow("secret_unreadable") when a secret that is to stay
    cannot be opened any more; Invalid as above.
    """
    staff_may.require(by, may.manage_gateways)
    columns: dict[str, Any] = {"name": name.strip(), **values}
    given = {field: value for field, value in (secrets or {}).items() if value}
    columns["options"] = _checked(gateway.kind, columns, options, given)
    with db.transaction():
        fresh = _locked(gateway)
        if fresh.version != version:
            raise NotNow("stale")
        if given:
            columns["secrets"] = _resealed(fresh, given)
        changed = sorted(column for column, value in columns.items() if getattr(fresh, column) != value)
        if changed:
            _write(fresh, **{column: columns[column] for column in changed}, **_EVERYDAY)
            _record("changed", fresh, by=by, fields=changed)
    return fresh


def activate_gateway(gateway: Gateway, *, by: Person | None) -> Gateway:
    """Let messages leave by it from now on; in use already, nothing changes.

    Records gateway.activated. Raises NotPermitted, NotFound; NotNow("secret_unreadable").
    """
    staff_may.require(by, may.manage_gateways)
    with db.transaction():
        fresh = _locked(gateway)
        if not fresh.is_active:
            secrets.unseal(fresh.secrets)
            _write(fresh, is_active=True, last_error="", last_failed_at=None, **_EVERYDAY)
            _record("activated", fresh, by=by)
    return fresh


def deactivate_gateway(gateway: Gateway, *, by: Person | None) -> Gateway:
    """Let no more messages leave by it; receipts and replies are still heard. Repeated, nothing changes.

    Records gateway.deactivated. Raises NotPermitted, NotFound.
    """
    staff_may.require(by, may.manage_gateways)
    with db.transaction():
        fresh = _locked(gateway)
        if fresh.is_active:
            _write(fresh, is_active=False)
            _record("deactivated", fresh, by=by)
    return fresh


def move_gateway(gateway: Gateway, *, up: bool, by: Person | None) -> Gateway:
    """One place up or down in the order in which gateways are tried; at the end, nothing changes.

    Records gateway.moved. Raises NotPermitted, NotFound.
    """
    staff_may.require(by, may.manage_gateways)
    with db.transaction():
        rows = list(Gateway.objects.select_for_update().order_by("rank", "id"))
        at = next((at for at, row in enumerate(rows) if row.pk == gateway.pk), None)
        if at is None:
            raise NotFound("not_found")
        moved, to = rows[at], at - 1 if up else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            for rank, row in enumerate(rows, 1):
                if row.rank != rank:
                    row.rank = rank
                    row.save(update_fields=["rank"])  # no version: the sender stays as it is
            _record("moved", moved, by=by, rank=moved.rank)
    return moved


def remove_gateway(gateway: Gateway, *, by: Person | None) -> None:
    """Take it away. What was sent by it keeps its ref. Repeated, it records nothing more.

    Records gateway.removed. Raises NotPermitted; NotNow("gateway_in_use") while messages leave by it.
    """
    staff_may.require(by, may.manage_gateways)
    with db.transaction():
        fresh = Gateway.objects.select_for_update().filter(pk=gateway.pk).first()
        if fresh is None:
            return
        if fresh.is_active:
            raise NotNow("gateway_in_use")
        _record("removed", fresh, by=by)
        Gateway.objects.filter(pk=fresh.pk).delete()


def renew_push_secret(gateway: Gateway, *, by: Person | None) -> str:
    """Make a new secret by which the gateway proves its pushes; the one before no longer holds. It is told
    this once, to be given to the vendor.

    Records gateway.changed. Raises NotPermitted, NotFound; NotNow("gateway_pushes_nothing") for a kind that
    has a session of its own.
    """
    staff_may.require(by, may.manage_gateways)
    if gateway.kind != Gateway.Kind.HTTP:
        raise NotNow("gateway_pushes_nothing")
    made = randomness.token_urlsafe(24)
    with db.transaction():
        fresh = _locked(gateway)
        _write(fresh, secrets=_resealed(fresh, {"push_secret": made}))
        _record("changed", fresh, by=by, fields=["push_secret"])
    return made


def _checked(
    kind: str, columns: Mapping[str, Any], options: Mapping[str, Any], given: Mapping[str, str]
) -> dict[str, Any]:
    """The options as they are kept. Raises Invalid with everything that is wrong at once."""
    if kind not in Gateway.Kind.values:
        raise Invalid(fault("kind", "not_a_choice"))
    faults = [*_column_faults(columns), *checking.secret_faults(kind, given)]
    try:
        kept = checking.options(kind, options)
    except Invalid as invalid:
        raise Invalid(*faults, *invalid.faults) from None
    if faults:
        raise Invalid(*faults)
    return kept


def _column_faults(columns: Mapping[str, Any]) -> list[Fault]:
    found = [] if columns["name"] else [fault("name", "required")]
    if len(columns["name"]) > LONGEST_NAME:
        found.append(fault("name", "too_long", limit=LONGEST_NAME, length=len(columns["name"])))
    if not 0 <= columns.get("part_price", 0) <= MOST_PRICE:
        found.append(fault("part_price", "option_wrong", at="part_price"))
    if not 1 <= columns.get("per_second", 1) <= MOST_PER_SECOND:
        found.append(fault("per_second", "option_wrong", at="per_second"))
    expected = columns.get("receipt_seconds")
    if expected is not None and not 1 <= expected <= LONGEST_RECEIPT:
        found.append(fault("receipt_seconds", "option_wrong", at="receipt_seconds"))
    return found


def _resealed(gateway: Gateway, given: Mapping[str, str]) -> str:
    """The new secrets beside those that stay; where all are new, nothing old has to be opened."""
    names = set(checking.SECRETS[gateway.kind])
    return _sealed({} if names <= set(given) else secrets.unseal(gateway.secrets), given)


def _sealed(kept: Mapping[str, str], given: Mapping[str, str]) -> str:
    return secrets.seal({**kept, **given})


def _locked(gateway: Gateway) -> Gateway:
    fresh = Gateway.objects.select_for_update().filter(pk=gateway.pk).first()
    if fresh is None:
        raise NotFound("not_found")
    return fresh


def _write(gateway: Gateway, **columns: Any) -> None:
    for column, value in columns.items():
        setattr(gateway, column, value)
    gateway.version += 1
    gateway.save(update_fields=[*columns, "version"])


def _record(verb: str, gateway: Gateway, *, by: Person | None, **data: Any) -> None:
    events.record(f"gateway.{verb}", subject=gateway, by=by, data={"gateway": gateway.ref, **data})
