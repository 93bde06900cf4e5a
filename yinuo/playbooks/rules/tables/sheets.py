"""Reference tables as people keep them in Excel: titles and words in Chinese, money in yuan.

A file is the whole table: a row that it does not have is gone, an empty cell has the row's usual value.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading.faulting import unlike
from yinuo.playbooks.rules.tables import cells
from yinuo.playbooks.rules.tables.cells import Cell, CellFault, Form
from yinuo.playbooks.rules.tables.reading import ReadTable, read_rows
from yinuo.playbooks.rules.tables.rows import ROWS, SERVICES, Row

Line = tuple[int, Mapping[str, str]]
"""A row as read from a sheet: its number there, and its cells by title."""

VERDICTS: Final = {"reject": "拒收", "review": "先问", "ok": "可收"}
PLACES: Final = {"in": "任意", "whole": "整名", "end": "结尾", "start": "开头"}
CHARGES: Final = {"loading": "装货", "unloading": "卸货", "pickup": "提货", "delivery": "送货"}
PER: Final = {"order": "每单", "piece": "每件", "ton": "每吨", "m3": "每方"}
DAYS: Final = {"workdays": "工作日", "daily": "天天"}


@dataclass(frozen=True)
class Column:
    """One column: its title, the field it fills, and how its cells are written."""

    title: str
    field: str
    form: Form = cells.TEXT


_DATES: Final = (
    Column("开始日期", "valid_from", cells.DAY),
    Column("结束日期", "valid_to", cells.DAY),
)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "tariff": (
        Column("起始片区", "from_zone"),
        Column("到达片区", "to_zone"),
        Column("协议", "agreement"),
        Column("公斤起", "from_kg", cells.WHOLE),
        Column("方起", "from_m3", cells.WHOLE),
        Column("每公斤(元)", "per_kg_fen", cells.FEN),
        Column("每立方米(元)", "per_m3_fen", cells.FEN),
        Column("最低收费(元)", "min_fen", cells.FEN),
        *_DATES,
    ),
    "zones": (
        Column("省", "province"),
        Column("市", "city"),
        Column("区县", "district"),
        Column("别名", "aliases", cells.WORDS),
        Column("片区", "zone"),
        Column("区域代码", "region"),
        Column("服务", "served", cells.YESNO),
        Column("提货", "pickup", cells.YESNO),
        Column("送货", "delivery", cells.YESNO),
        Column("纬度", "lat", cells.DEGREES),
        Column("经度", "lon", cells.DEGREES),
    ),
    "lanes": (
        Column("起始片区", "from_zone"),
        Column("到达片区", "to_zone"),
        Column("公里", "km", cells.WHOLE),
        Column("时效(小时)", "transit_hours", cells.WHOLE),
        Column("截单时间", "cutoff", cells.TIME),
        Column("对客户说", "label"),
        Column("发车", "departs", cells.one_of(DAYS)),
        Column("班期(周几)", "weekdays"),
        Column("送货", "delivers", cells.one_of(DAYS)),
        *_DATES,
    ),
    "surcharges": (
        Column("代码", "key"),
        Column("名称", "label"),
        Column("地址里的词", "words", cells.WORDS),
        Column("收什么", "what", cells.one_of(CHARGES)),
        Column("金额(元)", "fen", cells.FEN),
        Column("按什么收", "per", cells.one_of(PER)),
        Column("最低(元)", "min_fen", cells.FEN),
        Column("说明", "note"),
        *_DATES,
    ),
    "services": (
        Column("服务", "what", cells.one_of(SERVICES)),
        Column("名称", "label"),
        Column("费率(%)", "rate", cells.PERCENT),
        Column("最低(元)", "min_fen", cells.FEN),
        Column("最高(元)", "max_fen", cells.FEN),
        Column("说明", "note"),
        *_DATES,
    ),
    "agreements": (
        Column("协议", "name"),
        Column("公开价减(%)", "off", cells.PERCENT),
        Column("说明", "note"),
        *_DATES,
    ),
    "goods": (
        Column("品名", "name"),
        Column("别名", "synonyms", cells.WORDS),
        Column("结论", "verdict", cells.one_of(VERDICTS)),
        Column("类别", "category"),
        Column("位置", "where", cells.one_of(PLACES)),
        Column("管哪些", "over", cells.WORDS),
        Column("除外", "unless", cells.WORDS),
        Column("须有", "given", cells.WORDS),
        Column("可否认", "deniable", cells.YESNO),
        Column("谐音也算", "by_sound", cells.YESNO),
        Column("要问的", "questions", cells.SENTENCES),
        Column("要的单证", "papers", cells.WORDS),
        Column("开箱查验", "inspect", cells.YESNO),
        Column("对客户说", "sentence"),
        Column("依据", "source"),
    ),
}


def titles(kind: str) -> list[str]:
    """The titles of a table's columns, in order. Raises KeyError for an unknown kind."""
    return [column.title for column in COLUMNS[kind]]


def needed(kind: str) -> list[str]:
    """The titles without which a file cannot be read."""
    required = {name for name, field in ROWS[kind].model_fields.items() if field.is_required()}
    return [column.title for column in COLUMNS[kind] if column.field in required]


def lines(kind: str, rows: Sequence[Row]) -> list[list[Cell]]:
    """The rows as cells under `titles`; read back they are the same rows."""
    return [written(kind, row) for row in rows]


def written(kind: str, row: Row) -> list[Cell]:
    """One row as cells under `titles`."""
    return [column.form.write(getattr(row, column.field)) for column in COLUMNS[kind]]


def read(kind: str, rows: Sequence[Line], file: str = "") -> ReadTable:
    """The rows of a sheet, checked one by one and against each other.

    A fault's `line` is the row's number in the sheet and its `field` the column's title.
    """
    good: list[tuple[int, dict[str, Any]]] = []
    faults = list(_unknown_titles(kind, rows, file))
    for number, row in rows:
        plain, found = _plain(kind, number, row, file)
        faults += found
        if not found:
            good.append((number, plain))
    table = read_rows(kind, [row for _, row in good], [number for number, _ in good], file)
    faults += [_by_title(kind, fault, file) for fault in table.faults]
    return ReadTable(table.rows, tuple(sorted(faults, key=lambda fault: fault.line)))


def _unknown_titles(kind: str, rows: Sequence[Line], file: str) -> Iterator[PlaybookFault]:
    """A misspelt title would lose a whole column without a word."""
    known = titles(kind)
    for title in rows[0][1] if rows else ():
        if title not in known:
            yield PlaybookFault(file, 0, title, "field.unknown", unlike(title, known))


def _plain(
    kind: str, number: int, row: Mapping[str, str], file: str
) -> tuple[dict[str, Any], list[PlaybookFault]]:
    """The values of a row's filled cells, or what is wrong with them."""
    plain: dict[str, Any] = {}
    faults = []
    for column in COLUMNS[kind]:
        said = row.get(column.title, "").strip()
        try:
            if said:
                plain[column.field] = column.form.read(said)
        except CellFault as error:
            faults.append(PlaybookFault(file, number, column.title, error.code, error.params))
    return plain, faults


def _by_title(kind: str, fault: PlaybookFault, file: str) -> PlaybookFault:
    field = fault.field.partition("[")[0].partition(".")[0]
    title = next((column.title for column in COLUMNS[kind] if column.field == field), "")
    code = "row.repeated" if fault.code == "key.repeated" else fault.code
    return dataclasses.replace(fault, file=file, field=title, code=code)
