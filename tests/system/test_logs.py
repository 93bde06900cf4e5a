"""Logs: one JSON object a line, with the request's number, and nobody's personal data."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.processes import PASSWORD, Server, Visitor, run_python
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.ui.logs import JsonLines

PEOPLE = """
import json
from yinuo.customers.models import Customer, CustomerPhone, CustomerAddress
from yinuo.messaging.models import Notice
print(json.dumps([
    *Customer.objects.values_list("name", flat=True), *Customer.objects.values_list("company", flat=True),
    *CustomerPhone.objects.values_list("digits", flat=True),
    *CustomerAddress.objects.values_list("text", flat=True), *Notice.objects.values_list("text", flat=True),
]))
"""


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the log would write."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def read(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


@pytest.mark.django_db
def test_one_line_for_each_request(lines: io.StringIO, agent: Person) -> None:
    """Method, path, status, time, who by id, and the number that the answer carries."""
    client = Client()
    client.force_login(agent)
    answer = client.get("/account/?secret=13800006621")
    line = next(row for row in read(lines) if row["text"] == "answered")
    said = (line["method"], line["path"], line["status"], line["person"])
    assert said == ("GET", "/account/", 200, agent.pk)
    assert line["request"] == answer["X-Request-ID"]
    assert "13800006621" not in lines.getvalue()


@pytest.mark.django_db
def test_every_request_has_a_number_of_its_own(client: Client) -> None:
    numbers = {client.get(path)["X-Request-ID"] for path in ("/healthz", "/readyz", "/sign-in/", "/nowhere/")}
    assert len(numbers) == 4
    assert all(re.fullmatch(r"[a-z]{12}", number) for number in numbers)  # digits could look like a phone


@pytest.mark.django_db
def test_a_defect_is_logged_and_its_number_told(
    lines: io.StringIO, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page tells the number under which the traceback stands in the log, and nothing of the traceback."""

    def breaks(*_: object) -> None:
        raise RuntimeError("a defect about 13800006621")

    monkeypatch.setattr("yinuo.desk.system.figures.read", breaks)
    client.raise_request_exception = False
    answer = client.get("/metrics")
    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    assert "defect" not in answer.content.decode()
    line = next(row for row in read(lines) if "trace" in row)
    assert line["request"] == answer["X-Request-ID"]
    assert "a defect about [phone]" in str(line["trace"])


@pytest.mark.parametrize(
    "phone", ["13800006621", "+8613800006621", "8613800006621", "025-84567788", "02584567788", "0527-8438888"]
)
def test_telephone_numbers_are_struck_out(phone: str) -> None:
    """Wherever in a record they come from."""
    record = logging.LogRecord("yinuo", logging.INFO, "", 1, "rang: %s", (phone,), None)
    record.code = f"of {phone}"
    told = JsonLines().format(record)
    assert phone not in told
    assert told.count("[phone]") == 2


def test_what_is_no_telephone_number_stays() -> None:
    text = "order 261120021, 2026-11-20, notice 138"
    record = logging.LogRecord("yinuo", logging.INFO, "", 1, text, (), None)
    assert json.loads(JsonLines().format(record))["text"] == text


@pytest.mark.django_db
def test_the_row_that_broke_a_rule_is_not_shown(lines: io.StringIO) -> None:
    """PostgreSQL tells the whole row, names and all."""
    name = "不该记" + "的名字"
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO customers_customer (name) VALUES (%s)", [name])
    except IntegrityError:
        logging.getLogger("yinuo").exception("refused")
    assert "refused" in lines.getvalue()
    assert name not in lines.getvalue()


@pytest.mark.django_db
def test_a_whole_order_leaves_nobody_in_the_log(lines: io.StringIO, desk: Frozen, agent: Person) -> None:
    """R340: from the call to the slip, neither names nor numbers nor places nor texts."""
    order = make.dispatched(agent)
    customer = Customer.objects.get()
    for private in (order.shipper_name, order.pickup_phone, order.consignee_name, order.delivery_address):
        assert private
        assert private not in lines.getvalue()
    assert customer.display not in lines.getvalue()


def test_a_served_desk_logs_nobody(folder: Path) -> None:
    """R340: sign in, look at every page an agent has, search for somebody, sign in wrongly."""
    private = [text for text in json.loads(run_python(folder, PEOPLE)) if len(text) > 1]
    with Server(folder, "demo", "--port", 0, YINUO_LOG="INFO") as server:
        visitor = Visitor(server.port).sign_in()
        _, home = visitor.get("/desk/")
        found = ("/search/?q=13800006621", "/search/?q=%E6%B1%BD%E9%85%8D")
        pages = {*re.findall(r'href="(/[^"#]*)"', home), *found}
        for page in pages:
            visitor.get(page)
        Visitor(server.port).sign_in("8012")
        stranger = Visitor(server.port)
        stranger.get("/sign-in/")
        stranger.post("/sign-in/", {"staff_number": "13800006621", "password": "not-this-one"})
        assert server.end() == 0
        log = server.log()
    assert log.count('"answered"') > 10
    assert all(json.loads(line) for line in log.splitlines())
    found = [text for text in (*private, PASSWORD, "not-this-one", "13800006621") if text in log]
    assert found == []
