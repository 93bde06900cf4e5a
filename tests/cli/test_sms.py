"""`yinuo sms compose`: slips for scripts, without a desk (R043, R044, R070–R073)."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from yinuo.cli import sms
from yinuo.orders.rules import slip

pytestmark = pytest.mark.django_db
ORDER: dict[str, Any] = {
    "intent": "order", "serial": "110310221", "agent": "8011", "contact_name": "王先生",
    "contact_phone": "13800138000", "goods": "配件", "pieces": 15, "weight_kg": 200, "volume_m3": 2.2,
    "origin": "汽配城", "destination": "火车站", "consignee_name": "马先生", "consignee_phone": "13900139000",
    "payment": "先付", "extra_fees": [{"name": "装卸费", "amount": 100}], "deadline_text": "15点前",
}  # fmt: skip


def say(*inputs: object, lines: bool = True) -> tuple[list[dict[str, Any]], int]:
    """The answers, and how the command ended."""
    text = "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in inputs)
    result = CliRunner().invoke(sms.command, ["compose", *(["--lines"] if lines else [])], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


def test_what_parse_prints_becomes_a_slip() -> None:
    """R070 R071 R072: the manual's sample with stated phones: 70 units, in its order, read back the same."""
    (answer,), code = say(ORDER, lines=False)
    assert code == 0
    assert set(answer) == {"text", "units", "parts", "shortened", "dropped"}
    assert (answer["units"] <= 70, answer["parts"], answer["dropped"]) == (True, 1, [])
    assert answer["shortened"]
    read = slip.read(answer["text"])
    assert (read.serial, read.shipper_phone, read.agent) == ("110310221", "13800138000", "8011")
    assert (read.consignee_phone, read.payment) == ("13900139000", "先付")


def test_the_signature_counts_and_leaves() -> None:
    """R070: with or without brackets the same."""
    answers, _ = say({**ORDER, "signature": "启程货运"}, {**ORDER, "signature": "【启程货运】"})
    assert answers[0] == answers[1]
    assert answers[0]["text"].startswith("【启程货运】110310221")
    assert answers[0]["units"] == len(answers[0]["text"])


def test_what_is_not_known_is_not_written() -> None:
    """R071: only serial, contact phone and agent are needed."""
    answers, _ = say(
        {"serial": "1", "agent": "8011", "contact_phone": "13800138000"},
        {**ORDER, "destination": None, "consignee_name": None, "consignee_phone": None, "extra_fees": None},
        {**ORDER, "payment": None, "volume_m3": None, "deadline_text": None, "origin": ""},
    )
    assert answers[0]["text"] == "1客13800138000。8011"
    assert "往" not in answers[1]["text"]
    assert "收" not in answers[1]["text"]
    assert all(answer["dropped"] == [] for answer in answers)


def test_what_is_missing_or_cannot_be_read_is_said() -> None:
    """R071: one answer for every line, never a traceback."""
    bad = [
        {**ORDER, "contact_phone": None},
        {**ORDER, "serial": "", "agent": None},
        "not json",
        "",
        "[1]",
        {**ORDER, "pieces": "many"},
        {**ORDER, "weight_kg": float("nan")},
        {**ORDER, "goods": ["a"]},
        {**ORDER, "extra_fees": [{"name": "装卸费", "amount": "x"}]},
        {**ORDER, "extra_fees": "装卸费100"},
        {**ORDER, "contact_phone": "王先生"},
        {**ORDER, "payment": "以后再说"},
        {**ORDER, "drop": ["payment"]},
        {**ORDER, "limit": -1},
    ]
    answers, code = say(*bad)
    assert (len(answers), code) == (len(bad), 0)
    assert all(answer["error"] and answer["reasons"] for answer in answers), answers
    assert answers[0] == {"error": "missing", "reasons": ["contact_phone is missing"]}
    assert say({**ORDER, "agent": ""}, lines=False)[1] == 1


LONG = {
    **ORDER,
    "signature": "启程货运",
    "goods": "不锈钢厨房设备配套件",
    "contact_phone": "0755-88551234转8011",
    "reminder": "到了先找仓库老周开单，再从后面西门进场",
}


def test_a_refusal_names_its_choices_and_takes_them() -> None:
    """R070: too long by how much, in how many parts, or without what; the choice is reported."""
    (answer,), code = say(LONG, lines=False)
    assert (answer["error"], code) == ("too_long", 1)
    assert any("parts: 2" in reason for reason in answer["reasons"])
    drop = answer["choices"]["drop"][0]
    (chosen, parts), _ = say({**LONG, "drop": drop}, {**LONG, "parts": True})
    assert (set(chosen["dropped"]), chosen["parts"], chosen["units"] <= 70) == (set(drop), 1, True)
    assert (parts["parts"], parts["dropped"]) == (2, [])


def test_another_limit() -> None:
    """R070: a gateway that takes less, or more."""
    answers, _ = say({**ORDER, "limit": 200}, {**ORDER, "limit": 40})
    assert answers[0]["shortened"] == []
    assert answers[1]["error"] == "too_long"
