"""Addresses of redaction, under /desk/redaction/."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import redaction, redaction_files

patterns = [
    path("redaction/start/", redaction_files.start, name="redaction-start"),
    path("redaction/<int:pk>/", redaction.work, name="redaction"),
    path("redaction/<int:pk>/pages/<int:page>.jpg", redaction_files.page_picture, name="redaction-picture"),
    path("redaction/<int:pk>/progress/", redaction_files.progress, name="redaction-progress"),
    path("redaction/<int:pk>/boxes/", redaction.add_box, name="redaction-add"),
    path("redaction/<int:pk>/boxes/<int:box_id>/", redaction.change_box, name="redaction-box"),
    path("redaction/<int:pk>/words/", redaction.cover_word, name="redaction-words"),
    path("redaction/<int:pk>/proposals/", redaction.propose, name="redaction-propose"),
    path("redaction/<int:pk>/proposals/decide/", redaction.decide, name="redaction-decide"),
    path("redaction/<int:pk>/make/", redaction.make, name="redaction-make"),
    path("redaction/<int:pk>/stop/", redaction.stop, name="redaction-stop"),
    path("redaction/<int:pk>/again/", redaction.again, name="redaction-again"),
    path("redaction/<int:pk>/void/", redaction.void, name="redaction-void"),
]
