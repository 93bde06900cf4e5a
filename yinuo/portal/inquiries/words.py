"""How questions are told to customers."""

from typing import Final

from django.utils.translation import gettext_noop as _

TYPES: Final = {
    "STATE": _("货到哪了"),
    "ARRIVAL": _("什么时候到"),
    "TRANSIT_TIME": _("要运多久"),
    "PRICE": _("价格、能不能到"),
    "OTHER": _("别的事"),
}
STAGES: Final = {
    "OPEN": (_("待答复"), "warn"),
    "CHECKING": (_("核实中"), "info"),
    "WITH_LEADER": (_("核实中"), "info"),
    "CHECKED": (_("核实中"), "info"),
    "ANSWERED": (_("已答复"), "ok"),
    "CLOSED": (_("已办完"), ""),
}
