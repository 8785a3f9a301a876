"""Addresses of the desk for typical cases, conferences and what many ask for."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import foi_conferences, foi_same, foi_typical

patterns = [
    path("foi/practice/", foi_typical.library, name="foi-typical"),
    path("foi/practice/typical/<int:pk>/", foi_typical.typical_case, name="foi-typical-case"),
    path("foi/practice/typical/new/<int:pk>/", foi_typical.typical_new, name="foi-typical-new"),
    path("foi/practice/conferences/", foi_conferences.conferences, name="foi-conferences"),
    path("foi/practice/conferences/new/", foi_conferences.conference_new, name="foi-conference-new"),
    path("foi/practice/conferences/<int:pk>/", foi_conferences.conference, name="foi-conference"),
    path("foi/practice/conferences/<int:pk>/edit/", foi_conferences.conference_edit, name="foi-conference-edit"),
    path("foi/practice/same/", foi_same.same_information, name="foi-same"),
    path("foi/practice/same/new/<int:pk>/", foi_same.suggest, name="foi-same-new"),
]
