"""What is complained of, how soon somebody answers, how often again, what it costs (R400, domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="complaints",
    label=_("投诉"),
    about=_("客户投诉了什么、投诉了谁、多久有人回应、是不是重复投诉、赔了多少。"),
    day=_("按客户投诉的那一天算，业务单按确认的那一天算"),
    main="ack_share",
    columns=(
        Column("complaints", _("投诉"), "count", _("登记的投诉，并案的也算一件"), "R400", good=-1),
        Column(
            "rate", _("万投比"), "rate", _("投诉 ÷ 同期业务单 × 10,000"), "B10", "complaints", "orders",
            good=-1, cases="complaints",
        ),
        Column(
            "ack_share", _("及时受理率"), "share",
            _("按时限受理 ÷（按时限受理 + 超时受理，客观原因不算）"), "R180 B10", "in_time", "answerable",
            good=1, target=95,
        ),
        Column(
            "ack_median", _("受理用时中位数"), "span",
            _("登记到第一次告诉客户受理、等多久或方案，一半不超过这么久（自然时间）"), "B10",
            "ack_50", "acknowledged", good=-1,
        ),
        Column(
            "ack_ninth", _("受理用时九成"), "span",
            _("登记到第一次告诉客户受理、等多久或方案，九成不超过这么久（自然时间）"), "B10",
            "ack_90", "acknowledged", good=-1,
        ),
        Column(
            "repeat_share", _("重复投诉率"), "share",
            _("30 天之内同一客户为同类的事又投诉的 ÷ 投诉"), "B10", "repeated", "complaints", good=-1,
        ),
        Column(
            "escalated_share", _("升级率"), "share",
            _("惊动组长或经理、由热线或主管部门转办的 ÷ 投诉"), "R153 B10", "escalated", "complaints",
            good=-1,
        ),
        Column(
            "compensation", _("赔付"), "money", _("已经付给客户的钱，到分"), "B10", good=-1,
            cases="compensated",
        ),
        Column(
            "per_complaint", _("每件赔付"), "mean", _("赔付 ÷ 投诉"), "B10", "compensation",
            "complaints", good=-1,
        ),
        Column(
            "per_order", _("每单赔付"), "mean", _("赔付 ÷ 同期业务单"), "B10", "compensation", "orders",
            good=-1, cases="compensated",
        ),
    ),
    groupings=(
        Grouping("driver", _("被投诉人")),
        Grouping("type", _("类型")),
        Grouping("cause", _("原因")),
        Grouping("severity", _("严重程度")),
        Grouping("channel", _("渠道")),
        Grouping("region", _("区域")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
        Grouping("team", _("班组")),
        Grouping("person", _("负责人")),
    ),
    adds_up=False,
)  # fmt: skip
