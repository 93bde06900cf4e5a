"""What a group robot says: one line for one event, and many lines in one message; pure.

The words are Chinese, as the groups are; nothing personal stands in them.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _

PLAYBOOK_SAYS: Final = "playbook.notice"
"""Not an event: what the manual itself sends to the group (`channel: robot`)."""

TOLD: Final[Mapping[str, str]] = {
    "promise.broken": _("超时"),
    "promise.escalated": _("超时升级"),
    "promise.warned": _("快到期"),
    "promise.repeated": _("再次催办"),
    "notice.given_up": _("短信发不出"),
    "notice.lost": _("短信没有送达"),
    "notice.unconfirmed": _("短信没有回执"),
    "message.received": _("收到回复"),
    "order.declined": _("司机不接"),
    "order.exception_noted": _("运输异常"),
    "order.cancelled": _("客户取消"),
    "order.lost": _("货物丢失"),
    "order.returned": _("货物退回"),
    "order.confirmed": _("新业务单"),
    "order.picked_up": _("已提货"),
    "ticket.handed_over": _("转交部门"),
    "ticket.released": _("放回待领"),
    "approval.asked": _("等待审批"),
    PLAYBOOK_SAYS: _("手册的通知"),
}
"""What a robot may be told of, and what it calls it; in the order of the form."""

NAME: Final = "一诺"
"""Every message begins with it: a platform may ask for a keyword."""

USUAL: Final = ("promise.broken", "promise.escalated", "notice.given_up", "notice.lost", PLAYBOOK_SAYS)
"""What a new robot is told of."""

URGENT: Final = frozenset({"promise.broken", "promise.escalated", "notice.given_up", "notice.lost"})

FEW: Final = 3
"""So many lines that wait leave one by one; more of them leave together."""
MOST_TOLD: Final = 20
"""Nobody reads more lines in one message."""
LONGEST_LINE: Final = 500
MOST_BYTES: Final = 1500
"""Of one line, so that it fits into any platform's message with the words around it."""
_SHORT: Final = {"headline": 60, "label": 80, "task": 80}
_FRAME: Final = 200


@dataclass(frozen=True)
class News:
    """What one line is about: what happened, on which ticket, what was due, what is to be done, and where."""

    code: str
    number: str
    headline: str = ""
    label: str = ""
    due: str = ""
    task: str = ""
    link: str = ""


@dataclass(frozen=True)
class Waiting:
    """A line that waits to be told."""

    id: int
    code: str
    text: str
    is_urgent: bool


@dataclass(frozen=True)
class Message:
    """What leaves in one message: the words, and the lines that are done with it (said, or counted)."""

    text: str
    ids: tuple[int, ...]


def called(code: str) -> str:
    """What the group calls it."""
    return TOLD.get(code) or TOLD[PLAYBOOK_SAYS]


def line(news: News) -> str:
    """【超时】261120021 汽配 15件 汽配城→火车站：安排车辆，应在 10:30 前，打电话催 https://…"""
    about = " ".join(part for part in (news.number, _cut(news.headline, "headline")) if part)
    due = f"应在 {news.due} 前" if news.due else ""
    rest = "，".join(part for part in (_cut(news.label, "label"), due, _cut(news.task, "task")) if part)
    said = "：".join(part for part in (about, rest) if part)
    text, link = f"【{called(news.code)}】{said}", f" {news.link}" if news.link else ""
    text = text[: LONGEST_LINE - len(link)]
    while len(f"{text}{link}".encode()) > MOST_BYTES and text:
        text = text[:-1]
    return f"{text}{link}"


def message(waiting: Sequence[Waiting], *, in_all: int, is_scarce: bool, room: int) -> Message:
    """The next message of a robot for which these lines wait, `in_all` of them with those not shown here.

    Few of them leave one by one, the urgent first. With many, or when the bucket `is_scarce`, they leave
    together: as many as `room` bytes hold, the urgent first; the urgent that do not fit follow in the next
    message, the others are counted. `waiting` must not be empty.
    """
    ordered = sorted(waiting, key=lambda one: (not one.is_urgent, one.id))
    first = ordered[0]
    if in_all == 1 or (in_all <= FEW and not is_scarce):
        return Message(f"{NAME}{first.text}", (first.id,))
    fits = _fitting(ordered, room)
    left = ordered[len(fits) :]
    counted = [] if any(one.is_urgent for one in left) else left
    follow = in_all - len(fits) - len(counted)
    lines = [f"{NAME}：{in_all} 条提醒", *(one.text for one in fits)]
    if counted:
        lines.append(f"还有 {len(counted)} 条不急的没有列出（{_counts(counted)}），请到一诺里看。")
    if follow:
        lines.append(f"还有 {follow} 条，接着发。")
    return Message("\n".join(lines), tuple(one.id for one in (*fits, *counted)))


def weight(text: str) -> int:
    """How many bytes a text takes in the body of a request."""
    return len(json.dumps(text, ensure_ascii=False).encode())


def _fitting(ordered: Sequence[Waiting], room: int) -> list[Waiting]:
    """As many as fit beside the first and the last words; at least one."""
    found, used = [ordered[0]], weight(ordered[0].text) + _FRAME
    for one in ordered[1:MOST_TOLD]:
        used += weight(one.text)
        if used > room:
            break
        found.append(one)
    return found


def _counts(lines: Sequence[Waiting]) -> str:
    counts = Counter(called(one.code) for one in lines).most_common(4)
    return "、".join(f"{name} {count}" for name, count in counts)


def _cut(text: str, part: str) -> str:
    limit = _SHORT[part]
    return text if len(text) <= limit else text[: limit - 1] + "…"
