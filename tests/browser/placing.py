"""A customer's order that came in before this morning's opening, as a web order waits for its review.

Run as a program in a desk's folder; says its ref. Nothing here is used by any other page.
"""

import django

django.setup()

from datetime import datetime  # noqa: E402  (Django has to be set up first)
from zoneinfo import ZoneInfo  # noqa: E402

from tests.factories import web  # noqa: E402
from yinuo.core import clock  # noqa: E402
from yinuo.wiring import switchboard  # noqa: E402

EARLY = datetime(2026, 11, 20, 6, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def main() -> None:
    """One order of the manual's sample, without a word about its packing."""
    switchboard.connect()
    with clock.fixed(EARLY):
        print(web.placed(shipper_name="王先生", packing="").ticket.ref)


main()
