"""The providers that the settings name."""

from __future__ import annotations

from django.conf import settings

from mingzheng.core.oidc.provider import Provider


def offered() -> bool:
    """Can citizens and enterprises sign in at all? A demonstration without a provider has a stand-in."""
    return bool(settings.MINGZHENG_OIDC_ISSUER or settings.MINGZHENG_DEMO)


def citizens() -> Provider | None:
    """Where citizens and enterprises sign in; None: nowhere."""
    if not settings.MINGZHENG_OIDC_ISSUER:
        return None
    return Provider(
        issuer=settings.MINGZHENG_OIDC_ISSUER,
        client_id=settings.MINGZHENG_OIDC_CLIENT_ID,
        client_secret=settings.MINGZHENG_OIDC_CLIENT_SECRET,
        name=settings.MINGZHENG_OIDC_NAME[:60],
        scope=settings.MINGZHENG_OIDC_SCOPE,
        claims=settings.MINGZHENG_OIDC_CLAIMS,
        enterprises=tuple(settings.MINGZHENG_OIDC_ENTERPRISE),
        secure=settings.PRODUCTION,
    )


def staff() -> Provider | None:
    """The government's directory of staff; None: there is none."""
    if not settings.MINGZHENG_STAFF_OIDC_ISSUER:
        return None
    return Provider(
        issuer=settings.MINGZHENG_STAFF_OIDC_ISSUER,
        client_id=settings.MINGZHENG_STAFF_OIDC_CLIENT_ID,
        client_secret=settings.MINGZHENG_STAFF_OIDC_CLIENT_SECRET,
        name=settings.MINGZHENG_STAFF_OIDC_NAME[:60],
        scope="openid",
        claims={"identifier": settings.MINGZHENG_STAFF_OIDC_CLAIM},
        secure=settings.PRODUCTION,
    )
