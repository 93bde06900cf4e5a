"""A change in one line, in Chinese or English."""

from collections.abc import Mapping
from typing import Final, Literal

from django.utils.translation import gettext_noop as _

from yinuo.playbooks.rules.comparing.changes import Change

_SECTIONS: Final[Mapping[str, str]] = {
    "elements": _("下单要素"),
    "steps": _("步骤"),
    "reasons": _("原因"),
    "phrases": _("话术"),
    "words_to_avoid": _("不说的话"),
    "promises": _("时限"),
    "notices": _("通知"),
    "approvals": _("审批"),
    "limits": _("权限"),
    "causes": _("异常原因"),
    "departments": _("部门"),
    "remedies": _("补救办法"),
    "strategies": _("应对办法"),
    "questions": _("要问清的"),
    "legal": _("法律依据"),
    "settings": _("规则"),
}
_FIELDS: Final[Mapping[str, str]] = {
    "from": _("出处"),
    "r": _("要求编号"),
    "label": _("名称"),
    "ask": _("问法"),
    "required": _("必填"),
    "importance": _("重要程度"),
    "type": _("类型"),
    "check": _("核实"),
    "choices": _("选项"),
    "help": _("提示"),
    "when_declined": _("客户不说时"),
    "read_back": _("复述"),
    "group": _("分组"),
    "when": _("条件"),
    "hidden": _("隐藏"),
    "stage": _("状态"),
    "goal": _("目标"),
    "must": _("要做到"),
    "say": _("怎么说"),
    "avoid": _("不能说"),
    "text": _("文字"),
    "shorten": _("缩短办法"),
    "leave_out": _("可以不写的"),
    "reads_as": _("读回核对"),
    "days": _("日子"),
    "then": _("说完以后"),
    "instead": _("改说"),
    "kinds": _("工单类型"),
    "on": _("开始"),
    "within": _("期限"),
    "when_closed": _("下班后的期限"),
    "due_from": _("到期取自"),
    "clock": _("计时"),
    "kept_by": _("做到"),
    "cancelled_by": _("取消"),
    "paused_by": _("暂停"),
    "resumed_by": _("恢复"),
    "warn": _("提前提醒"),
    "assign": _("负责人"),
    "task": _("要做的事"),
    "late": _("超时后"),
    "repeat": _("重复"),
    "again": _("再次"),
    "excused_by": _("免责"),
    "channel": _("方式"),
    "to": _("收件人"),
    "limit": _("字数上限"),
    "over_limit": _("超长时"),
    "copy_to": _("抄送"),
    "about": _("事项"),
    "by": _("谁批"),
    "amount": _("金额"),
    "percent": _("比例"),
    "objective": _("客观原因"),
    "by_customer": _("客户原因"),
    "note_required": _("要写说明"),
    "receiver": _("接收人"),
    "copy_to_market_developer": _("抄送市场开拓"),
    "customer_word": _("怎么称呼客户"),
    "reopen_days": _("结案后多少天内可以再投诉"),
    "call_back_tries": _("回访最多打几次"),
    "try_gap_minutes": _("两次回访隔多少分钟"),
    "repeat_count": _("同样的原因几次算屡次"),
    "repeat_days": _("在多少天里数"),
    "payers": _("谁可以记付款"),
    "way": _("办法"),
    "is_moral": _("精神补偿"),
    "types": _("投诉类型"),
    "takes_amount": _("要填金额"),
    "cost_percent": _("公司承担的比例"),
    "cost": _("公司的成本"),
    "department": _("部门"),
    "tone": _("语气"),
    "do": _("怎么做"),
    "fills": _("填到哪里"),
    "law": _("法条"),
    "days_kind": _("按什么日子算"),
    "base": _("按什么算"),
    "at_least": _("最少"),
    "contact": _("联系方式"),
}


Language = Literal["zh-hans", "en"]


def section_label(section: str) -> str:
    """What a section of the playbook is called, in Chinese; pages translate it."""
    return _SECTIONS[section]


def field_label(field: str) -> str:
    """What a field of an item is called; one without a name is called as in the file."""
    return _FIELDS.get(field, field)


def describe(change: Change, language: Language = "zh-hans") -> str:
    """Such as: 改了时限 slip 的期限：“3m”→“5m”（001 三(二)2.2.1 R062）; English uses the file's own words."""
    return _english(change) if language == "en" else _chinese(change)


def _chinese(change: Change) -> str:
    section = section_label(change.kind)
    source = f"（{change.clause}）" if change.clause else ""
    match change.verb:
        case "added":
            return f"新增{section} {change.key}“{change.after}”{source}"
        case "removed":
            return f"去掉{section} {change.key}“{change.before}”{source}"
        case "moved":
            return f"{section}的顺序：{change.before} → {change.after}"
        case "changed":
            field = field_label(change.field)
            return f"改了{section} {change.key} 的{field}：“{change.before}”→“{change.after}”{source}"


def _english(change: Change) -> str:
    item = f"{change.kind}[{change.key}]"
    source = f" ({change.clause})" if change.clause else ""
    match change.verb:
        case "added":
            return f"added {item} “{change.after}”{source}"
        case "removed":
            return f"removed {item} “{change.before}”{source}"
        case "moved":
            return f"order of {change.kind}: {change.before} → {change.after}"
        case "changed":
            return f"changed {item}.{change.field}: “{change.before}” → “{change.after}”{source}"
