"""Where the present work comes from: the door it entered by and the request it belongs to.

Apart from `events`, because the logs need it before any table is known.
"""

from contextvars import ContextVar

door: ContextVar[str] = ContextVar("door", default="desk")
request_id: ContextVar[str] = ContextVar("request_id", default="")
