"""Everything in open formats, and nobody in it who should not be."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.orders.conftest import _wired, desk, dispatcher, region
from yinuo.core.db import snapshot
from yinuo.core.models import Event
from yinuo.customers.models import Customer
from yinuo.messaging.models import Gateway
from yinuo.orders import actions as orders
from yinuo.orders.models import Order
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person
from yinuo.tickets import actions
from yinuo.wiring import personal

__all__ = ["_wired", "desk", "dispatcher", "region"]
pytestmark = pytest.mark.django_db(transaction=True)
TRACES = ("欧阳雪峰", "13912345678", "司徒明月", "84561234", "Q区987号", "77号门", "小道消息")


@pytest.fixture
def order(desk: Frozen, agent: Person, driver: Person) -> Order:
    """An order that names people, with a note."""
    order = make.dispatched(
        agent, shipper_name="欧阳雪峰", pickup_phone="13912345678", consignee_name="司徒明月",
        consignee_phone="025-84561234", pickup_address="江宁汽配城Q区987号",
        delivery_address="南京站货场77号门",
    )  # fmt: skip
    actions.note(order.ticket, text="=小道消息", by=agent)
    orders.track(order=order, what="PICKUP", how="CALL", outcome="司徒明月会等", by=agent)
    trouble = orders.note_exception(order=order, cause="weather", by=agent)
    orders.clear_exception(exception=trouble, result="欧阳雪峰知道了", by=agent)
    Customer.objects.update(name="欧阳雪峰")
    PlaybookVersion.objects.update(source={"order.yaml": "elements: {}\n"})
    Gateway.objects.create(name="甲", kind="http", secrets="sealed-secret")
    return order


def contents(file: Path) -> dict[str, str]:
    """Every text in a zip; the desk's own files, which other tests leave, are no texts of the export."""
    with zipfile.ZipFile(file) as archive:
        return {
            name: archive.read(name).decode("utf-8-sig")
            for name in archive.namelist()
            if not name.endswith(".xlsx") and not name.startswith("files/")
        }


def test_without_leave_nobody_is_named(order: Order, say, tmp_path: Path) -> None:
    """R340: masked everywhere, and passwords and keys never leave."""
    done = say("export", tmp_path / "all.zip")
    assert done.exit_code == 0, done.output
    found = contents(tmp_path / "all.zip")
    assert [(name, trace) for name, text in found.items() for trace in TRACES if trace in text] == []
    assert "sealed-secret" not in "".join(found.values())
    rows = list(csv.DictReader(io.StringIO(found["tables/orders_order.csv"])))
    assert rows[0]["pickup_phone"] == "139****5678"
    assert rows[0]["shipper_name"] == "欧阳**"
    assert rows[0]["goods_name"] == "汽车配件"
    assert Event.objects.get(kind="desk.exported").data == {"with_personal": False}


def test_with_leave_everything_is_there_as_it_is_and_on_record(
    order: Order, agent: Person, say, tmp_path: Path
) -> None:
    refused = say("export", tmp_path / "all.zip", "--with-personal")
    assert refused.exit_code == 1
    assert "--by" in refused.output
    done = say("export", tmp_path / "all.zip", "--with-personal", "--by", agent.staff_number, "--bom")
    assert done.exit_code == 0, done.output
    taken = Event.objects.get(kind="desk.exported")
    assert (taken.actor_id, taken.data) == (agent.pk, {"with_personal": True})
    found = contents(tmp_path / "all.zip")
    order.refresh_from_db()
    line = json.loads(found["tables/orders_order.jsonl"].splitlines()[0])
    assert (line["pickup_phone"], line["shipper_name"]) == (order.pickup_phone, "欧阳雪峰")
    assert (line["pieces"], line["quote"]) == (order.pieces, order.quote)
    assert line["confirmed_at"] == "2026-11-20T02:00:00Z"
    assert json.loads(found["tables/tickets_note.jsonl"])["text"] == "=小道消息"
    assert ",'=小道消息," in found["tables/tickets_note.csv"], "no spreadsheet takes it for a formula"
    assert "sealed-secret" not in "".join(found.values())
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.read("tables/tickets_note.csv").startswith(b"\xef\xbb\xbf")
        assert archive.read("reference/tariff.xlsx").startswith(b"PK")
    assert found["playbook/freight-v1/order.yaml"] == "elements: {}\n"
    assert "起始片区" in found["reference/tariff.csv"]


def test_every_table_and_column_is_in_the_dictionary(order: Order, say, tmp_path: Path) -> None:
    target = tmp_path / "all"
    assert say("export", target).exit_code == 0
    said = {one["table"]: one for one in json.loads((target / "schema.json").read_text())}
    wanted = {model._meta.db_table: model for model in snapshot.tables()}
    assert set(said) == set(wanted) - personal.LEFT_OUT
    for table, one in said.items():
        columns = [field.column for field in wanted[table]._meta.concrete_fields]
        assert [column["name"] for column in one["columns"]] == columns
        lines = (target / "tables" / f"{table}.jsonl").read_text().splitlines()
        assert len(lines) == one["rows"]
        assert f"## {table} ({one['rows']} rows)" in (target / "schema.md").read_text()
    assert said["tickets_ticket"]["columns"][0] == {
        "name": "id", "type": "BigAuto", "may_be_empty": False, "personal": False, "masked": False,
    }  # fmt: skip


def test_what_stands_there_is_left_alone(order: Order, say, tmp_path: Path) -> None:
    target = tmp_path / "all"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    done = say("export", target)
    assert done.exit_code == 1
    assert "there is something already" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["all"]
    assert (target / "mine.txt").read_text() == "mine"


def test_what_is_named_in_the_lists_exists() -> None:
    """A column that was renamed would be hidden without anybody noticing, or a secret shown."""
    tables = {model._meta.db_table: model for model in snapshot.tables()}
    columns = {
        f"{table}.{field.column}" for table, model in tables.items() for field in model._meta.concrete_fields
    }
    names = {column.partition(".")[2] for column in columns}
    known = columns | names | set(tables)
    assert (personal.SECRETS | set(personal.MASKS) | personal.PLAIN | personal.LEFT_OUT) - known == set()
