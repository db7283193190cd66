"""The lines of the log, as text or as JSON, and the request that a line belongs to."""

import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from kaibo.terminal import as_json, escaped

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that this task answers. "" outside of any request."""


class TextFormatter(logging.Formatter):
    """Writes a record as one plain line. The lines of a traceback follow, indented, so no text forges a record.

    The line ends with the id of its request.
    """

    def __init__(self, form: str = "%(asctime)s %(levelname)s %(name)s %(message)s") -> None:
        super().__init__(form)

    def formatMessage(self, record: logging.LogRecord) -> str:  # logging's own name
        """Write the record's own line."""
        line, request_id = escaped(super().formatMessage(record)), REQUEST_ID.get()
        return line if request_id in line else f"{line} {request_id}"

    def formatException(self, ei: Any) -> str:  # logging's own name
        """Write a traceback."""
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # logging's own name
        """Write a stack."""
        return _indented(super().formatStack(stack_info))


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON. A traceback is one field of it.

    A record may bring further fields: `log.info(…, extra={"fields": {…}})`.
    """

    def __init__(self, server: str) -> None:
        """Take the id of this server, which each line names."""
        super().__init__()
        self._server = server

    def format(self, record: logging.LogRecord) -> str:
        """Write the whole record."""
        line: dict[str, Any] = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "msg": record.getMessage(),
            "server": self._server,
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = record.stack_info
        return as_json(line)


def _indented(text: str) -> str:
    return "\n".join(f"  {escaped(line)}" for line in text.split("\n"))
