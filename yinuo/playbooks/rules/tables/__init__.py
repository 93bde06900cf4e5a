"""Reference tables: the rows of tariff, zones, lanes, surcharges and goods, and how they are checked."""

from yinuo.playbooks.rules.tables import sheets
from yinuo.playbooks.rules.tables.comparing import RowChange, RowChanges, compare
from yinuo.playbooks.rules.tables.reading import ReadTable, Seed, read_rows, read_seed
from yinuo.playbooks.rules.tables.rows import (
    ROWS,
    GoodsRow,
    LaneRow,
    Row,
    SurchargeRow,
    TariffRow,
    ZoneRow,
)
from yinuo.playbooks.rules.tables.table import Table

__all__ = [
    "ROWS",
    "GoodsRow",
    "LaneRow",
    "ReadTable",
    "Row",
    "RowChange",
    "RowChanges",
    "Seed",
    "SurchargeRow",
    "Table",
    "TariffRow",
    "ZoneRow",
    "compare",
    "read_rows",
    "read_seed",
    "sheets",
]
