"""`yinuo sms`: slips for scripts, JSON in and out, without a desk; a desk's gateways, and a test message."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import click
from django.utils import translation

from yinuo.cli import speech, typed
from yinuo.core import clock, db, money, phones
from yinuo.core.errors import NotFound
from yinuo.messaging import rules
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.queries import gateways as queries
from yinuo.orders.rules import slip, wording
from yinuo.orders.rules.reading import Unreadable, choices
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import loading, packs, schema, texts
from yinuo.staff import queries as staff
from yinuo.ui import faults

SLIP: Final = "slip"
PACK: Final = "freight"
REFUSED: Final = 1
MOST_LIMIT: Final = 500
NEEDED: Final = ("serial", "contact_phone", "agent")
"""Without these a slip is none (R071); what else is not known is simply not written."""
KEY_OF: Final[Mapping[str, str]] = {
    "shipper_name": "contact_name",
    "shipper_phone": "contact_phone",
    "weight": "weight_kg",
    "volume": "volume_m3",
    "fees": "extra_fees",
}
"""The input's word for a variable, where it is another."""
VARIABLE_OF: Final = {key: name for name, key in KEY_OF.items()} | {
    "deadline_text": "reminder",
    "deadline_at": "reminder",
    "pickup_text": "reminder",
}
_DELIVERS: Final = ("送", "到货", "达")
_COLLECTS: Final = ("提", "取", "装", "来", "收货")


class Faulty(ValueError):
    """An input that cannot be composed: a short code and the reasons in words."""

    def __init__(self, error: str, *reasons: str) -> None:
        super().__init__(error)
        self.answer: dict[str, Any] = {"error": error, "reasons": list(reasons)}


@dataclass(frozen=True)
class Desk:
    """By which playbook slips are composed, and who signs them where the input does not say."""

    notice: schema.Notice
    signature: str = ""


@click.group(name="sms")
def command() -> None:
    """Text messages as they leave; one JSON object per input."""


@command.command()
@click.option("--lines", is_flag=True, help="One input and one answer a line, in order.")
def compose(lines: bool) -> None:
    """Compose slips from the elements in stdin (JSON as `yinuo order parse` prints them).

    Beside the elements: serial, agent, signature, limit (70), and the agent's choices `parts` (true: in parts
    of 67) and `drop` (elements not to write). Prints {text, units, parts, shortened, dropped}, or {error,
    reasons, choices}; ends with 1 when something was refused, unless with --lines.
    """
    desk, refused = _desk(), False
    for text in typed.texts(by_line=lines):
        answer = _answer(text, desk)
        refused = refused or "error" in answer
        click.echo(json.dumps(answer, ensure_ascii=False))
    if refused and not lines:
        raise SystemExit(REFUSED)


def _desk() -> Desk:
    """The desk in the folder, else the pack as it comes."""
    if db.is_made():
        try:
            return Desk(playbooks.current().notice(SLIP), staff.company().sms_signature)
        except (NotFound, KeyError):
            pass
    loaded = loading.load(loading.read_folder(packs.playbook_folder(PACK)))
    if loaded.playbook is None:
        raise click.ClickException("the freight pack is not sound; see yinuo playbook check")
    return Desk(loaded.playbook.notice(SLIP))


