"""A change in one Chinese line."""

from collections.abc import Mapping
from typing import Final

from yinuo.playbooks.rules.comparing.changes import Change

_SECTIONS: Final[Mapping[str, str]] = {
    "elements": "下单要素",
    "steps": "步骤",
    "reasons": "原因",
    "phrases": "话术",
    "words_to_avoid": "不说的话",
    "promises": "时限",
    "notices": "通知",
    "approvals": "审批",
    "limits": "权限",
    "causes": "异常原因",
    "departments": "部门",
    "settings": "规则",
}
_FIELDS: Final[Mapping[str, str]] = {
    "from": "出处",
    "r": "要求编号",
    "label": "名称",
    "ask": "问法",
    "required": "必填",
    "importance": "重要程度",
    "type": "类型",
    "check": "核实",
    "choices": "选项",
    "help": "提示",
    "when_declined": "客户不说时",
    "read_back": "复述",
    "group": "分组",
    "when": "条件",
    "hidden": "隐藏",
    "stage": "阶段",
    "goal": "目标",
    "must": "要做到",
    "say": "怎么说",
    "avoid": "不能说",
    "text": "文字",
    "shorter": "短写法",
    "days": "日子",
    "instead": "改说",
    "kinds": "工单类型",
    "on": "开始",
    "within": "期限",
    "due_from": "到期取自",
    "clock": "计时",
    "kept_by": "做到",
    "cancelled_by": "取消",
    "paused_by": "暂停",
    "resumed_by": "恢复",
    "warn": "提前提醒",
    "assign": "负责人",
    "task": "要做的事",
    "late": "超时后",
    "repeat": "重复",
    "again": "再次",
    "excused_by": "免责",
    "channel": "方式",
    "to": "收件人",
    "limit": "字数上限",
    "over_limit": "超长时",
    "copy_to": "抄送",
    "about": "事项",
    "by": "谁批",
    "amount": "金额",
    "percent": "比例",
    "objective": "客观原因",
    "by_customer": "客户原因",
    "note_required": "要写说明",
    "receiver": "接单对象",
    "copy_to_market_developer": "抄送市场开拓",
}


def describe(change: Change) -> str:
    """Such as: 改了 时限 slip 的期限：“3m”→“5m”（001 三(二)2.2.1 R062）."""
    section = _SECTIONS[change.kind]
    source = f"（{change.clause}）" if change.clause else ""
    match change.verb:
        case "added":
            return f"新增{section} {change.key}“{change.after}”{source}"
        case "removed":
            return f"去掉{section} {change.key}“{change.before}”{source}"
        case "moved":
            return f"{section}的顺序：{change.before} → {change.after}"
        case "changed":
            field = _FIELDS.get(change.field, change.field)
            return f"改了{section} {change.key} 的{field}：“{change.before}”→“{change.after}”{source}"
