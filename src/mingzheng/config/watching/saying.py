"""What is written down in logs: JSON lines without personal data in production, plain lines on a developer's screen.

A message is masked like a text for publication. What only looks harmless is left out altogether: the text of an error (a
constraint quotes the row, a ``ValueError`` the value), local values, addresses and query strings, for anybody may type a name there.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.db import Error as DatabaseFault

from mingzheng.config import environment
from mingzheng.core.privacy import remove

SOURCE = environment.ROOT
_number: ContextVar[str] = ContextVar("request_number", default="")


@contextmanager
def about(number: str) -> Iterator[None]:
    """Whatever is logged within the block carries this request's number."""
    token = _number.set(number)
    try:
        yield
    finally:
        _number.reset(token)


def number() -> str:
    """The number of the request in hand; "" outside one."""
    return _number.get()


class JsonLines(logging.Formatter):
    """One object a line: at, level, logger, message, request, what the caller ``told``, error, trace."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message(record),
        }
        if number():
            line["request"] = number()
        line |= getattr(record, "told", {})
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line |= {"error": named(error), "trace": frames(error)}
        return json.dumps(line, ensure_ascii=False)


class PlainLines(logging.Formatter):
    """For a screen: the whole trace with its text, masked."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return remove(super().format(record))


def message(record: logging.LogRecord) -> str:
    """What the record says, masked; of Django's records about a request only the status, for their text quotes the address."""
    if hasattr(record, "request"):
        status = getattr(record, "status_code", None)
        return f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else "request"
    return remove(record.getMessage())


def named(error: BaseException) -> str:
    """The kind of an error and what tells it apart without quoting anything: number, SQL state, constraint."""
    kind = type(error).__name__
    if isinstance(error, DatabaseFault):
        cause = error.__cause__
        diagnosis = getattr(cause, "diag", None)
        parts = [getattr(cause, "sqlstate", ""), getattr(diagnosis, "constraint_name", "")]
        parts.append(getattr(cause, "sqlite_errorname", ""))
        return " ".join([kind, *(part for part in parts if part)])
    if isinstance(error, OSError) and error.strerror:
        return f"{kind} {error.errno} {error.strerror}"
    return kind


def frames(error: BaseException) -> list[str]:
    """``file:line function`` for each step, the innermost last; of what caused it too, named before its own steps."""
    told = []
    for each in reversed(_chain(error)):
        told.append(named(each))
        told += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(each.__traceback__)
        ]
    return told


def _chain(error: BaseException) -> list[BaseException]:
    """The error, then what it came from."""
    found = [error]
    while (before := found[-1].__cause__ or found[-1].__context__) is not None and before not in found:
        found.append(before)
    return found


def _short(name: str) -> str:
    path = Path(name)
    if path.is_relative_to(SOURCE):
        return str(path.relative_to(SOURCE))
    return "/".join(path.parts[-3:])
