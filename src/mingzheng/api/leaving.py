"""That an operation will go: told half a year before, in the schema and with every answer (ADR 0013)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.http import http_date
from django.utils.translation import gettext as _

from mingzheng.core.dates import chinese_date

NOTICE = dt.timedelta(days=182)  # half a year


@dataclass(frozen=True)
class Leaving:
    """``@ROOM.read(…, leaves=Leaving(since, until, instead))``.

    Args:
        since: the day from which nobody should begin to use it (RFC 9745, ``Deprecation``).
        until: the day on which it goes (RFC 8594, ``Sunset``), half a year later at least.
        instead: the address of the operation that takes its place, "" where nothing does.

    Raises:
        ValueError: less than half a year lies between.
    """

    since: dt.date
    until: dt.date
    instead: str = ""

    def __post_init__(self) -> None:
        if self.until - self.since < NOTICE:
            raise ValueError(f"{self.since} to {self.until}: callers are told half a year before")

    def headers(self) -> dict[str, str]:
        """Days begin at midnight in UTC."""
        said = {"Deprecation": f"@{_moment(self.since)}", "Sunset": http_date(_moment(self.until))}
        return said | ({"Link": f'<{self.instead}>; rel="successor-version"'} if self.instead else {})

    def words(self) -> str:
        """For whoever reads the contract."""
        until = _("这个接口将停用：%(since)s起不要再新用，%(until)s起不再回答。") % {
            "since": chinese_date(self.since),
            "until": chinese_date(self.until),
        }
        return until + (_("请改用 %(instead)s。") % {"instead": self.instead} if self.instead else "")

    def told(self, run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(run)
        def telling(*args: Any, **given: Any) -> HttpResponseBase:
            response = run(*args, **given)
            for name, value in self.headers().items():
                response[name] = value
            return response

        return telling


def _moment(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
