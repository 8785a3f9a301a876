"""Which addresses may be told, and the telling itself: to the address that the guard saw, no redirect, within seconds."""

from __future__ import annotations

import time

import httpx
from django.conf import settings

from mingzheng.core.errors import Refused
from mingzheng.machines.webhooks.models import Delivery, Subscription
from mingzheng.machines.webhooks.signing import secrets_of, signature
from mingzheng.supervision.inspections.crawler.addresses import PORTS, Forbidden, Guard, parsed
from mingzheng.supervision.inspections.crawler.wire import GuardedTransport, within

TIMEOUT = 10.0


class NotDelivered(Exception):
    """The message did not arrive; ``gone``: the receiver wants no more of them."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


def _guard() -> Guard:
    standin = [settings.MINGZHENG_WEBHOOK_STANDIN] if settings.MINGZHENG_DEMO else []
    return Guard.of([*settings.MINGZHENG_WEBHOOK_ALLOW, *standin])


def checked(address: str) -> str:
    """The address as it is kept.

    Raises:
        Refused: no address of the web, not encrypted, or it leads into an inner network.
    """
    guard = _guard()
    try:
        parts = parsed(address)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        guard.open(host, port)
    except Forbidden as error:
        raise Refused(
            f"不能推送到这个地址：{error.reason}。",
            remedy="内网的接收方请先设置 MINGZHENG_WEBHOOK_ALLOW（见 docs/machines.md）。",
            field="address",
        ) from error
    except OSError as error:
        raise Refused("找不到这个主机名。", remedy="请核对接收地址。", field="address") from error
    if parts.scheme != "https" and not {host, f"{host}:{port}"} & guard.allow:
        raise Refused("接收地址要以 https:// 开头。", remedy="请改用加密的地址。", field="address")
    return parts.geturl()


def send(found: Delivery, subscription: Subscription) -> None:
    """One attempt.

    Raises:
        NotDelivered: with the reason in words; never what the receiver answered.
    """
    moment, body = int(time.time()), found.body
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Mingzheng-Webhooks/1",
        "webhook-id": found.message_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": signature(secrets_of(subscription), found.message_id, moment, body),
    }
    try:
        with within(TIMEOUT), httpx.Client(transport=GuardedTransport(_guard(), 1), timeout=TIMEOUT) as client:
            request = client.stream("POST", subscription.address, content=body.encode(), headers=headers)
            with request as response:
                status = response.status_code
    except Forbidden as error:
        raise NotDelivered(f"接收地址{error.reason}") from error
    except httpx.TimeoutException as error:
        raise NotDelivered(f"接收方 {TIMEOUT:g} 秒内没有应答") from error
    except httpx.HTTPError as error:
        raise NotDelivered(f"连不上接收方（{type(error).__name__}）") from error
    if not 200 <= status < 300:
        raise NotDelivered(f"接收方应答 {status}", gone=status == 410)
