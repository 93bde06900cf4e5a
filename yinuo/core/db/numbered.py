"""PostgreSQL's cursor for statements that come again; imported only where PostgreSQL is used."""

import re
from functools import lru_cache
from itertools import count
from typing import Any

from psycopg import RawCursor
from psycopg.types.numeric import Int8Dumper

KEPT_STATEMENTS = 250
"""How many statements a connection keeps prepared; what came longest ago makes room."""


class NumberedCursor(RawCursor[Any]):
    """Sends values apart from the text; whole numbers always as one type, or each size would be a plan."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection)
        connection.prepared_max = KEPT_STATEMENTS
        self.adapters.register_dumper(int, Int8Dumper)

    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        """Run a statement with Django's placeholders."""
        return super().execute(_numbered(query), params, **how)


@lru_cache(maxsize=512)
def _numbered(query: str) -> bytes:
    """The statement with $1, $2, … as the server wants it, made once for each."""
    numbers = count(1)
    return re.sub(r"(?<!%)%s", lambda _: f"${next(numbers)}", query).replace("%%", "%").encode()