def _answer(text: str, desk: Desk) -> dict[str, Any]:
    """What becomes of one input."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return Faulty("bad_json", "the input is not JSON").answer
    if not isinstance(said, dict):
        return Faulty("bad_json", "the input must be one object").answer
    try:
        return _composed(said, desk)
    except Faulty as fault:
        return fault.answer


def _composed(said: dict[str, Any], desk: Desk) -> dict[str, Any]:
    if missing := [key for key in NEEDED if said.get(key) in (None, "")]:
        raise Faulty("missing", *(f"{key} is missing" for key in missing))
    known = slip.values(_elements(said))
    unknown = {name for name in texts.variables_in(desk.notice.text) if not known.get(name)}
    limit = _number(said, "limit", most=MOST_LIMIT)
    composed = rules.compose(
        desk.notice.model_copy(update={"limit": int(limit)} if limit is not None else {}),
        known,
        "parts" if said.get("parts") is True else None,
        leave_out={*unknown, *_dropped(said, desk.notice)},
        signature=rules.signature(_text(said, "signature", desk.signature)),
        reader=slip.reads_back,
    )
    if composed.why is not None:
        raise _too_long(composed)
    return {
        "text": composed.text,
        "units": composed.measure.units,
        "parts": composed.measure.parts,
        "shortened": [step.label for step in composed.shortened],
        "dropped": [_key(name) for name in composed.left_out if name not in unknown],
    }


def _too_long(composed: rules.Composed) -> Faulty:
    """The refusal with the choices that are left (R070)."""
    params = composed.why.params if composed.why else {}
    sets = [[_key(name) for name in names] for names in composed.choices]
    fault = Faulty(
        "too_long",
        f"text: {params['units']} units at its shortest, limit {params['limit']}, {params['over']} over",
        f"parts: {params['parts']} messages of 67 units",
        *(f"drop: {', '.join(keys)}" for keys in sets),
    )
    fault.answer["choices"] = {"parts": params["parts"], "drop": sets}
    return fault


def _elements(said: Mapping[str, Any]) -> slip.Elements:
    weight, volume = _number(said, "weight_kg"), _number(said, "volume_m3")
    pieces = _number(said, "pieces")
    return slip.Elements(
        serial=_text(said, "serial"),
        agent=_text(said, "agent"),
        shipper=_text(said, "contact_name"),
        shipper_phone=_phone(said, "contact_phone"),
        goods=_text(said, "goods"),
        pieces=int(pieces) if pieces else None,
        weight_g=int(weight * 1000) if weight else None,
        volume_cm3=int(volume * 1_000_000) if volume else None,
        origin=_text(said, "origin"),
        destination=_text(said, "destination"),
        consignee=_text(said, "consignee_name"),
        consignee_phone=_phone(said, "consignee_phone"),
        payment=_payment(said),
        fees=tuple(_fees(said)),
        reminder=_reminder(said),
    )


def _text(said: Mapping[str, Any], key: str, otherwise: str = "") -> str:
    """One line of text; a number is taken as it is written."""
    value = said.get(key)
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Faulty("bad_value", f"{key} must be a text")
    return " ".join(str(value).split())


def _number(said: Mapping[str, Any], key: str, *, most: int = 1_000_000_000) -> Decimal | None:
    value = said.get(key)
    if value in (None, ""):
        return None
    try:
        number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= most:
        raise Faulty("bad_value", f"{key} must be a number from 0 to {most}")
    return number


def _phone(said: Mapping[str, Any], key: str) -> str:
    """The number in its one form; one without an area code as it is."""
    text = _text(said, key)
    if not text:
        return ""
    try:
        return phones.parse(text).digits
    except phones.PhoneError as error:
        if error.code == "needs_area_code":
            return "".join(filter(str.isdigit, text))
        raise Faulty("bad_value", f"{key} is no telephone number: {text}") from None


def _payment(said: Mapping[str, Any]) -> str:
    text = _text(said, "payment")
    if not text:
        return ""
    try:
        return wording.PAYMENTS[choices.payment(text)]
    except Unreadable:
        raise Faulty("bad_value", f"payment must be one of {'、'.join(wording.PAYMENTS.values())}") from None


def _fees(said: Mapping[str, Any]) -> Iterator[slip.Fee]:
    fees = said.get("extra_fees") or []
    if not isinstance(fees, list):
        raise Faulty("bad_value", "extra_fees must be a list of {name, amount}")
    for fee in fees:
        if not isinstance(fee, dict) or not (name := _text(fee, "name")):
            raise Faulty("bad_value", "extra_fees must be a list of {name, amount}")
        try:
            yield slip.Fee(name, money.parse_yuan(str(fee.get("amount"))))
        except money.MoneyError:
            raise Faulty("bad_value", f"extra_fees: {fee.get('amount')!r} is no sum in yuan") from None


def _reminder(said: Mapping[str, Any]) -> str:
    """When to collect, by when to deliver, and any other word to the driver: 15点前送达 (R042)."""
    pickup, deadline = _text(said, "pickup_text"), _text(said, "deadline_text")
    if pickup and not any(word in pickup for word in _COLLECTS):
        pickup += "提货"
    if deadline and not any(word in deadline for word in _DELIVERS):
        deadline += "送达"
    return "，".join(part for part in (pickup, deadline, _text(said, "reminder")) if part)


def _dropped(said: Mapping[str, Any], notice: schema.Notice) -> set[str]:
    """The elements that the agent decided not to write, as variables."""
    drop = said.get("drop") or []
    if not isinstance(drop, list):
        raise Faulty("bad_value", "drop must be a list")
    names = {VARIABLE_OF.get(str(key), str(key)) for key in drop}
    if wrong := sorted(names - set(notice.leave_out)):
        allowed = "、".join(map(_key, notice.leave_out))
        raise Faulty("bad_value", f"drop: {'、'.join(map(_key, wrong))} may not be left out, only {allowed}")
    return names


def _key(name: str) -> str:
    return KEY_OF.get(name, name)


@command.command()
def gateways() -> None:
    """List the desk's gateways in their order: ref, name, kind, state, why it last failed."""
    for one in queries.listed():
        rests = one.resting_until is not None and one.resting_until > clock.now()
        state = ("resting" if rests else "active") if one.is_active else "inactive"
        click.echo(f"{one.ref}\t{one.name}\t{one.kind}\t{state}\t{one.last_error}")


@command.command(name="try")
@click.argument("ref")
@click.argument("phone")
@click.option("--by", "staff_number", required=True, help="Staff number of the administrator who tries.")
@speech.option
def try_(ref: str, phone: str, staff_number: str, language: str | None) -> None:
    """Send one test message by the gateway REF to PHONE, and say what came of it."""
    by = staff.person_by_number(staff_number)
    trial = actions.try_out(gateway=queries.named(ref), phone=phone, by=by)
    if trial.is_accepted:
        click.echo(f"accepted\t{trial.gateway_id}")
        return
    with translation.override(speech.language(language)):
        said = faults.text(f"unsent_{trial.code}", {})
    raise click.ClickException(f"{said} ({trial.said})" if trial.said else said)
