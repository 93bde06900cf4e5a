"""Whether goods are collected in time: order time against pick-up time, by driver and region (R398, R037)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="pickups",
    label=_("及时提货率"),
    about=_("业务单发出去以后，司机有没有在答应的时间里提到货。"),
    day=_("按应该提货的那一天算"),
    main="rate",
    columns=(
        Column("due", _("应提"), "count", _("提货时限已到的业务单；到期前取消的不算"), "R398"),
        Column(
            "in_time",
            _("及时提货"),
            "count",
            _("在客户要求的时间或手册的时限之内提到货"),
            "R398 R088",
            good=1,
        ),
        Column("late", _("晚提"), "count", _("超过时限才提到货，或者到现在没提"), "R398", good=-1),
        Column(
            "objective",
            _("其中客观原因"),
            "count",
            _("晚提里有客观原因的，不算进及时提货率"),
            "R088",
        ),
        Column(
            "rate",
            _("及时提货率"),
            "share",
            _("及时提货 ÷（应提 − 客观原因晚提）"),
            "R398 R088",
            "in_time",
            "answerable",
            good=1,
            target=95,
        ),
        Column(
            "wait",
            _("下单到提货"),
            "span",
            _("最后一条业务单短信发出到提到货，平均时长"),
            "R037 R398",
            "wait_seconds",
            "collected",
            good=-1,
        ),
    ),
    groupings=(
        Grouping("driver", _("司机")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("region", _("区域")),
        Grouping("day", _("日期"), is_time=True),
        Grouping("team", _("班组")),
    ),
)
