"""The events of complaints and suggestions in words: title, icon and tone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.complaints.models import Degree, Feeling, Level, Outcome, Passed, Severity, Suggestion, Type
from yinuo.complaints.rules.stages import Stage
from yinuo.core import money

WORDS: dict[str, tuple[str, str, str]] = {
    "complaint.registered": (gettext_noop("登记投诉"), "message-square-warning", "bad"),
    "complaint.classified": (gettext_noop("改了分类"), "pencil", ""),
    "complaint.acknowledged": (gettext_noop("告诉客户已受理"), "message-square", "info"),
    "complaint.crisis": (gettext_noop("定为危机，已通知经理"), "triangle-alert", "bad"),
    "complaint.mood_noted": (gettext_noop("客户的心情"), "meh", ""),
    "complaint.leader_called": (gettext_noop("请领导出面"), "users", "warn"),
    "complaint.chased": (gettext_noop("催司机去提货，抄送车管"), "truck", "warn"),
    "complaint.told_wait": (gettext_noop("告诉客户几点之前答复"), "timer", "info"),
    "complaint.restated": (gettext_noop("复述问题，客户确认"), "message-circle-question", "ok"),
    "complaint.details_changed": (gettext_noop("改了登记的内容"), "pencil", ""),
    "complaint.moved": (gettext_noop("进入"), "chevron-right", "info"),
    "complaint.transferred": (gettext_noop("转给别人"), "arrow-right-left", "warn"),
    "complaint.statement_asked": (gettext_noop("请对方说明情况"), "message-square", "warn"),
    "complaint.statement_given": (gettext_noop("对方说明了情况"), "message-square", "ok"),
    "complaint.statement_waived": (gettext_noop("免于说明"), "ban", "warn"),
    "complaint.passed_on": (gettext_noop("转出了附件"), "send", "info"),
    "complaint.answered": (gettext_noop("客户回答了问题"), "message-circle-question", ""),
    "complaint.found": (gettext_noop("查明情况"), "search", "ok"),
    "complaint.weighed": (gettext_noop("想清楚五件事"), "scale", ""),
    "complaint.offer_made": (gettext_noop("拟了方案"), "file-pen", ""),
    "complaint.offer_asked": (gettext_noop("方案提交审批"), "badge-check", "warn"),
    "complaint.offer_approved": (gettext_noop("方案批准"), "badge-check", "ok"),
    "complaint.offer_returned": (gettext_noop("方案退回"), "undo-2", "bad"),
    "complaint.offer_told": (gettext_noop("方案告诉了客户"), "phone-outgoing", "info"),
    "complaint.offer_accepted": (gettext_noop("客户同意方案"), "circle-check", "ok"),
    "complaint.offer_declined": (gettext_noop("客户不同意方案"), "frown", "bad"),
    "complaint.agreement_made": (gettext_noop("出了处理协议"), "file-text", ""),
    "complaint.agreement_signed": (gettext_noop("客户签了协议"), "file-text", "ok"),
    "complaint.chore_given": (gettext_noop("派给部门"), "send", ""),
    "complaint.chore_received": (gettext_noop("部门签收"), "hand", "info"),
    "complaint.chore_done": (gettext_noop("部门办完"), "check", "info"),
    "complaint.chore_checked": (gettext_noop("核对无误"), "badge-check", "ok"),
    "complaint.chore_returned": (gettext_noop("没办好，退回部门"), "undo-2", "bad"),
    "complaint.chore_dropped": (gettext_noop("不用办了"), "ban", ""),
    "complaint.carried_out": (gettext_noop("全部落实"), "circle-check", "ok"),
    "complaint.paid": (gettext_noop("付款"), "banknote", "ok"),
    "complaint.called_back": (gettext_noop("回访"), "phone-outgoing", "info"),
    "complaint.rated": (gettext_noop("客户评价"), "badge-check", "info"),
    "complaint.unsatisfied": (gettext_noop("客户不满意，再来一轮"), "frown", "bad"),
    "complaint.thanked": (gettext_noop("谢过客户"), "handshake", "ok"),
    "complaint.closed": (gettext_noop("结案"), "badge-check", "ok"),
    "complaint.reopened": (gettext_noop("重新打开"), "undo-2", "warn"),
    "complaint.withdrawn": (gettext_noop("客户撤回"), "undo-2", ""),
    "complaint.merged": (gettext_noop("并入另一件"), "link", ""),
    "complaint.unmerged": (gettext_noop("取消合并"), "undo-2", ""),
    "complaint.overridden": (gettext_noop("放行"), "triangle-alert", "warn"),
    "complaint.learned": (gettext_noop("总结了教训"), "book-open", ""),
    "corrective.opened": (gettext_noop("提出整改"), "repeat", "warn"),
    "corrective.set": (gettext_noop("定下整改办法"), "pencil", "info"),
    "corrective.noted": (gettext_noop("整改进度"), "message-square", ""),
    "corrective.done": (gettext_noop("整改完成"), "check", "info"),
    "corrective.worked": (gettext_noop("整改有效"), "badge-check", "ok"),
    "corrective.failed": (gettext_noop("整改无效，重新整改"), "undo-2", "bad"),
    "suggestion.made": (gettext_noop("记下建议"), "message-square", "info"),
    "suggestion.thanked": (gettext_noop("谢过客户"), "handshake", "ok"),
    "suggestion.passed_on": (gettext_noop("转给部门"), "send", ""),
    "suggestion.answered": (gettext_noop("答复了客户"), "circle-check", "ok"),
    "suggestion.became": (gettext_noop("转为投诉"), "message-square-warning", "bad"),
    "suggestion.closed": (gettext_noop("建议完结"), "badge-check", ""),
    "ticket.complained": (gettext_noop("客户投诉了这一单"), "message-square-warning", "bad"),
    "ticket.uncomplained": (gettext_noop("投诉登记改了：不是这一单"), "undo-2", ""),
    "ticket.suggested": (gettext_noop("客户对这一单提了建议"), "message-square", "info"),
    "grumble.noted": (gettext_noop("记下不满"), "frown", "warn"),
    "grumble.became": (gettext_noop("不满成为投诉"), "message-square-warning", "bad"),
}
_CHOICES: Mapping[str, Any] = {
    "type": Type,
    "severity": Severity,
    "feeling": Feeling,
    "level": Level,
    "outcome": Outcome,
    "degree": Degree,
}


def label(kind: str, data: Mapping[str, Any]) -> str:
    """What the title of an event names besides: the stage that was entered."""
    return _(str(Stage(data["to"]).label)) if kind == "complaint.moved" else ""


def body(kind: str, data: Mapping[str, Any]) -> str:
    """The line under an event: how severe, how much, how content."""
    parts = [
        _(str(choices(data[name]).label)) for name, choices in _CHOICES.items() if _fits(name, choices, data)
    ]
    if data.get("sent_as") in Suggestion.Sort.values:
        sort = _(str(Suggestion.Sort(data["sent_as"]).label))
        parts.append(_("客户寄来时写的是%(sort)s") % {"sort": sort})
    if kind == "complaint.passed_on" and data.get("to") in (Passed.To.CUSTOMER, Passed.To.STATEMENT):
        parts.append(_(str(Passed.To(data["to"]).label)))
    if kind == "complaint.paid":
        parts.append(f"{money.format_yuan(int(data.get('fen', 0)))} {_('元')}")
    if kind == "complaint.rated":
        parts.append(_("%(n)s 分") % {"n": data.get("overall", "")})
    return " · ".join(parts)


def _fits(name: str, choices: Any, data: Mapping[str, Any]) -> bool:
    """Whether the event says this, in a word that we know."""
    return data.get(name) in choices.values and type(data[name]) is type(choices.values[0])
