"""The log of the server: one JSON object a line on stderr, whoever writes it; and the notes of who changed what."""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class _Line(logging.Formatter):
    """A record as JSON; its ``facts``, given as ``extra``, stand beside its words."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _now(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class _Logger(logging.Logger):
    """A logger whose records go to the one log, however its library meant to print them."""

    def callHandlers(self, record: logging.LogRecord) -> None:  # noqa: N802 - a name of logging
        for handler in logging.root.handlers:
            if record.levelno >= handler.level:
                handler.handle(record)


def start(level: str) -> None:
    """From now on everybody logs in JSON, at this level and above; before libraries make their loggers."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    handler.setLevel(level.upper())
    logging.root.handlers = [handler]
    logging.root.setLevel(level.upper())
    logging.setLoggerClass(_Logger)


def note(file: Path | None, **facts: Any) -> None:
    """A write, as one line at the end of ``file``, on the disk when this returns; without a file, in the log."""
    line = json.dumps({"time": _now(), **facts}, ensure_ascii=False)
    if file is None:
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - at every level of the log
        return
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, f"{line}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
