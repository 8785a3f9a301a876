"""Addresses of the whole house."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("account/", include("allauth.urls"))]
for prefix, module in [
    ("files/", "mingzheng.core.files.urls"),
    ("desk/", "mingzheng.desk.urls"),
    ("style/", "mingzheng.design.urls"),
    ("", "mingzheng.portal.urls"),
]:
    if (settings.BASE_DIR / "src" / (module.replace(".", "/") + ".py")).exists():
        urlpatterns.append(path(prefix, include(module)))
