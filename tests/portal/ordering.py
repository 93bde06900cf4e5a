"""A customer's browser in front of the order form: the page, the button, what is said to be wrong."""

import re
from typing import Any

from django.test import Client

from tests.factories import web as make

PHONE = make.PHONE
TYPED = {
    "shipper_name": "王建国",
    "pickup_phone": "138 0000 6621",
    "pickup_area": "江苏省南京市江宁区",
    "pickup_address": "汽配城B区12号",
    "consignee_name": "马先生",
    "consignee_phone": "025-84567788",
    "delivery_address": "南京站货场3号门",
    "lots.0.goods_name": "汽车配件",
    "lots.0.pieces": "15",
    "lots.0.weight": "200",
    "lots.0.volume": "2.2",
    "lots.0.packing": "carton",
    "payment": "collect",
}


def opened(client: Client) -> str:
    """The form's own key, from the page."""
    page = client.get("/p/order/").content.decode()
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found
    return found[1]


def send(client: Client, **more: Any) -> Any:
    """Press the button of the last step; name a field to say something else, or nothing."""
    said = {**TYPED, "do": "place", "phone": PHONE, **more}
    return client.post("/p/order/", {name: value for name, value in said.items() if value not in ("", None)})


def faults(answer: Any) -> dict[str, str]:
    """What the summary at the top names: the field's address in the page, and the words."""
    page = answer.content.decode()
    box = re.search(r'id="faults".*?</ul>', page, re.S)
    return dict(re.findall(r'href="#id_([^"]+)">([^<]*)<', box[0])) if box else {}
