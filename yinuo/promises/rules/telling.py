"""Why something is due when it is, in one line of Chinese or English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.core import calendar
from yinuo.core.calendar import Due
from yinuo.core.calendar.explain import Language


@dataclass(frozen=True)
class Told:
    """What the line is made of. Without `within` it is a time in the ticket (`named`) or a person's word."""

    due: Due
    starts_at: datetime
    within: timedelta | None
    label: str
    clause: str = ""
    named: str = ""
    moved_reason: str = ""


def line(told: Told, language: Language) -> str:
    """From when, by which rule of which clause, which hours were skipped and why; or whose word it was."""
    if told.within is not None:
        return calendar.explain(
            told.due,
            start=told.starts_at,
            within=told.within,
            rule_label=told.label,
            clause=told.clause,
            language=language,
        )
    words = _WORDS[language]
    return words.line.format(
        label=told.label,
        clause=words.paren.format(told.clause) if told.clause else "",
        source=words.fields.get(told.named, words.word),
        reason=words.reason.format(told.moved_reason) if told.moved_reason else "",
        due=_moment(told.due.at, words),
    )


@dataclass(frozen=True)
class _Words:
    line: str
    paren: str
    word: str
    reason: str
    moment: str
    weekdays: tuple[str, ...]
    fields: Mapping[str, str]


_WORDS: Mapping[str, _Words] = {
    "zh-hans": _Words(
        line="「{label}」{clause}到 {due}：{source}{reason}。",
        paren="（{}）",
        word="由人约定的时间",
        reason="，改期原因：{}",
        moment="{at.month}月{at.day}日 {weekday} {at:%H:%M}",
        weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        fields={
            "wished_pickup_at": "客户希望的提货时间",
            "wished_delivery_at": "客户希望的送达时间",
            "promised_at": "答应客户的送达时间",
            "call_again_at": "和客户约好再打电话的时间",
            "complaint.day_end": "当天下班",
            "complaint.law_due_at": "法律规定的答复期限",
            "complaint.official_due_at": "转办单位要求的期限",
            "complaint.statement_due_at": "请对方说明的期限",
            "complaint.chore_due_at": "部门办完的期限",
        },
    ),
    "en": _Words(
        line="“{label}”{clause} due {due}: {source}{reason}.",
        paren=" ({})",
        word="a time set by a person",
        reason=", moved because: {}",
        moment="{weekday} {at.day}/{at.month} {at:%H:%M}",
        weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        fields={
            "wished_pickup_at": "the pick-up time the customer wished",
            "wished_delivery_at": "the delivery time the customer wished",
            "promised_at": "the delivery time given to the customer",
            "call_again_at": "the time agreed with the customer to call again",
            "complaint.day_end": "the end of that working day",
            "complaint.law_due_at": "the time by which the law wants an answer",
            "complaint.official_due_at": "the deadline of the authority that passed it on",
            "complaint.statement_due_at": "the time by which a statement was asked for",
            "complaint.chore_due_at": "the time by which the department has to be done",
        },
    ),
}


def _moment(at: datetime, words: _Words) -> str:
    return words.moment.format(at=at, weekday=words.weekdays[at.weekday()])
