"""Addresses of consultations on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import (
    consultations,
    consultations_dividing,
    consultations_groups,
    consultations_hearings,
    consultations_sheets,
)

patterns = [
    path("consultations/", consultations.index, name="consultations"),
    path("consultations/new/", consultations.new, name="consultation-new"),
    path("consultations/overdue/", consultations.overdue, name="consultations-overdue"),
    path("consultations/points/", consultations.points, name="consultation-points"),
    path("consultations/points/new/", consultations.point, name="consultation-point-new"),
    path("consultations/points/<int:pk>/", consultations.point, name="consultation-point"),
    path("consultations/opinions/<int:pk>/", consultations.opinion, name="consultation-opinion"),
    path("consultations/<int:pk>/ledger/", consultations.ledger, name="consultation-ledger"),
    path("consultations/<int:pk>/sheets/", consultations_sheets.index, name="consultation-sheets"),
    path("consultations/<int:pk>/sheets/template/", consultations_sheets.template, name="consultation-sheet-template"),
    path("consultations/sheets/<int:pk>/", consultations_sheets.one, name="consultation-sheet"),
    path("consultations/sheets/<int:pk>/errors/", consultations_sheets.errors, name="consultation-sheet-errors"),
    path("consultations/opinions/<int:pk>/divide/", consultations_dividing.divide, name="consultation-divide"),
    path("consultations/<int:pk>/preview/", consultations.preview, name="consultation-preview"),
    path("consultations/<int:pk>/groups/", consultations_groups.workbench, name="consultation-groups"),
    path("consultations/<int:pk>/groups/do/", consultations_groups.do, name="consultation-groups-do"),
    path("consultations/<int:pk>/hearing/", consultations_hearings.new, name="consultation-hearing-new"),
    path("consultations/hearings/<int:pk>/people/", consultations_hearings.people, name="consultation-hearing-people"),
    path("consultations/groups/<int:pk>/", consultations_groups.group, name="consultation-group"),
]
