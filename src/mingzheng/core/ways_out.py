"""How a person outside is told something: by mail, or through the short-message gateway where one is set up.

A failure is told without address and text: it is kept in the outbox.
"""

from __future__ import annotations

import re
import unicodedata

import httpx
from django.conf import settings

from mingzheng.core import mail
from mingzheng.core.mail import NotSentError
from mingzheng.core.trust import authorities

SECONDS = 10.0
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def way_to(reach: str) -> str:
    """By which way a person who left this can be told: "mail", "sms", or "" when it is neither."""
    plain = unicodedata.normalize("NFKC", reach).strip()
    if MAIL.fullmatch(plain):
        return "mail"
    return "sms" if MOBILE.fullmatch(re.sub(r"[\s\-]", "", plain)) else ""


def reaches(reach: str) -> bool:
    """Will ``tell`` reach who left this? Not by telephone where no gateway takes messages."""
    way = way_to(reach)
    return way == "mail" or (way == "sms" and bool(settings.MINGZHENG_SMS_URL))


def tell(reach: str, subject: str, text: str) -> str:
    """Tell a person by what they left; returns the way that was taken, "" when there is none.

    Raises:
        NotSentError: there is a way and it did not take it.
    """
    way, plain = way_to(reach), unicodedata.normalize("NFKC", reach).strip()
    if way == "mail":
        mail.send(plain, subject, text, {})
    elif way == "sms":
        if not settings.MINGZHENG_SMS_URL:
            return ""
        post(settings.MINGZHENG_SMS_URL, settings.MINGZHENG_SMS_TOKEN, re.sub(r"[\s\-]", "", plain), subject, text)
    return way


def post(address: str, token: str, to: str, subject: str, text: str) -> None:
    """Hand a message to a gateway that takes ``POST {address}/messages``. Raises ``NotSentError``."""
    body = {"to": to, "title": subject, "text": text}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False, verify=authorities()) as client:
            answer = client.post(f"{address}/messages", json=body, headers=headers)
    except httpx.HTTPError as error:
        raise NotSentError(f"渠道不通（{type(error).__name__}）") from None
    if answer.status_code >= 300:
        raise NotSentError(f"渠道答复 {answer.status_code}")
