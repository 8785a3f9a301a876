"""How a reader wants pages shown: elder mode and high contrast, kept in one cookie, without an account."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "mz_look"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """``elder``: 长者模式, larger and fewer; ``contrast``: 高对比度."""

    elder: bool = False
    contrast: bool = False

    @property
    def mode(self) -> str:
        """The value of ``data-mode`` on the root element."""
        return "elder" if self.elder else "plain"

    @property
    def contrast_name(self) -> str:
        """The value of ``data-contrast`` on the root element."""
        return "high" if self.contrast else "normal"

    def turned(self, switch: str) -> Look:
        """The same look with one switch turned over; unknown switches change nothing."""
        if switch == "elder":
            return replace(self, elder=not self.elder)
        if switch == "contrast":
            return replace(self, contrast=not self.contrast)
        return self


def read(request: HttpRequest) -> Look:
    """The look that the cookie asks for. Anything unexpected in the cookie means the plain look."""
    words = request.COOKIES.get(COOKIE, "").split(".")
    return Look(elder="elder" in words, contrast="contrast" in words)


def remember(response: HttpResponse, look: Look) -> None:
    """Keep the look for a year; the plain look needs no cookie, so that it is removed."""
    words = [name for name in ("elder", "contrast") if getattr(look, name)]
    if not words:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        ".".join(words),
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
