"""Where goods are sent from, whether they were sent or not (R397, R047)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="origins",
    label=_("发货地分析"),
    about=_("所有来问、来下单的客户要从哪里发货，发成了没有，没发成是为什么。"),
    day=_("按客户来电、来单的那一天算"),
    main="shipped_share",
    columns=(
        Column("contacts", _("来单"), "count", _("说过发货地的来电和来单，发没发货都算"), "R397"),
        Column("shipped", _("成交"), "count", _("确认成单、没有取消也没有作废的"), "R397", good=1),
        Column("cancelled", _("下单后取消"), "count", _("确认成单以后又取消或者作废的"), "R397", good=-1),
        Column("not_shipped", _("只留资料"), "count", _("没有成单、只留下发货地的"), "R047", good=-1),
        Column(
            "shipped_share", _("成交率"), "share", _("成交 ÷ 来单"), "R397", "shipped", "contacts", good=1
        ),
    ),
    groupings=(
        Grouping("area", _("地区")),
        Grouping("reason", _("没发货的原因")),
        Grouping("day", _("日期"), is_time=True),
        Grouping("week", _("星期和时段"), is_time=True),
        Grouping("region", _("区域")),
        Grouping("team", _("班组")),
        Grouping("person", _("坐席")),
        Grouping("channel", _("渠道")),
    ),
)
