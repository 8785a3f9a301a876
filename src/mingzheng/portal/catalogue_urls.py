"""Addresses of the portal for columns, the standard catalogue and the key areas."""

from __future__ import annotations

from django.urls import path

from mingzheng.portal.feeds import ColumnFeed
from mingzheng.portal.views import catalogue, columns

patterns = [
    path("mulu/", catalogue.index, name="catalogue"),
    path("mulu/catalogue.xlsx", catalogue.download, {"kind": "xlsx"}, name="catalogue-xlsx"),
    path("mulu/catalogue.csv", catalogue.download, {"kind": "csv"}, name="catalogue-csv"),
    path("mulu/catalogue.json", catalogue.download, {"kind": "json"}, name="catalogue-json"),
    path("lanmu/", columns.index, name="columns"),
    path("lanmu/<slug:code>/", columns.column, name="column"),
    path("feeds/lanmu/<slug:code>.atom", ColumnFeed(), name="column-feed"),
]
