"""Icons, and the shape and word of each light."""

from __future__ import annotations

from functools import lru_cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

LIGHTS = {
    "green": ("circle-check-filled", gettext_lazy("正常")),
    "amber": ("alert-triangle-filled", gettext_lazy("临期")),
    "red": ("alert-octagon-filled", gettext_lazy("逾期")),
    "done": ("check", gettext_lazy("已办结")),
    "none": ("circle-dashed", gettext_lazy("未计时")),
}


def icon_html(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the one file of icons; without a label it says nothing to a screen reader."""
    return _icon(name, label, size, staticfiles_storage.url("design/vendor/icons.svg"))


@lru_cache(maxsize=1024)
def _icon(name: str, label: str, size: str, picture: str) -> SafeString:
    css, href = f"icon icon--{size}" if size else "icon", f"{picture}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', css, href)
