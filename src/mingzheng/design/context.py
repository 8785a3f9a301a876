"""What every template knows: whose site this is and how the reader wants it shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mingzheng.core.mail import site_name
from mingzheng.design import preferences


@dataclass(frozen=True)
class Site:
    """``district``: 上海市长宁区; ``name``: its government, the SiteName of the national guideline."""

    district: str
    name: str
    demo: bool


def site() -> Site:
    return Site(settings.MINGZHENG_DISTRICT, site_name(), settings.MINGZHENG_DEMO)


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``site`` and ``look``."""
    return {"site": site(), "look": preferences.read(request)}
