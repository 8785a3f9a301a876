"""Addresses of the desk for columns, the standard catalogue and the key areas."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import catalogue, checks, columns

patterns = [
    path("columns/", columns.tree, name="columns"),
    path("columns/add/", columns.add, name="column-add"),
    path("columns/entries/add/", columns.register, name="entry-add"),
    path("columns/entries/<int:pk>/withdraw/", columns.withdraw, name="entry-withdraw"),
    path("columns/c/<slug:code>/", columns.page, name="column"),
    path("columns/c/<slug:code>/edit/", columns.edit, name="column-edit"),
    path("columns/c/<slug:code>/close/", columns.close, name="column-close"),
    path("columns/c/<slug:code>/reopen/", columns.reopen, name="column-reopen"),
    path("catalogue/", catalogue.versions, name="catalogue"),
    path("catalogue/import/", catalogue.load, name="catalogue-import"),
    path("catalogue/<int:pk>/", catalogue.version, name="catalogue-version"),
    path("catalogue/<int:pk>/publish/", catalogue.publish, name="catalogue-publish"),
    path("catalogue/<int:pk>/catalogue.xlsx", catalogue.export, name="catalogue-xlsx"),
    path("catalogue/items/<int:pk>/", catalogue.bind, name="catalogue-bind"),
    path("catalogue/checks/", checks.findings, name="checks"),
    path("catalogue/checks/run/", checks.run_now, name="checks-run"),
    path("catalogue/classify/", checks.classify, name="classify"),
    path("catalogue/classify/<int:pk>/", checks.classify_one, name="classify-one"),
]
