"""Addresses of the desk for columns, the standard catalogue and the key areas."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import areas, catalogue, checks, columns, projects

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
    path("areas/", areas.areas, name="areas"),
    path("areas/start/", areas.start_year, name="areas-start"),
    path("areas/<int:area_id>/add/", areas.add_matter, name="matter-add"),
    path("areas/matters/<int:pk>/", areas.matter, name="matter"),
    path("areas/matters/<int:pk>/edit/", areas.edit_matter, name="matter-edit"),
    path("areas/matters/<int:pk>/close/", areas.close_matter, name="matter-close"),
    path("areas/matters/<int:pk>/bind/", areas.bind, name="matter-bind"),
    path("areas/matters/<int:pk>/sheet/", areas.sheet, name="matter-sheet"),
    path("areas/matters/<int:matter_id>/projects/add/", projects.add_project, name="project-add"),
    path("areas/matters/<int:matter_id>/tables/add/", projects.add_table, name="public-table-add"),
    path("areas/records/<int:pk>/unbind/", areas.unbind, name="matter-unbind"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/update/", projects.add_update, name="project-update"),
    path("projects/tables/<int:pk>/", projects.table, name="public-table"),
    path("projects/tables/<int:pk>/version/", projects.add_version, name="public-table-version"),
]
