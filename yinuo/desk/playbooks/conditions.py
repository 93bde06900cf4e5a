"""A condition of the playbook as a sentence: the tree that is evaluated, said in words."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from yinuo.desk.playbooks import complaints, vocabulary
from yinuo.playbooks.rules import expressions
from yinuo.playbooks.rules.expressions.tree import Among, Compare, Either, Every, Literal, Name, Node, Not
from yinuo.playbooks.rules.vocabulary import Field, Measure, fields

CONTEXTS = ("element", "promise", "late", "notice", "approval", "complaint")
_FIELDS: dict[str, Field] = {name: field for context in CONTEXTS for name, field in fields(context).items()}
_NAMES = {
    "ticket.kind": _("工单类型"),
    "ticket.stage": _("状态"),
    "ticket.channel": _("来源"),
    "ticket.region": _("区域"),
    "ticket.branch": _("分公司"),
    "ticket.team": _("班组"),
    "order.receiver": _("接收人"),
    "order.payment": _("付款方式"),
    "order.goods": _("货物"),
    "order.packing": _("包装"),
    "order.pieces": _("件数"),
    "order.weight": _("重量"),
    "order.volume": _("体积"),
    "order.pickup_zone": _("提货片区"),
    "order.delivery_zone": _("送货片区"),
    "order.freight": _("运费"),
    "order.total": _("总价"),
    "order.pickup_fee": _("提货费"),
    "order.delivery_fee": _("送货费"),
    "order.handling_fee": _("装卸费"),
    "order.cash_on_delivery": _("代收货款"),
    "order.insured_value": _("保价金额"),
    "order.wished_pickup_at": _("希望提货时间"),
    "order.wished_delivery_at": _("希望送达时间"),
    "order.promised_at": _("答应的时间"),
    "order.call_again_at": _("约好再打的时间"),
    "order.is_web": _("网上下单"),
    "order.is_night": _("晚上下单"),
    "order.is_confirmed": _("确认过"),
    "order.unreached": _("没打通的次数"),
    "order.asks": _("还没答复的改单申请数"),
    "inquiry.type": _("客户问的类型"),
    "inquiry.way": _("怎么答复的"),
    "inquiry.is_delayed": _("留言"),
    "inquiry.is_correction": _("更正答错的话"),
    "complaint.type": _("投诉类型"),
    "complaint.severity": _("严重程度"),
    "complaint.cause": _("投诉原因"),
    "complaint.manner": _("投诉人类型"),
    "complaint.temper": _("客户性格"),
    "complaint.organisation": _("投诉单位"),
    "complaint.mood": _("客户情绪"),
    "complaint.round": _("第几轮处理"),
    "complaint.level": _("处理层级"),
    "complaint.degree": _("我方过失"),
    "complaint.unreached": _("没打通的次数"),
    "complaint.told": _("客户这一轮知道的结果"),
    "complaint.day_end": _("当天下班"),
    "complaint.law_due_at": _("法律规定的答复期限"),
    "complaint.official_due_at": _("转办单位要求的期限"),
    "complaint.statement_due_at": _("说明的期限"),
    "complaint.chore_due_at": _("部门办完的期限"),
    "suggestion.sort": _("建议或表扬"),
    "event.kind": _("事件"),
    "event.reason": _("原因"),
    "event.way": _("告诉客户的方式"),
    "promise.key": _("时限"),
    "promise.round": _("第几轮"),
    "promise.level": _("第几级"),
    "person.role": _("申请人角色"),
    "discount.amount": _("优惠金额"),
    "discount.percent": _("优惠比例"),
    "remedy.amount": _("补偿金额"),
    "remedy.cost": _("公司的成本"),
    "limit.amount": _("本人的额度"),
    "limit.percent": _("本人的比例"),
}
_YES = {
    "ticket.has_owner": (_("有人负责"), _("没人负责")),
    "order.slip_sent": (_("业务单短信已发出"), _("业务单短信还没发出")),
    "order.has_job_link": (_("司机有业务单，办单链接能发"), _("没有司机可发办单链接，或没填公司网址")),
    "order.recount_waits": (_("清点后的加价在等客户答复"), _("没有要等客户答复的加价")),
    "discount.below_minimum": (_("优惠后低于最低收费"), _("优惠后不低于最低收费")),
    "complaint.is_crisis": (_("是危机"), _("不是危机")),
    "complaint.has_order": (_("投诉的是某一单"), _("投诉没有对应的单")),
    "complaint.has_respondent": (_("有被投诉人"), _("没有被投诉人")),
    "complaint.is_official": (_("是主管部门或热线转办的"), _("不是转办的")),
    "complaint.is_anonymous": (_("是匿名投诉"), _("不是匿名投诉")),
    "complaint.is_goods_claim": (_("要赔货物"), _("不涉及赔货物")),
    "complaint.is_repeat": (_("同样的事屡次发生"), _("不是屡次发生的事")),
    "complaint.waits_for_pickup": (_("过了时间还没有提货"), _("没有过时间还没提的货")),
    "complaint.is_heard": (_("客户对这一轮的结果有了答复"), _("客户对这一轮的结果还没有答复")),
    "complaint.asks_by_link": (_("说明要用链接来写"), _("说明在系统里写")),
    "suggestion.praises_driver": (_("表扬的是司机"), _("表扬的不是司机")),
    "suggestion.is_anonymous": (_("是匿名的"), _("不是匿名的")),
    "remedy.is_unusual": (_("补偿比同类投诉往常给的多"), _("补偿不比往常多")),
    "remedy.is_raised": (_("批准后又加了金额"), _("批准后没有加金额")),
    "customer.is_key": (_("是重点客户"), _("不是重点客户")),
    "customer.is_new": (_("是新客户"), _("不是新客户")),
    "customer.has_mobile": (_("客户有手机号"), _("客户没有手机号")),
}
_SIGNS = {
    "==": _("%(left)s是%(right)s"),
    "!=": _("%(left)s不是%(right)s"),
    ">": _("%(left)s超过%(right)s"),
    ">=": _("%(left)s不少于%(right)s"),
    "<": _("%(left)s少于%(right)s"),
    "<=": _("%(left)s不超过%(right)s"),
}
_WORDS = {**complaints.OF_FIELD, "event.kind": vocabulary.EVENTS}
_UNITS = {
    Measure.MONEY: _("%(n)s 元"),
    Measure.WEIGHT: _("%(n)s 公斤"),
    Measure.VOLUME: _("%(n)s 方"),
    Measure.NUMBER: "%(n)s",
}


def tell(condition: expressions.Expression) -> str:
    """The whole condition, such as: 付款方式不是月结."""
    return _told(condition.node)


def _told(node: Node, *, inside: bool = False) -> str:
    match node:
        case Every(parts):
            return _joined(gettext("，并且"), parts, inside)
        case Either(parts):
            return _joined(gettext("，或者"), parts, inside)
        case Not(Name(name)):
            return _yes(name, 1)
        case Not(part):
            return gettext("不成立：%(part)s") % {"part": _told(part, inside=True)}
        case Among(item, values, negated):
            listed = gettext("、").join(_value(value, item) for value in values)
            sign = "!=" if negated else "=="
            return gettext(_SIGNS[sign]) % {"left": _name(item), "right": listed}
        case Compare(sign, left, right):
            return _compared(sign, left, right)
        case Name(name):
            return _yes(name, 0)
        case Literal(value):
            return str(value)


def _joined(between: str, parts: tuple[Node, ...], inside: bool) -> str:
    said = between.join(_told(part, inside=True) for part in parts)
    return gettext("（%(said)s）") % {"said": said} if inside else said


def _compared(sign: str, left: Literal | Name, right: Literal | Name) -> str:
    if isinstance(right, Literal) and right.value is None:
        words = _("没有%(name)s") if sign == "==" else _("有%(name)s")
        return gettext(words) % {"name": _name(left)}
    if isinstance(right, Literal) and isinstance(right.value, bool) and isinstance(left, Name):
        return _yes(left.name, int(right.value is (sign != "==")))
    said = {"left": _value(left, right), "right": _value(right, left)}
    return gettext(_SIGNS[sign]) % said


def _value(operand: Literal | Name, beside: Literal | Name) -> str:
    """An operand in words; a number has the unit of the field it is compared with."""
    if isinstance(operand, Name):
        return _name(operand)
    field = _FIELDS.get(beside.name) if isinstance(beside, Name) else None
    if field is not None and field.measure.is_quantity and isinstance(operand.value, int | Decimal):
        amount = f"{(Decimal(operand.value) / field.measure.per_unit).normalize():f}"
        is_share = isinstance(beside, Name) and beside.name.endswith(".percent")
        return f"{amount}%" if is_share else gettext(_UNITS[field.measure]) % {"n": amount}
    words = _WORDS.get(beside.name if isinstance(beside, Name) else "", vocabulary.VALUES)
    return vocabulary.say(words, str(operand.value))


def _name(operand: Literal | Name) -> str:
    if isinstance(operand, Literal):
        return str(operand.value)
    area, _dot, rest = operand.name.partition(".")
    if area == "limits":
        role, part = rest.split(".")
        words = _("%(role)s的额度") if part == "amount" else _("%(role)s的比例")
        return gettext(words) % {"role": vocabulary.say(vocabulary.PEOPLE, role)}
    return gettext(_NAMES[operand.name]) if operand.name in _NAMES else operand.name


def _yes(name: str, which: int) -> str:
    if name in _YES:
        return gettext(_YES[name][which])
    words = _("有%(name)s") if which == 0 else _("没有%(name)s")
    return gettext(words) % {"name": _name(Name(name))}
