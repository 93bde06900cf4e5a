"""Reference tables: the rows of tariff, zones, lanes, charges, agreements, goods; how they are checked."""

from yinuo.playbooks.rules.tables import sheets
from yinuo.playbooks.rules.tables.comparing import RowChange, RowChanges, compare
from yinuo.playbooks.rules.tables.reading import ReadTable, Seed, read_rows, read_seed
from yinuo.playbooks.rules.tables.rows import (
    ROWS,
    WEEKDAYS,
    AgreementRow,
    DatedRow,
    GoodsRow,
    LaneRow,
    Row,
    ServiceRow,
    SurchargeRow,
    TariffRow,
    ZoneRow,
)
from yinuo.playbooks.rules.tables.table import Table

__all__ = [
    "ROWS",
    "WEEKDAYS",
    "AgreementRow",
    "DatedRow",
    "GoodsRow",
    "LaneRow",
    "ReadTable",
    "Row",
    "RowChange",
    "RowChanges",
    "Seed",
    "ServiceRow",
    "SurchargeRow",
    "Table",
    "TariffRow",
    "ZoneRow",
    "compare",
    "read_rows",
    "read_seed",
    "sheets",
]
