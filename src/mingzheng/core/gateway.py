"""Short messages and other channels that take a message by an address of their own: one way to hand it over."""

from __future__ import annotations

import httpx
from django.conf import settings

from mingzheng.core.mail import NotSentError

SECONDS = 10.0


def hand_over(address: str, token: str, to: str, title: str, text: str) -> None:
    """Give one message to a gateway (``POST {address}/messages``); called by slow handlers of the outbox.

    Args:
        to: a mobile number, or whatever the gateway knows its receivers by.

    Raises:
        NotSentError: it did not take it. The words hold neither address nor text.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False) as client:
            answer = client.post(f"{address}/messages", json={"to": to, "title": title, "text": text}, headers=headers)
    except httpx.HTTPError as error:
        raise NotSentError(f"渠道不通（{type(error).__name__}）") from None
    if answer.status_code >= 300:
        raise NotSentError(f"渠道答复 {answer.status_code}")


def sms_ready() -> bool:
    """Did somebody say where short messages go out? Without it none is sent, and pages say so."""
    return bool(settings.MINGZHENG_SMS_URL)


def send_sms(to: str, title: str, text: str) -> None:
    """One short message. Raises ``NotSentError``."""
    hand_over(settings.MINGZHENG_SMS_URL, settings.MINGZHENG_SMS_TOKEN, to, title, text)
