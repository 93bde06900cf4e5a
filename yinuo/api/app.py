"""The API as one object: its operations, who may enter, how it reads, how it fails."""

from ninja import NinjaAPI

from yinuo import __version__
from yinuo.api import auth, problems
from yinuo.api.complaints import routers as complaints
from yinuo.api.description import DESCRIPTION
from yinuo.api.inquiries.views import router as inquiries
from yinuo.api.orders.reviewing import router as reviews
from yinuo.api.orders.views import router as orders
from yinuo.api.positions.views import router as positions
from yinuo.api.reading import JsonReader
from yinuo.api.tickets.views import router as tickets

api = NinjaAPI(
    title="Yinuo",
    version=__version__,
    description=DESCRIPTION,
    auth=auth.BearerToken(),
    parser=JsonReader(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
for part, router in complaints.ROUTERS:
    api.add_router(f"/{part}", router, tags=[part])
api.add_router("/inquiries", inquiries, tags=["inquiries"])
api.add_router("/orders", orders, tags=["orders"])
api.add_router("/orders", reviews, tags=["orders"])
api.add_router("/positions", positions, tags=["positions"])
api.add_router("/tickets", tickets, tags=["tickets"])
problems.install(api)
