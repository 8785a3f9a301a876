"""Addresses of the desk for reconsideration and suits over applications, and for the figures of both."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import foi_annual, foi_rates, foi_remedies, foi_statistics

patterns = [
    path("foi/<int:pk>/remedy/", foi_remedies.report, name="foi-remedy-new"),
    path("foi/remedies/", foi_remedies.remedies, name="foi-remedies"),
    path("foi/remedies/<int:pk>/evidence/", foi_remedies.evidence, name="foi-evidence"),
    path("foi/rates/", foi_rates.rates, name="foi-rates"),
    path("foi/rates/<int:unit_id>/", foi_rates.unit_rates, name="foi-rates-unit"),
    path("foi/rates/<int:unit_id>/warn/", foi_rates.warn, name="foi-warn"),
    path("foi/statistics/", foi_statistics.page, name="foi-statistics"),
    path("foi/statistics/figures.<slug:ending>", foi_statistics.download, name="foi-statistics-file"),
    path("foi/statistics/annual/", foi_annual.annual, name="foi-annual"),
    path("foi/statistics/annual/tables.xlsx", foi_annual.workbook, name="foi-annual-xlsx"),
    path("foi/statistics/annual/rows/", foi_annual.behind, name="foi-annual-rows"),
    path("foi/statistics/annual/own/", foi_annual.own_figures, name="foi-own-figures"),
    path("foi/statistics/annual/closing/", foi_annual.closing, name="foi-closing"),
    path("foi/statistics/annual/closing/file/", foi_annual.closing_file, name="foi-closing-file"),
    path("foi/statistics/annual/closing/blank.xlsx", foi_annual.blank, name="foi-closing-blank"),
]
