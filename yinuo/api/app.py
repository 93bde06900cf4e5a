"""The API as one object: its description, who may enter, how it fails."""

from ninja import NinjaAPI

from yinuo import __version__
from yinuo.api import auth, problems
from yinuo.api.orders.views import router as orders
from yinuo.api.tickets.views import router as tickets

api = NinjaAPI(
    title="Yinuo",
    version=__version__,
    description="Orders, tickets and their promises. Failures are problem details (RFC 9457) with a fixed `type`.",
    auth=auth.BearerToken(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("/orders", orders, tags=["orders"])
api.add_router("/tickets", tickets, tags=["tickets"])
problems.install(api)
