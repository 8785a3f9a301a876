"""Addresses of major decisions; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import decisions

DECISIONS = [
    path("juece/", decisions.index, name="decisions"),
    path("juece/<int:year>/", decisions.district, name="decisions-district"),
    path("juece/<int:year>/<slug:code>/", decisions.unit, name="decisions-unit"),
    path("juece/shixiang/<int:pk>/", decisions.matter, name="decision"),
]
