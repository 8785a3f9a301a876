"""Addresses of the whole house."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("files/", include("mingzheng.core.files.urls")),
    path("desk/", include("mingzheng.desk.urls")),
    path("style/", include("mingzheng.design.urls")),
    path("", include("mingzheng.portal.urls")),
]
