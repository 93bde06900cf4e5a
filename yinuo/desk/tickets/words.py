"""The words of the timeline: what each kind of event is called, its icon and its tone."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from yinuo.desk.complaints import entries as complaints
from yinuo.desk.inquiries import entries as inquiries
from yinuo.desk.orders import entries as orders
from yinuo.playbooks.rules import schema

WORDS: Final[dict[str, tuple[str, str, str]]] = {
    "ticket.opened": (gettext_noop("工单已开"), "circle-plus", ""),
    "ticket.taken": (gettext_noop("领了这一单"), "hand", ""),
    "ticket.assigned": (gettext_noop("换了负责人"), "users", ""),
    "ticket.released": (gettext_noop("放回待领"), "undo-2", "warn"),
    "ticket.handed_over": (gettext_noop("转交部门"), "arrow-right-left", "warn"),
    "ticket.noted": (gettext_noop("内部备注"), "sticky-note", "warn"),
    "ticket.photo_added": (gettext_noop("加了附件"), "paperclip", ""),
    "ticket.photo_covered": (gettext_noop("遮盖了照片"), "lock", ""),
    "ticket.original_seen": (gettext_noop("看了没遮盖的原图"), "eye", "warn"),
    "ticket.photo_removed": (gettext_noop("删了附件"), "trash-2", "warn"),
    "ticket.linked": (gettext_noop("关联了另一单"), "link", ""),
    "ticket.unlinked": (gettext_noop("取消了关联"), "undo-2", ""),
    "ticket.personal_seen": (gettext_noop("查看了完整资料"), "eye", ""),
    "ticket.forgotten": (gettext_noop("个人资料已清除"), "lock", ""),
    "hold.placed": (gettext_noop("资料暂停删除"), "lock", "warn"),
    "hold.lifted": (gettext_noop("资料恢复按期删除"), "undo-2", ""),
    "ticket.must_done": (gettext_noop("做到"), "check", "ok"),
    "ticket.must_undone": (gettext_noop("取消勾选"), "x", ""),
    "task.done": (gettext_noop("任务完成"), "circle-check", "ok"),
    "task.dropped": (gettext_noop("任务取消"), "ban", ""),
    "task.returned": (gettext_noop("任务退回"), "undo-2", "warn"),
    "interaction.noted": (gettext_noop("通话"), "phone-outgoing", "ok"),
    "promise.opened": (gettext_noop("开始计时"), "timer", ""),
    "promise.kept": (gettext_noop("承诺已做到"), "circle-check", "ok"),
    "promise.cancelled": (gettext_noop("承诺取消"), "circle-x", ""),
    "promise.warned": (gettext_noop("快到期，已提醒"), "alarm-clock", "warn"),
    "promise.broken": (gettext_noop("超时"), "alarm-clock", "bad"),
    "promise.escalated": (gettext_noop("超时升级"), "triangle-alert", "bad"),
    "promise.repeated": (gettext_noop("再次催办"), "repeat", "warn"),
    "promise.paused": (gettext_noop("暂停计时"), "circle-pause", ""),
    "promise.resumed": (gettext_noop("继续计时"), "play", ""),
    "promise.moved": (gettext_noop("改了时限"), "calendar-clock", "warn"),
    "promise.handed_on": (gettext_noop("承诺交给下一位"), "arrow-right-left", ""),
    "promise.explained": (gettext_noop("写明晚的原因"), "pencil", ""),
    "notice.queued": (gettext_noop("短信"), "message-square", "info"),
    "notice.sent": (gettext_noop("短信已发出"), "message-square", "info"),
    "notice.delivered": (gettext_noop("短信已送达"), "message-square", "ok"),
    "notice.failed": (gettext_noop("短信没发出，会再发"), "message-square-warning", "warn"),
    "notice.given_up": (gettext_noop("短信发不出，请打电话"), "message-square-warning", "bad"),
    "notice.lost": (gettext_noop("短信没有送达，请打电话"), "message-square-warning", "bad"),
    "notice.unconfirmed": (gettext_noop("短信没有回执，请打电话确认"), "message-square-warning", "warn"),
    "notice.withdrawn": (gettext_noop("短信撤回"), "undo-2", ""),
    "robot.stopped": (gettext_noop("群机器人停用了，请检查设置"), "triangle-alert", "bad"),
    "robot.gave_up": (gettext_noop("群消息没发出去"), "triangle-alert", "bad"),
    "mail.given_up": (gettext_noop("邮件没发出去"), "mail", "bad"),
    "report.failed": (gettext_noop("报表没发出去"), "triangle-alert", "bad"),
    "report.stopped": (gettext_noop("定时报表停了，设它的人不能再看报表"), "triangle-alert", "bad"),
    "message.received": (gettext_noop("收到短信"), "message-square", "info"),
    "message.settled": (gettext_noop("短信回复的结果"), "message-square", ""),
    "gateway.resting": (gettext_noop("短信网关连续出错，先用下一个"), "triangle-alert", "bad"),
    "gateway.back": (gettext_noop("短信网关恢复了"), "circle-check", "ok"),
    "approval.asked": (gettext_noop("申请审批"), "stamp", "warn"),
    "approval.approved": (gettext_noop("审批同意"), "stamp", "ok"),
    "approval.refused": (gettext_noop("审批退回"), "stamp", "bad"),
    "approval.withdrawn": (gettext_noop("撤回申请"), "undo-2", ""),
}
QUIET: Final = {
    "ticket.opened", "ticket.must_done", "ticket.must_undone", "ticket.personal_seen", "ticket.linked",
    "promise.opened", "promise.kept", "promise.cancelled", "promise.moved", "promise.warned",
    "notice.sent", "notice.delivered", "order.slip_sent", "complaint.moved", "complaint.told_wait",
}  # fmt: skip
"""What follows from an act: it stands behind the act of the same moment."""

FILES: Final = {
    "question": gettext_noop("客户的照片"),
    "statement": gettext_noop("说明的凭据"),
    "photo": gettext_noop("照片"),
    "scan": gettext_noop("扫描件"),
    "inspection": gettext_noop("查验报告"),
}
"""What the files of a case show, by purpose."""

SEEN: Final = "ticket.personal_seen"

SHOWN: Final = ("reason", "answer", "note", "outcome")
"""The values of an event that a person said."""

NOTICE_TONES: Final = {
    "QUEUED": "", "SENT": "info", "DELIVERED": "ok", "FAILED": "warn", "GIVEN_UP": "bad", "LOST": "bad",
    "CANCELLED": "",
}  # fmt: skip


def of(kind: str) -> tuple[str, str, str]:
    """Title, icon and tone of a kind of event; one without words is called by its kind."""
    found = WORDS.get(kind) or orders.WORDS.get(kind) or inquiries.WORDS.get(kind)
    found = found or complaints.WORDS.get(kind)
    return found or (kind, "circle-check", "")


def file_label(purpose: str) -> str:
    """What a file of a case shows; nothing for the photos of an order, which say it themselves."""
    return gettext(FILES[purpose]) if purpose in FILES else ""


def must_label(playbook: schema.Playbook | None, step: str, key: str) -> str:
    """What the manual calls a must."""
    if playbook is None:
        return key
    found = (
        must.label
        for steps in playbook.steps.values()
        for one in steps
        if one.key == step
        for must in one.must
        if must.key == key
    )
    return next(found, key)


def notice_label(playbook: schema.Playbook | None, key: str) -> str:
    """What the manual calls a message; nothing for a person's own words."""
    found = (one.label for one in playbook.notices if one.key == key) if playbook else iter(())
    return next(found, "")


def department_label(playbook: schema.Playbook | None, key: str) -> str:
    """What the manual calls a department."""
    found = (one.label for one in playbook.departments if one.key == key) if playbook else iter(())
    return next(found, key)
