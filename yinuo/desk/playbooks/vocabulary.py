"""The words of a playbook's files in the words of the people who read its pages."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from yinuo.core.calendar import spans
from yinuo.desk.playbooks import complaints
from yinuo.inquiries import rules as inquiries
from yinuo.orders.models import Payment, Stage
from yinuo.playbooks.rules.vocabulary import VARIABLES
from yinuo.staff.models import Role

PEOPLE = {
    "receiver": _("接收人"),
    "customer": _("客户"),
    "consignee": _("收货人"),
    "respondent": _("被投诉人"),
    "praised": _("被表扬的人"),
    "praised_leader": _("被表扬的人的领导"),
    "owner": _("负责人"),
    "assignee": _("负责人"),
    **{role.value.lower(): str(role.label) for role in Role},
}
EVENTS = {
    "order.drafted": _("开始记单"),
    "order.confirmed": _("确认下单"),
    "order.dispatched": _("派单"),
    "order.slip_sent": _("业务单短信发出"),
    "order.slip_failed": _("业务单短信发不出"),
    "order.slip_lost": _("业务单短信没有送达，请打电话"),
    "order.driver_called": _("电话通知了司机"),
    "order.accepted": _("司机接单"),
    "order.declined": _("司机不接"),
    "order.released": _("收回待派"),
    "order.taken_over": _("换车接着送"),
    "order.picked_up": _("提货"),
    "order.departed": _("发车"),
    "order.arrived": _("到达"),
    "order.out_for_delivery": _("开始配送"),
    "order.delivered": _("送达"),
    "order.closed": _("完结"),
    "order.changed": _("改单"),
    "order.cancelled": _("取消"),
    "order.voided": _("作废"),
    "order.refused": _("收货人拒收"),
    "order.returned": _("退回发货人"),
    "order.lost": _("货物丢失"),
    "order.tracked": _("写了跟踪记录"),
    "order.exception_noted": _("出现异常"),
    "order.exception_cleared": _("异常解除"),
    "order.handed_over": _("转交部门"),
    "order.freight_collected": _("收到运费"),
    "order.goods_money_collected": _("收到代收货款"),
    "order.receipt_taken": _("司机拿到签收回单"),
    "order.recounted": _("清点与下单不同，重算运费"),
    "order.recount_settled": _("清点后的运费有了结果"),
    "inquiry.asked": _("客户来问"),
    "inquiry.reopened": _("客户接着问"),
    "inquiry.promised": _("答应客户几点答复"),
    "inquiry.passed_up": _("请组长查实"),
    "inquiry.checked": _("组长查实了"),
    "inquiry.answered": _("答复了客户"),
    "inquiry.corrected": _("答错了，开始更正"),
    "inquiry.link_sent": _("发了查货链接"),
    "inquiry.closed": _("查询完结"),
    **complaints.EVENTS,
    "order.placed": _("客户网上下单"),
    "order.review_taken": _("领了核单"),
    "order.review_released": _("放回待核"),
    "order.review_called": _("打了核单电话"),
    "order.customer_reached": _("核单电话打通了"),
    "order.checked": _("核对了一项"),
    "order.point_changed": _("核单时改了一处"),
    "order.found_problem": _("核出问题"),
    "order.found_no_problem": _("核对无误"),
    "order.rewritten": _("客户自己改了网单"),
    "order.change_asked": _("客户申请改单"),
    "order.change_answered": _("答复了改单申请"),
    "order.rated": _("客户评价"),
    "order.looked_up": _("客户自己查了货"),
    "ticket.opened": _("开工单"),
    "ticket.queried": _("客户问了这一单"),
    "ticket.complained": _("客户投诉了这一单"),
    "ticket.uncomplained": _("投诉登记改了：不是这一单"),
    "ticket.suggested": _("客户对这一单提了建议"),
    "ticket.assigned": _("换负责人"),
    "ticket.taken": _("领单"),
    "ticket.released": _("放回待领"),
    "ticket.noted": _("写备注"),
    "ticket.handed_over": _("转交部门"),
    "ticket.photo_added": _("加照片"),
    "ticket.photo_removed": _("删照片"),
    "ticket.linked": _("关联工单"),
    "ticket.unlinked": _("取消关联"),
    "ticket.must_done": _("做到一项"),
    "ticket.must_undone": _("取消一项"),
    "task.done": _("任务完成"),
    "task.dropped": _("任务取消"),
    "task.returned": _("任务退回"),
    "promise.opened": _("时限开始"),
    "promise.kept": _("时限做到"),
    "promise.cancelled": _("时限取消"),
    "promise.warned": _("快到期"),
    "promise.broken": _("超时"),
    "promise.escalated": _("超时升级"),
    "promise.repeated": _("再次催办"),
    "promise.paused": _("暂停计时"),
    "promise.resumed": _("继续计时"),
    "promise.moved": _("改时限"),
    "promise.explained": _("写明迟到原因"),
    "promise.handed_on": _("时限交给下一位"),
    "notice.queued": _("通知待发"),
    "notice.sent": _("通知发出"),
    "notice.delivered": _("通知送达"),
    "notice.failed": _("通知没发出"),
    "notice.given_up": _("通知发不出"),
    "notice.lost": _("短信没有送达"),
    "notice.unconfirmed": _("短信没有回执"),
    "message.received": _("收到回复"),
    "message.settled": _("短信回复的结果"),
    "gateway.resting": _("短信网关连续出错，先用下一个"),
    "gateway.back": _("短信网关恢复了"),
    "approval.asked": _("申请审批"),
    "approval.approved": _("审批同意"),
    "approval.refused": _("审批退回"),
    "interaction.noted": _("记下一次接触"),
    "staff.went_on_duty": _("员工上岗"),
    "staff.went_off_duty": _("员工离岗"),
    "staff.absent": _("员工请假"),
    "staff.back": _("员工回来"),
    "customer.created": _("新客户建档"),
    "customer.changed": _("客户资料改动"),
    "playbook.published": _("手册发布"),
    "playbook.table_replaced": _("对照表换版"),
}
STAGES = {
    **complaints.STAGES,
    **{stage.value.lower(): str(stage.label) for stage in (*Stage, *inquiries.Stage)},
    "open": _("待办"),
    "done": _("已完成"),
    "dropped": _("已取消"),
}
VALUES = {
    **STAGES,
    **PEOPLE,
    **{payment.value.lower(): str(payment.label) for payment in Payment},
    "phone": _("电话"),
    "no_answer": _("没人接"),
    "wrong_number": _("号码不对"),
    "granted": _("同意"),
    "consignee_granted": _("同意收货人"),
    "consignee_refused": _("没同意收货人"),
}
TYPES = {
    "text": _("文字"),
    "person": _("称呼"),
    "phone": _("电话"),
    "goods": _("货物"),
    "pieces": _("件数"),
    "weight": _("重量"),
    "volume": _("体积"),
    "address": _("地址"),
    "payment": _("付款方式"),
    "money": _("金额"),
    "time": _("时间"),
    "choice": _("选择"),
    "note": _("备注"),
    "yesno": _("是或否"),
}
CHECKS = {
    "prohibited_goods": _("是不是违禁品"),
    "served_area": _("在不在服务范围"),
    "loading_fee": _("要不要装货费"),
    "unloading_fee": _("要不要卸货费"),
    "packing": _("包装行不行"),
}
DECLINED = {
    "leave_empty": _("空着"),
    "surname_is_enough": _("只报姓也可以"),
    "tell_driver": _("告诉客户司机是谁"),
    "ask_again": _("以后再问"),
    "cannot_take": _("不能下单"),
}
IMPORTANCE = {"important": _("重要"), "very_important": _("很重要")}
DAYS = {"workday": _("工作日"), "weekend": _("周末"), "holiday": _("节假日")}
THEN = {"no_voice": _("记为没有声音"), "vulgar": _("记为粗话电话"), "promise": _("记一个承诺")}
DUE_FROM = {
    "wished_pickup_at": _("希望提货时间"),
    "wished_delivery_at": _("希望送达时间"),
    "promised_at": _("答应的时间"),
    "call_again_at": _("约好再打的时间"),
    "complaint.day_end": _("当天下班"),
    "complaint.law_due_at": _("法律规定的答复期限"),
    "complaint.official_due_at": _("转办单位要求的期限"),
    "complaint.statement_due_at": _("说明的期限"),
    "complaint.chore_due_at": _("部门办完的期限"),
}
CHANNELS = {"sms": _("短信"), "desk": _("页面提醒"), "robot": _("群机器人")}
ABOUT = {"discount": _("优惠"), "remedy": _("补救"), "refusal": _("拒绝")}
REASONS = {
    "not_shipped": _("没发货"),
    "change": _("改单"),
    "cancel": _("取消"),
    "void": _("作废"),
    "choose_other_receiver": _("换接收人"),
    "decline": _("司机不接"),
    "reassign": _("换负责人"),
    "pause": _("暂停计时"),
    "move": _("改时限"),
    "refuse": _("拒收"),
    "return": _("退回"),
    **complaints.REASONS,
}
_UNITS = {"d": _("%(n)s 天"), "h": _("%(n)s 小时"), "m": _("%(n)s 分钟"), "s": _("%(n)s 秒")}


def say(words: dict[str, str], key: str) -> str:
    """The word for `key`; one that has none stands as it is written in the file."""
    return gettext(words[key]) if key in words else key


def listed(words: dict[str, str], keys: Iterable[str]) -> str:
    """Several words in a row."""
    return gettext("、").join(dict.fromkeys(say(words, key) for key in keys))


def span(length: timedelta) -> str:
    """3 分钟, 1 小时 30 分钟."""
    return " ".join(gettext(_UNITS[unit]) % {"n": count} for unit, count in spans.counts(length))


def variable(name: str) -> str:
    """What a variable of a text stands for."""
    return gettext(VARIABLES[name].meaning) if name in VARIABLES else name
