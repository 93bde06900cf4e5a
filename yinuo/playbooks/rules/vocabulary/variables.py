"""The variables of phrases and notices: what each stands for and how it looks.

Values arrive as finished text in the form of the example, units included; a value that is not known is empty.
Tests, previews and try-outs use the examples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Variable:
    """What a variable stands for (shown in the editor) and a realistic value."""

    meaning: str
    example: str


_ORDER: Final[Mapping[str, Variable]] = {
    "serial": Variable(_("业务单号"), "261120021"),
    "waybill": Variable(_("运单号"), "7550026790"),
    "shipper": Variable(_("发货人称呼"), "王先生"),
    "shipper_name": Variable(_("发货人姓名"), "王先生"),
    "shipper_short": Variable(_("发货人简称"), "王先"),
    "shipper_surname": Variable(_("发货人的姓"), "王"),
    "pickup_address": Variable(_("提货地址，写全"), "江宁汽配城B区12号"),
    "shipper_phone": Variable(_("发货人电话"), "13800006621"),
    "goods": Variable(_("货物名称"), "汽配"),
    "goods_brief": Variable(_("货物名称，只写主要的"), "汽配"),
    "goods_tiny": Variable(_("货物名称，只写两三个字"), "汽配"),
    "pieces": Variable(_("件数"), "15件"),
    "weight": Variable(_("重量"), "200公斤"),
    "weight_short": Variable(_("重量，一吨以上写成吨"), "1.2吨"),
    "weight_brief": Variable(_("重量，写成吨"), "0.2吨"),
    "volume": Variable(_("体积"), "2.2方"),
    "origin": Variable(_("提货地简称"), "汽配城"),
    "origin_near": Variable(_("提货地，不写省和两头同城的市名"), "汽配城"),
    "origin_plain": Variable(_("提货地，不写门牌和市、区、街道这些字"), "汽配城"),
    "origin_brief": Variable(_("提货地，只写市名和地名"), "汽配城"),
    "origin_tiny": Variable(_("提货地，只写一个地名"), "汽配城"),
    "origin_word": Variable(_("提货地，只写两三个字"), "汽配"),
    "destination": Variable(_("目的地简称"), "火车站"),
    "destination_near": Variable(_("目的地，不写省和两头同城的市名"), "火车站"),
    "destination_plain": Variable(_("目的地，不写门牌和市、区、街道这些字"), "火车站"),
    "destination_brief": Variable(_("目的地，只写市名和地名"), "火车站"),
    "destination_tiny": Variable(_("目的地，只写一个地名"), "火车站"),
    "destination_word": Variable(_("目的地，只写两三个字"), "火车"),
    "consignee": Variable(_("收货人称呼"), "马先生"),
    "consignee_name": Variable(_("收货人姓名"), "马先生"),
    "consignee_short": Variable(_("收货人简称"), "马先"),
    "consignee_surname": Variable(_("收货人的姓"), "马"),
    "consignee_phone": Variable(_("收货人电话"), "84567788"),
    "payment": Variable(_("付款方式"), "到付"),
    "fees": Variable(_("额外收费"), "装卸费100"),
    "fees_short": Variable(_("额外收费简写"), "装卸100"),
    "fees_brief": Variable(_("额外收费，名目写一个字"), "装100"),
    "reminder": Variable(_("提示"), "15点前送达"),
    "reminder_short": Variable(_("提示，时间写成数字"), "15点前送达"),
    "agent": Variable(_("坐席工号"), "8011"),
    "agent_name": Variable(_("坐席姓名"), "李敏"),
    "company": Variable(_("公司简称"), "启程货运"),
    "hotline": Variable(_("客服电话"), "025-88001100"),
    "driver": Variable(_("司机称呼"), "张师傅"),
    "driver_phone": Variable(_("司机电话"), "13900001101"),
    "plate": Variable(_("车牌"), "苏A·7K218"),
    "price": Variable(_("价格"), "320元"),
    "hours_overdue": Variable(_("超时小时数，只有数字"), "2"),
    "wished_pickup": Variable(_("希望提货时间"), "14:30前"),
    "customer": Variable(_("客户称呼"), "王先生"),
    "transit": Variable(_("运输时效"), "当天到"),
    "due": Variable(_("应送达时间，过了就空着"), "16:00"),
    "track": Variable(_("查货的短链接，没有填写公司网址就空着"), "https://qc56.cn/t/k7m3pw9x2h4fgt8q"),
}
_REASON: Final[Mapping[str, Variable]] = {"reason": Variable(_("原因"), "客户改期")}
_CHANGE: Final[Mapping[str, Variable]] = {
    "changes": Variable(_("改动内容"), "件数改为18件"),
    "job": Variable(
        _("司机办这一单的链接，没有填写公司网址就空着"), "https://qc56.cn/j/k7m3pw9x2h4fgt8qv5c2m7p3r4"
    ),
}
_REVIEW: Final[Mapping[str, Variable]] = {
    "points": Variable(_("核单时要和客户商量的几处改动"), "件数15件改为18件"),
}
_WAIT: Final[Mapping[str, Variable]] = {"wait_until": Variable(_("约定的时间"), "15:30")}
_CALL: Final[Mapping[str, Variable]] = {
    "festival": Variable(_("节日名称"), "国庆节"),
    "category": Variable(_("违禁品类别"), "爆炸品"),
    "position": Variable(_("货物当前位置"), "常州"),
    "sent_at": Variable(_("发出时间"), "13:20"),
    "heard": Variable(_("听到的内容，坐席当场说"), "明天上午提货"),
    "known": Variable(_("已知情况，坐席当场说"), "这条线路当天可以到"),
    "cause": Variable(_("原因，坐席当场说"), "道路临时封闭"),
    "plan": Variable(_("建议办法，坐席当场说"), "改走南门提货"),
}
_ASKED: Final[Mapping[str, Variable]] = {
    "question": Variable(_("客户问的话"), "我的货到哪里了"),
    "answer": Variable(_("给客户的答复"), "您的货现在正在配送，预计16:00到达"),
    "answer_due": Variable(_("答应答复的时间"), "15:30"),
    "asked": Variable(_("所问的业务单号"), "261120021"),
    "state": Variable(_("货物状态"), "正在配送"),
    "delivered_at": Variable(_("送达时间"), "15:40"),
    "signed_by": Variable(_("签收人"), "马先生"),
    "place": Variable(_("客户说的地方"), "宿迁宿城区"),
    "arrives": Variable(_("现在发货，什么时候到"), "11月21日10:00"),
}
_COMPLAINT: Final[Mapping[str, Variable]] = {
    "customer_word": Variable(_("怎么称呼客户"), "客户"),
    "order_serial": Variable(_("所投诉的业务单号"), "261120021"),
    "complaint_type": Variable(_("投诉类型"), "时效"),
    "headline": Variable(_("投诉的事，一句话"), "到时间没有来提货"),
    "restated": Variable(_("客户确认过的问题"), "昨天约好下午三点提货，到今天上午还没有来提"),
    "wanted": Variable(_("客户的要求"), "今天提走，并说明原因"),
    "respondent": Variable(_("被投诉人"), "张师傅"),
    "asks": Variable(_("请被投诉人说明的事"), "11月20日为什么没有按时提货"),
    "statement_due": Variable(_("说明的期限"), "11:30"),
    "statement_link": Variable(
        _("写说明的链接，没有填写公司网址就空着"), "https://qc56.cn/s/k7m3pw9x2h4fgt8qv5c2m7p3r4"
    ),
    "case_link": Variable(
        _("看投诉进展的链接，没有填写公司网址就空着"), "https://qc56.cn/c/k7m3pw9x2h4fgt8q"
    ),
    "offer": Variable(_("处理方案"), "今天14:00前上门提货，免收提货费30元"),
    "ground": Variable(_("依据的法律或规定"), "运单背面的运输条款"),
    "time_needed": Variable(_("办理需要的时间"), "3个工作日"),
    "amount": Variable(_("补偿的金额"), "80元"),
    "department": Variable(_("部门"), "仓储部"),
    "chore": Variable(_("部门要办的事"), "补发货物1件"),
    "chore_due": Variable(_("部门办完的期限"), "17:00"),
    "rounds": Variable(_("第几轮处理，只有数字"), "2"),
    "leader": Variable(_("领导的称呼"), "陈组长"),
    "official_from": Variable(_("转办的单位"), "12345热线"),
    "official_number": Variable(_("转办单位的编号"), "GD20261120001"),
    "official_due": Variable(_("转办单位要求的期限"), "11月25日17:00"),
    "bodies": Variable(_("客户还可以找的外部机构"), "12315、人民法院"),
    "result": Variable(_("建议的采纳结果"), "已改为提货前半小时电话提醒"),
    "praised": Variable(_("被表扬的人"), "张师傅"),
    "praise": Variable(_("表扬的话，不带客户的姓名和电话"), "帮我把货一箱箱搬到三楼，还等我点完数"),
}
_ELEMENT: Final[Mapping[str, Variable]] = {"value": Variable(_("客户所报的内容"), "王先生")}

VARIABLES: Final[Mapping[str, Variable]] = {
    **_ORDER,
    **_REASON,
    **_CHANGE,
    **_REVIEW,
    **_WAIT,
    **_CALL,
    **_ASKED,
    **_COMPLAINT,
    **_ELEMENT,
}

_CONTEXTS: Final[Mapping[str, tuple[Mapping[str, Variable], ...]]] = {
    "element": (_ORDER, _WAIT, _CALL, _ELEMENT),
    "phrase": (_ORDER, _REASON, _REVIEW, _WAIT, _CALL, _ASKED, _COMPLAINT),
    "notice": (_ORDER, _REASON, _CHANGE, _WAIT, _ASKED, _COMPLAINT),
}


@cache
def variables(context: str) -> Mapping[str, Variable]:
    """The variables that a text of this context (element, phrase, notice) may name."""
    return {name: variable for part in _CONTEXTS[context] for name, variable in part.items()}
