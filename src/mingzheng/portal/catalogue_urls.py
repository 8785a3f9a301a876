"""Addresses of the portal for columns, the standard catalogue and the key areas."""

from __future__ import annotations

from django.urls import path

from mingzheng.portal.feeds import ColumnFeed
from mingzheng.portal.views import areas, catalogue, columns, projects

patterns = [
    path("lingyu/", areas.index, name="areas"),
    path("lingyu/rili/", areas.calendar, name="publication-calendar"),
    path("lingyu/rili/publication.ics", areas.calendar_file, name="publication-ics"),
    path("lingyu/xiangmu/<int:pk>/", projects.project, name="project"),
    path("lingyu/biaoge/<int:pk>/", projects.table, name="table"),
    path("lingyu/biaoge/<int:pk>/table.xlsx", projects.download, {"kind": "xlsx"}, name="table-xlsx"),
    path("lingyu/biaoge/<int:pk>/table.csv", projects.download, {"kind": "csv"}, name="table-csv"),
    path("lingyu/<int:number>/", areas.area, name="area"),
    path("lingyu/<slug:code>/", areas.matter, name="matter"),
    path("lingyu/<slug:code>/sheet.pdf", areas.matter_pdf, name="matter-pdf"),
    path("lingyu/<slug:code>/qr.svg", areas.qr, name="matter-qr"),
    path("mulu/ditu/", areas.subjects, name="subject-map"),
    path("mulu/", catalogue.index, name="catalogue"),
    path("mulu/catalogue.xlsx", catalogue.download, {"kind": "xlsx"}, name="catalogue-xlsx"),
    path("mulu/catalogue.csv", catalogue.download, {"kind": "csv"}, name="catalogue-csv"),
    path("mulu/catalogue.json", catalogue.download, {"kind": "json"}, name="catalogue-json"),
    path("lanmu/", columns.index, name="columns"),
    path("lanmu/<slug:code>/", columns.column, name="column"),
    path("feeds/lanmu/<slug:code>.atom", ColumnFeed(), name="column-feed"),
]
