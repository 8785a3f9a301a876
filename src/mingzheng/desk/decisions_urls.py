"""Addresses of major decisions on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import decisions as views

patterns = [
    path("decisions/", views.matters, name="decisions"),
    path("decisions/<int:pk>/pack/", views.meeting_pack, name="decisions-pack"),
    path("decisions/catalogues/", views.catalogues, name="decisions-catalogues"),
    path("decisions/catalogues/new/", views.catalogue_new, name="decisions-catalogue-new"),
    path("decisions/proposals/new/", views.proposal_new, name="decisions-proposal-new"),
]
