"""Composing within the limit, and when to try again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text import sms
from yinuo.messaging import rules
from yinuo.playbooks.rules import schema

SLIP = (
    "{serial}客{shipper_short}{shipper_phone}{pieces}{weight}{volume}{goods}往{destination} "
    "收货{consignee_short}{consignee_phone}{payment}。[加{fees}，][{reminder}。]{agent}"
)
SHORTER = (
    "{serial}客{shipper_short}{shipper_phone}{pieces}{goods}往{destination} "
    "收{consignee_phone}{payment}。[加{fees}。]{agent}"
)
SAMPLE = {
    "serial": "110310221",
    "shipper_short": "王先",
    "shipper_phone": "7556677",
    "pieces": "15件",
    "weight": "200公斤",
    "volume": "2.2方",
    "goods": "汽配",
    "destination": "火车站",
    "consignee_short": "马先",
    "consignee_phone": "8456",
    "payment": "付",
    "fees": "装卸费100",
    "reminder": "15点前送达",
    "agent": "8011",
}
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def notice(text: str = SLIP, **fields: object) -> schema.Notice:
    """A notice as a playbook holds it."""
    given = {
        "key": "slip",
        "label": "业务单短信",
        "channel": "sms",
        "to": "receiver",
        "from": "R071",
        **fields,
    }
    return schema.Notice.model_validate({**given, "text": text})


def test_the_manuals_sample_comes_out_word_for_word() -> None:
    """R071, R072: the order of content and the sample of the manual; R043: the agent's number stands last."""
    composed = rules.compose(notice(), SAMPLE)
    assert composed.text == (
        "110310221客王先755667715件200公斤2.2方汽配往火车站 收货马先8456付。加装卸费100，15点前送达。8011"
    )
    assert composed.fits
    assert composed.measure.units == len(composed.text) <= 70


def test_the_overdue_sample_comes_out_word_for_word() -> None:
    """R096: the SMS to the manager: serial, waybill, hours overdue, the agent's number."""
    overdue = notice("{serial}单号{waybill}，货物已超过配送时效{hours_overdue}小时，请速处理。{agent}")
    values = {"serial": "110310284", "waybill": "7550026790", "hours_overdue": 2, "agent": "8011"}
    assert rules.compose(overdue, values).text == (
        "110310284单号7550026790，货物已超过配送时效2小时，请速处理。8011"
    )


@pytest.mark.parametrize("empty", ["", None])
def test_without_fees_and_reminder_their_words_and_punctuation_vanish(empty: str | None) -> None:
    """R041, R042, R071: "if there are extra charges" leaves nothing behind when there are none."""
    composed = rules.compose(notice(), {**SAMPLE, "fees": empty, "reminder": empty})
    assert composed.text.endswith("马先8456付。8011")
    assert composed.fits


def test_a_gap_outside_brackets_is_refused_and_named() -> None:
    """R071: a slip without the destination must not leave."""
    composed = rules.compose(notice(), {**SAMPLE, "destination": ""})
    assert composed.why is not None
    assert composed.why.code == "sms_gaps"
    assert composed.why.params == {"missing": "目的地简称", "fields": ["destination"]}


def test_seventy_units_fit_and_seventy_one_do_not() -> None:
    """R070: 70 characters; each side of the limit."""
    plain = notice("{reminder}")
    assert rules.compose(plain, {"reminder": "字" * 70}).fits
    over = rules.compose(plain, {"reminder": "字" * 71})
    assert over.why is not None
    assert over.why.code == "sms_too_long"
    assert (over.why.params["units"], over.why.params["limit"], over.why.params["over"]) == (71, 70, 1)


def test_a_character_outside_the_plane_counts_two() -> None:
    """R070: 70 units as networks count them, not characters as people see them."""
    assert not rules.compose(notice("{reminder}"), {"reminder": "𠮷" * 36}).fits
    assert rules.compose(notice("{reminder}"), {"reminder": "𠮷" * 35}).fits


def test_too_long_names_the_longest_fields() -> None:
    """R070: the agent is told what to shorten, the longest first."""
    long = {
        **SAMPLE,
        "goods": "汽车发动机及变速箱总成配件",
        "reminder": "务必在明天下午三点之前送达并电话通知收货人本人",
    }
    composed = rules.compose(notice(), long)
    assert composed.why is not None
    assert composed.why.params["fields"][:2] == ["reminder", "goods"]
    assert composed.why.params["longest"].startswith("提示、货物名称")
    assert composed.why.params["parts"] == 2


def test_a_shorter_text_is_taken_before_refusing() -> None:
    """R070: the playbook's shorter words come before a refusal."""
    long = {**SAMPLE, "reminder": "务必在明天下午三点之前送达并电话通知收货人本人"}
    composed = rules.compose(notice(shorter=(SHORTER,)), long)
    assert composed.fits
    assert composed.shortened == 1
    assert "务必" not in composed.text


@pytest.mark.parametrize("fields", [{"over_limit": "parts"}, {}])
def test_parts_are_a_decision_of_the_playbook_or_of_a_person(fields: dict[str, str]) -> None:
    """R070: a long one leaves in parts of 67 only when somebody said so; then in its full words."""
    long = {**SAMPLE, "reminder": "很" * 60}
    composed = rules.compose(
        notice(shorter=(SHORTER + "很" * 60,), **fields), long, None if fields else "parts"
    )
    assert composed.fits
    assert composed.shortened == 0
    assert composed.measure.parts == 2


def test_a_persons_refusal_goes_before_the_playbooks_parts() -> None:
    """R070: over_limit of the one message wins."""
    composed = rules.compose(notice("{reminder}", over_limit="parts"), {"reminder": "很" * 71}, "refuse")
    assert not composed.fits


@given(st.dictionaries(st.sampled_from(sorted(SAMPLE)), st.text(max_size=40), min_size=0))
def test_what_fits_fits(values: dict[str, str]) -> None:
    """R070: whatever the values, a text that may leave alone is within its limit and has no gap."""
    composed = rules.compose(notice(shorter=(SHORTER,)), {**SAMPLE, **values})
    assert composed.measure == sms.measure(composed.text)
    if composed.fits:
        assert composed.measure.units <= 70
        assert composed.measure.parts <= 1
    else:
        assert composed.why is not None
        assert composed.why.code in rules.REFUSED_TEXT


def test_a_persons_own_text_is_measured_too() -> None:
    """R070: what was typed by hand keeps the limit."""
    assert rules.written("请速处理。8011", 70).fits
    assert not rules.written("请" * 71, 70).fits
    assert rules.written("请" * 71, 70, "parts").measure.parts == 2


def test_waits_grow_and_end() -> None:
    """R062: five attempts fall into about three minutes; the last comes after about an hour."""
    waits = [rules.next_attempt(attempt, NOW) for attempt in range(1, rules.MOST_ATTEMPTS + 1)]
    assert waits[-1] is None
    gaps = [wait - NOW for wait in waits[:-1] if wait]
    assert gaps == sorted(gaps)
    assert sum(gaps[:4], timedelta()) <= timedelta(minutes=3, seconds=5)
    assert timedelta(hours=1) < sum(gaps, timedelta()) < timedelta(minutes=75)
