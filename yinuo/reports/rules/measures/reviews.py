"""Whether web orders are reviewed in time, by the rule of the day and that of the night (R076–R080)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="reviews",
    label=_("核单及时率"),
    about=_("网上的单有没有按时给客户打电话核对：白天半小时内，夜里的第二天一上班。"),
    day=_("按客户下单的那一天算"),
    main="rate",
    columns=(
        Column("placed", _("网上来单"), "count", _("客户在网上提交的单，核没核都算"), "R076"),
        Column("in_time", _("按时核单"), "count", _("在时限之内给客户打了电话"), "R077 R078 R080", good=1),
        Column("late", _("晚核"), "count", _("超过时限才打电话，或者到现在没打"), "R077 R078", good=-1),
        Column(
            "rate",
            _("核单及时率"),
            "share",
            _("按时核单 ÷（按时核单 + 晚核，客观原因不算）"),
            "R077 R078",
            "in_time",
            "answerable",
            good=1,
            target=95,
        ),
        Column(
            "wait",
            _("下单到打电话"),
            "span",
            _("客户提交到第一次打电话，平均时长"),
            "R077",
            "review_seconds",
            "reviewed",
            good=-1,
        ),
        Column("confirmed", _("确认成单"), "count", _("核对以后确认成单的"), "R085", good=1),
        Column("voided", _("作废"), "count", _("核对以后作废，或者客户取消的"), "R083", good=-1),
    ),
    groupings=(
        Grouping("shift", _("白天和夜间")),
        Grouping("person", _("坐席")),
        Grouping("team", _("班组")),
        Grouping("region", _("区域")),
        Grouping("hour", _("时段"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
        Grouping("month", _("月份"), is_time=True),
    ),
)
