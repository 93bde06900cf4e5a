"""The words of a playbook's files about complaints and suggestions, for the people who read its pages."""

from django.utils.translation import gettext_noop as _

from yinuo.complaints import models
from yinuo.complaints.rules import stages

EVENTS = {
    "complaint.registered": _("登记投诉"),
    "complaint.classified": _("分类、定级"),
    "complaint.acknowledged": _("告诉客户已受理"),
    "complaint.crisis": _("定为危机"),
    "complaint.mood_noted": _("记下客户情绪"),
    "complaint.leader_called": _("请领导出面"),
    "complaint.chased": _("催司机去提货"),
    "complaint.told_wait": _("告诉客户要等多久"),
    "complaint.restated": _("复述，客户确认"),
    "complaint.details_changed": _("改投诉内容"),
    "complaint.moved": _("投诉进到下一步"),
    "complaint.transferred": _("投诉换人处理"),
    "complaint.statement_asked": _("请被投诉人说明"),
    "complaint.statement_given": _("被投诉人作了说明"),
    "complaint.statement_waived": _("免于说明"),
    "complaint.answered": _("问清了一项"),
    "complaint.found": _("写明调查结果"),
    "complaint.weighed": _("权衡五问"),
    "complaint.offer_made": _("拟出处理方案"),
    "complaint.offer_asked": _("方案报批"),
    "complaint.offer_approved": _("方案获批"),
    "complaint.offer_returned": _("方案退回"),
    "complaint.offer_told": _("把方案告诉客户"),
    "complaint.offer_accepted": _("客户同意方案"),
    "complaint.offer_declined": _("客户不同意方案"),
    "complaint.agreement_made": _("拟好处理协议"),
    "complaint.agreement_signed": _("签下处理协议"),
    "complaint.chore_given": _("交部门落实"),
    "complaint.chore_received": _("部门签收"),
    "complaint.chore_done": _("部门办完"),
    "complaint.chore_checked": _("核对了部门办的事"),
    "complaint.chore_returned": _("退回部门重办"),
    "complaint.chore_dropped": _("不用部门办了"),
    "complaint.carried_out": _("方案落实完"),
    "complaint.paid": _("付款给客户"),
    "complaint.called_back": _("回访"),
    "complaint.rated": _("客户评满意度"),
    "complaint.unsatisfied": _("客户不满意，再处理一轮"),
    "complaint.thanked": _("感谢客户"),
    "complaint.closed": _("投诉结案"),
    "complaint.reopened": _("投诉重开"),
    "complaint.withdrawn": _("客户撤回投诉"),
    "complaint.merged": _("并入另一件投诉"),
    "complaint.unmerged": _("撤销合并"),
    "complaint.overridden": _("领导放行一项"),
    "complaint.learned": _("总结经验教训"),
    "suggestion.made": _("收到建议或表扬"),
    "suggestion.thanked": _("感谢建议"),
    "suggestion.passed_on": _("建议转交部门"),
    "suggestion.answered": _("答复建议"),
    "suggestion.became": _("建议转为投诉"),
    "suggestion.closed": _("建议完结"),
    "grumble.noted": _("记下一句抱怨"),
    "grumble.became": _("抱怨转为投诉"),
    "corrective.opened": _("提出整改"),
    "corrective.set": _("定下整改办法"),
    "corrective.noted": _("记整改进度"),
    "corrective.done": _("整改完成"),
    "corrective.worked": _("整改有效"),
    "corrective.failed": _("整改无效"),
}
STAGES = {stage.value.lower(): str(stage.label) for stage in (*stages.Stage, *stages.Sorted)}
TYPES = {choice.value.lower(): str(choice.label) for choice in models.Type}
SAID_BY = {
    "phone": _("电话"),
    "sms": _("短信"),
    "page": _("网上"),
    "email": _("邮件"),
    "letter": _("信函"),
    "visit": _("上门"),
    "chat": _("在线"),
    "fax": _("传真"),
}
TOLD = {
    "nothing": _("还没有告诉"),
    "offer": _("方案，等客户答复"),
    "refusal": _("不予支持"),
    "agreed": _("客户同意了的方案"),
    "outdated": _("作废了的方案"),
}
OF_FIELD: dict[str, dict[str, str]] = {
    "complaint.type": TYPES,
    "complaint.told": TOLD,
    "complaint.degree": {choice.value.lower(): str(choice.label) for choice in models.Degree},
    **{
        f"complaint.{name}": {choice.value.lower(): str(choice.label) for choice in choices}
        for name, choices in (
            ("cause", models.Cause),
            ("manner", models.Manner),
            ("temper", models.Temper),
            ("organisation", models.Organisation),
        )
    },
    "event.way": SAID_BY,
    "suggestion.sort": {choice.value.lower(): str(choice.label) for choice in models.Suggestion.Sort},
}
"""Words that mean something of their own beside one field: the type time is no time of day."""
LEGAL = {
    "deadline": _("法定时限"),
    "minimum": _("法定最低"),
    "right": _("客户的权利"),
    "body": _("外部机构"),
}
BASES = {"declared_value": _("声明价值"), "freight": _("运费"), "loss": _("实际损失")}
WAYS = {
    "exchange": _("更换"),
    "return": _("退货"),
    "free_goods": _("赠送"),
    "refund": _("退款"),
    "apology": _("道歉"),
    "money": _("补偿金"),
    "discount": _("打折"),
    "gift": _("赠品"),
    "honour": _("名誉"),
    "care": _("私交关怀"),
    "visit": _("邀请参观"),
    "discussion": _("参加讨论会"),
    "reward": _("奖励"),
    "redo": _("重新办好"),
}
FACTS = {
    "account": _("事情经过"),
    "wanted": _("客户的要求"),
    "about": _("所投诉的单"),
    "respondent": _("被投诉人"),
    "contact_name": _("联系人"),
    "contact_phone": _("联系电话"),
    "contact_company": _("单位"),
    "contact_address": _("地址"),
    "goods.name": _("产品名称"),
    "goods.specification": _("规格"),
    "goods.made_on": _("生产日期"),
    "goods.batch": _("批号"),
    "goods.used_at": _("何时使用"),
    "goods.symptoms": _("问题表现"),
    "goods.brand_before": _("以前用的品牌及状况"),
    "goods.recent_use": _("最近使用状况"),
    "goods.inspection": _("收货验货情况"),
}
REASONS = {
    "complaint_override": _("放行没做到的一项"),
    "complaint_waive": _("免于说明"),
    "complaint_refuse": _("不予支持"),
    "complaint_transfer": _("投诉换人处理"),
    "complaint_withdraw": _("撤回投诉"),
    "complaint_unusual": _("补偿与往常不同"),
    "complaint_drop": _("不再落实"),
}
