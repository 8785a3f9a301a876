"""Ways out: mail; short messages and the city's portal through an address of their own, with a stand-in to try them.

What goes out names policies and nobody's facts. A failure is told without address or text: it is kept in the outbox.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from mingzheng.core import mail, timekeeping, ways_out
from mingzheng.policy.push import queries
from mingzheng.policy.push.models import Profile, Sent
from mingzheng.policy.push.models.deliveries import Channel

DATA = Path(__file__).parent / "data" / "limits.yaml"


@dataclass(frozen=True)
class Way:
    """``ready``: may anything be sent by it now? ``to``: the profile's address there; "" when it has none."""

    channel: Channel
    ready: Callable[[], bool]
    to: Callable[[Profile], str]
    send: Callable[[str, str, str, dict[str, str]], None]
    missing: str = ""


def _gateway(address: str, token: str) -> Callable[[str, str, str, dict[str, str]], None]:
    def send(to: str, subject: str, text: str, _headers: dict[str, str]) -> None:
        ways_out.post(address, token, to, subject, text)

    return send


def ways() -> dict[Channel, Way]:
    """Every channel as it is set up now."""
    sms, portal = settings.MINGZHENG_SMS_URL, settings.MINGZHENG_CITY_PORTAL_URL
    return {
        Channel.MAIL: Way(Channel.MAIL, lambda: True, lambda one: one.email if one.by_mail else "", mail.send),
        Channel.SMS: Way(
            Channel.SMS,
            lambda: bool(sms),
            lambda one: one.mobile if one.by_sms else "",
            _gateway(sms, settings.MINGZHENG_SMS_TOKEN),
            "没有设置短信网关的地址（MINGZHENG_SMS_URL），不发短信。",
        ),
        Channel.PORTAL: Way(
            Channel.PORTAL,
            lambda: bool(portal),
            lambda one: one.outside_id if one.by_portal else "",
            _gateway(portal, settings.MINGZHENG_CITY_PORTAL_TOKEN),
            "没有设置一网通办的地址（MINGZHENG_CITY_PORTAL_URL），不向个人主页和企业网页推送。",
        ),
    }


@dataclass(frozen=True)
class Limit:
    most: int
    days: int
    source: str


@cache
def _shipped() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return rows


def limit_on(day: dt.date, channel: str) -> Limit:
    """The limit in force on a day: the office's newest, or the one that comes along."""
    own = queries.limits_on(day, channel)
    if own is not None:
        return Limit(own.most, own.days, own.source)
    row = next(row for row in _shipped() if row["channel"] == channel)
    return Limit(row["most"], row["days"], row["source"])


def may_send(profile: Profile, channel: str) -> bool:
    """Is there room under the limit? What went out and what is going out both count."""
    limit = limit_on(timekeeping.today(), channel)
    since = timekeeping.now() - dt.timedelta(days=limit.days)
    return (
        Sent.objects.filter(profile=profile, channel=channel, at__gt=since).exclude(status="failed").count()
        < limit.most
    )


@dataclass(frozen=True)
class Status:
    """A channel on the desk: set up or not, what went out in the last thirty days, its limit."""

    label: str
    ready: bool
    missing: str
    sent: int
    failed: int
    limit: Limit


def statuses() -> list[Status]:
    since = timekeeping.now() - dt.timedelta(days=30)
    rows = Sent.objects.filter(at__gt=since)
    found = []
    for channel, way in ways().items():
        own, limit = rows.filter(channel=channel), limit_on(timekeeping.today(), channel)
        sent, failed = own.filter(status="sent").count(), own.filter(status="failed").count()
        found.append(Status(str(channel.label), way.ready(), way.missing, sent, failed, limit))
    return found
