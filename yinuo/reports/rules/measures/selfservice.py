"""How many follow their goods by themselves instead of asking (R004, R109, R115)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="selfservice",
    label=_("自助查询"),
    about=_("想知道货到哪里的客户，有多少自己在网上看，有多少还来问。"),
    day=_("按查看或来问的那一天算"),
    main="share",
    columns=(
        Column(
            "looked", _("自己查看"), "count", _("客户自己打开跟踪页的业务单，一单一天算一次"), "R004", good=1
        ),
        Column("asked", _("来问到货和状态"), "count", _("问到货时间、货物状态的查询"), "R105 R106", good=-1),
        Column(
            "share",
            _("自助率"),
            "share",
            _("自己查看 ÷（自己查看 + 来问到货和状态）"),
            "R004 R109",
            "looked",
            "all",
            good=1,
            target=50,
        ),
        Column("linked", _("发了跟踪链接"), "count", _("答复以后把跟踪链接发给了客户"), "R115"),
        Column("saved", _("少来问的"), "count", _("看过链接、7 天之内没有再为这票货来问的"), "R115", good=1),
    ),
    groupings=(
        Grouping("day", _("日期"), is_time=True),
        Grouping("month", _("月份"), is_time=True),
        Grouping("region", _("区域")),
    ),
)
