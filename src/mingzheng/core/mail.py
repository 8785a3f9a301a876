"""Letters that the system sends: one way out, and how this site names itself in them."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage

from mingzheng.core.errors import Refused


class NotSentError(Exception):
    """The channel did not take it. The words hold neither address nor text."""


def send(to: str, subject: str, text: str, headers: Mapping[str, str] | None = None) -> None:
    """Send one letter to one address; called by handlers of the outbox, which try again.

    Raises:
        NotSentError: the mail server did not take it.
    """
    try:
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=dict(headers or {})).send()
    except Exception as error:  # noqa: BLE001 - whatever the mail server answers may hold the address
        raise NotSentError(f"邮件没有发出（{type(error).__name__}）") from None


def site_url() -> str:
    """Where links in messages lead.

    Raises:
        Refused: nobody said under what address this portal answers.
    """
    if settings.MINGZHENG_SITE_URL:
        return str(settings.MINGZHENG_SITE_URL)
    if settings.MINGZHENG_DEMO:
        return "http://localhost:8000"
    raise Refused("没有设置门户的网址，信里的链接写不出来。", remedy="请设置 MINGZHENG_SITE_URL。", code="no_site")


def site_name() -> str:
    """The portal as its pages' headers, letters and feeds call it (``SiteName`` of the national guideline)."""
    return str(settings.MINGZHENG_SITE_NAME or f"{settings.MINGZHENG_DISTRICT}人民政府")
