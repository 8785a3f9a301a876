"""Addresses of the whole house."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("mingzheng.config.watching.probes")),
    path("account/", include("allauth.urls")),
    path("files/", include("mingzheng.core.files.urls")),
    path("desk/", include("mingzheng.desk.urls")),
    path("api/v1/", include("mingzheng.api.urls")),
    path("style/", include("mingzheng.design.urls")),
    path("", include("mingzheng.portal.urls")),
]

handler500 = "mingzheng.config.watching.views.broken"
