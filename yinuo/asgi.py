"""The web process: one uvicorn, hybrid.

`/live/…` (streams that stay open) goes to Django's asynchronous handler; everything else to its synchronous
handler in eight threads, which answers more pages a second and keeps database connections per thread.
"""

import os
from typing import Any

from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from yinuo.bridge import Bridge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.settings")

THREADS = 8
_streams = get_asgi_application()
_pages = Bridge(get_wsgi_application(), THREADS)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send a request to the handler that suits it."""
    live = scope["type"] == "http" and scope["path"].startswith("/live/")
    await (_streams if live else _pages)(scope, receive, send)
