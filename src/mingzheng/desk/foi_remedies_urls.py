"""Addresses of the desk for reconsideration and suits over applications."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import foi_rates, foi_remedies

patterns = [
    path("foi/<int:pk>/remedy/", foi_remedies.report, name="foi-remedy-new"),
    path("foi/remedies/", foi_remedies.remedies, name="foi-remedies"),
    path("foi/remedies/<int:pk>/evidence/", foi_remedies.evidence, name="foi-evidence"),
    path("foi/rates/", foi_rates.rates, name="foi-rates"),
    path("foi/rates/<int:unit_id>/", foi_rates.unit_rates, name="foi-rates-unit"),
    path("foi/rates/<int:unit_id>/warn/", foi_rates.warn, name="foi-warn"),
]
