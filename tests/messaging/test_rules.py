"""Composing within the limit, and when to try again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.text import sms
from yinuo.messaging import rules
from yinuo.playbooks.rules import schema

SLIP = (
    "{serial}客{shipper_short}{shipper_phone}{goods}{pieces}{weight}{volume}往{destination} "
    "收货{consignee_short}{consignee_phone}{payment}。[加{fees}，][{reminder}。]{agent}"
)
SHORTER = (
    "{serial}客{shipper_short}{shipper_phone}{goods}{pieces}往{destination} "
    "收{consignee_phone}{payment}。[加{fees}。]{agent}"
)
BRIEF = {"key": "brief", "label": "换更短的写法", "text": SHORTER}
STEPS = [
    {"key": "receive", "label": "收货→收", "replace": {" 收货": "收"}},
    {"key": "kilos", "label": "公斤→㎏", "in": "weight", "replace": {"公斤": "㎏"}},
    {"key": "goods", "label": "货物只写主要的", "use": {"goods": "goods_brief"}},
    {"key": "stops", "label": "不写句号", "replace": {"。": ""}},
]
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
        "110310221客王先7556677汽配15件200公斤2.2方往火车站 收货马先8456付。加装卸费100，15点前送达。8011"
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
    composed = rules.compose(notice(shorten=[BRIEF]), long)
    assert composed.fits
    assert [step.key for step in composed.shortened] == ["brief"]
    assert "务必" not in composed.text


def test_only_as_many_shortenings_as_are_needed_in_their_order() -> None:
    """R070 R071: the list is gone through until it fits; what turns out needless is given back."""
    template = notice(shorten=STEPS)
    assert rules.compose(template, SAMPLE).shortened == ()
    long = {**SAMPLE, "reminder": "15点前送达请走西门"}
    composed = rules.compose(template, long)
    assert [step.key for step in composed.shortened] == ["receive"]
    assert "火车站收马先" in composed.text
    composed = rules.compose(template, {**SAMPLE, "goods": "汽车配件及其附件总成", "goods_brief": "汽配"})
    assert (composed.fits, [step.key for step in composed.shortened]) == (True, ["goods"])
    assert (" 收货马先" in composed.text, "200公斤" in composed.text) == (True, True)


def test_a_longer_form_of_a_variable_is_not_taken() -> None:
    """R071: shorter is shorter as the network counts."""
    long = {**SAMPLE, "reminder": "字" * 30, "goods_brief": "汽车配件"}
    assert "汽车配件" not in rules.compose(notice(shorten=STEPS), long, "parts").text


def test_the_signature_stands_in_front_and_counts() -> None:
    """R070: what the network carries is measured, the company's signature included."""
    plain = notice("{reminder}")
    sign = rules.signature("启程货运")
    assert sign == rules.signature("【启程货运】") == "【启程货运】"
    assert rules.signature("") == rules.signature("【】") == ""
    composed = rules.compose(plain, {"reminder": "字" * 64}, signature=sign)
    assert (composed.fits, composed.measure.units, composed.text[:6]) == (True, 70, "【启程货运】")
    assert not rules.compose(plain, {"reminder": "字" * 65}, signature=sign).fits
    assert not rules.written("字" * 65, 70, signature=sign).fits
    assert rules.bare("【启程货运】王先生") == rules.bare("王先生") == "王先生"


def test_numbers_never_run_together() -> None:
    """R071: a phone and goods that begin with a figure, a sum and the agent's number."""
    composed = rules.compose(notice(), {**SAMPLE, "goods": "3M胶带", "reminder": ""})
    assert "7556677 3M胶带15件" in composed.text
    tight = notice("{serial}{payment}{fees}{agent}")
    assert rules.compose(tight, SAMPLE).text == "110310221付装卸费100 8011"


def test_what_would_not_read_back_gets_a_space_or_the_next_form() -> None:
    """R071: a form that its reader does not understand does not count as fitting."""

    def reader(text: str, words: Mapping[str, str]) -> bool:
        return f" {words['goods']}" in text and "收" in text

    steps = [{"key": "unmarked", "label": "不写收", "replace": {"收": ""}}, STEPS[3]]
    composed = rules.compose(notice(shorten=steps), {**SAMPLE, "reminder": "15点前送达走西门"}, reader=reader)
    assert "7556677 汽配15件" in composed.text
    assert [step.key for step in composed.shortened] == ["stops"]


def test_the_refusal_says_what_may_be_left_out() -> None:
    """R070: the smallest sets that make it fit, or parts; the agent's choice is composed without gaps."""
    template = notice(leave_out=["reminder", "volume", "weight"], shorten=STEPS)
    long = {**SAMPLE, "goods": "汽车发动机及变速箱总成配件", "reminder": "15点前送达走西门"}
    composed = rules.compose(template, long)
    assert composed.choices == (("reminder",),)
    assert composed.why is not None
    assert (composed.why.params["choices"], composed.why.params["parts"]) == ([["reminder"]], 2)
    chosen = rules.compose(template, long, leave_out=["reminder"])
    assert (chosen.fits, chosen.left_out) == (True, ("reminder",))
    longer = {**long, "goods": "汽车发动机及变速箱总成配件和全套密封件"}
    assert len(rules.compose(template, longer).choices[0]) > 1


def test_what_is_left_out_leaves_no_words_hanging() -> None:
    """R071: the words that belong to an element go with it; what only lacks a value stays a gap."""
    tied = notice(
        "{serial}{goods}<往{destination}>< 收货[{consignee_short}]{consignee_phone}>{payment}{agent}"
    )
    nobody = ["destination", "consignee_short", "consignee_phone"]
    assert rules.compose(tied, SAMPLE, leave_out=nobody).text == "110310221汽配付8011"
    assert (
        rules.compose(tied, SAMPLE, leave_out=["consignee_phone"]).text
        == "110310221汽配往火车站 收货马先付8011"
    )
    assert rules.compose(tied, {**SAMPLE, "destination": ""}).why is not None


@pytest.mark.parametrize("fields", [{"over_limit": "parts"}, {}])
def test_parts_are_a_decision_of_the_playbook_or_of_a_person(fields: dict[str, str]) -> None:
    """R070: a long one leaves in parts of 67 only when somebody said so; two where that is possible."""
    said = None if fields else "parts"
    composed = rules.compose(notice(shorten=STEPS, **fields), {**SAMPLE, "reminder": "很" * 60}, said)
    assert (composed.fits, composed.shortened, composed.measure.parts) == (True, (), 2)
    composed = rules.compose(notice(shorten=STEPS, **fields), {**SAMPLE, "reminder": "很" * 74}, said)
    assert (composed.fits, len(composed.shortened), composed.measure.parts) == (True, 1, 2)


def test_a_persons_refusal_goes_before_the_playbooks_parts() -> None:
    """R070: over_limit of the one message wins."""
    composed = rules.compose(notice("{reminder}", over_limit="parts"), {"reminder": "很" * 71}, "refuse")
    assert not composed.fits


@given(st.dictionaries(st.sampled_from(sorted(SAMPLE)), st.text(max_size=40), min_size=0))
def test_what_fits_fits(values: dict[str, str]) -> None:
    """R070: whatever the values, a text that may leave alone is within its limit and has no gap."""
    composed = rules.compose(notice(shorten=[*STEPS, BRIEF]), {**SAMPLE, **values})
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
