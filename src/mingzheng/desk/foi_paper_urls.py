"""Addresses of the case file of an application: sealed and handed over; what will be purged."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import foi_papers

patterns = [
    path("foi/cases/<int:pk>/sealed/", foi_papers.sealed, name="foi-sealed"),
    path("foi/retention/", foi_papers.retention_list, name="foi-retention"),
]
