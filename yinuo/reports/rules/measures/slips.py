"""Whether the slip leaves within three minutes of the confirmation (R062)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="slips",
    label=_("派单及时率"),
    about=_("订单确认以后，业务单短信有没有在 3 分钟之内发出去。"),
    day=_("按订单确认的那一天算"),
    main="rate",
    columns=(
        Column("due", _("应发"), "count", _("时限已到或已经发出的；到期前取消、转走的不算"), "R062"),
        Column("in_time", _("及时发出"), "count", _("确认后 3 分钟之内网关收下了业务单短信"), "R062", good=1),
        Column("late", _("晚发"), "count", _("超过 3 分钟才发出，或者到现在没发"), "R062", good=-1),
        Column(
            "rate",
            _("派单及时率"),
            "share",
            _("及时发出 ÷ 应发"),
            "R062",
            "in_time",
            "due",
            good=1,
            target=95,
        ),
        Column(
            "wait",
            _("确认到发出"),
            "span",
            _("确认到第一次按时限发出业务单，平均时长"),
            "R062",
            "wait_seconds",
            "sent",
            good=-1,
        ),
    ),
    groupings=(
        Grouping("person", _("坐席")),
        Grouping("team", _("班组")),
        Grouping("region", _("区域")),
        Grouping("day", _("日期"), is_time=True),
        Grouping("hour", _("时段"), is_time=True),
    ),
)
