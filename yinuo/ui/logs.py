"""Structured logs: one JSON object a line, with the request's id and without personal data."""

import json
import logging
import re
from datetime import UTC, datetime

from yinuo.core import origin

_PHONE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_ROW = re.compile(r"^DETAIL:.*$", re.MULTILINE)
"""PostgreSQL shows the row that broke a rule, names and all."""
_LINK = re.compile(r"(/(?:t|j|c|embed/order/done)/[0-9a-zA-Z]{10}|/s/)[0-9a-zA-Z]+")
"""A signed link lets in whoever has it: what it is about may be read, its seal not (R115)."""
_EXTRA = ("method", "path", "status", "ms", "person", "worker", "count", "code")


class JsonLines(logging.Formatter):
    """Formats a record as JSON; telephone numbers and the seals of links are struck out."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": _ROW.sub("DETAIL: [row]", record.getMessage()),
        }
        if request := origin.request_id.get():
            line["request"] = request
        line.update({key: record.__dict__[key] for key in _EXTRA if key in record.__dict__})
        if record.exc_info:
            line["trace"] = _ROW.sub("DETAIL: [row]", self.formatException(record.exc_info))
        written = json.dumps(line, ensure_ascii=False, default=str)
        return _LINK.sub(r"\1…", _PHONE.sub("[phone]", written))
