"""Addresses of letters on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import letters, letters_import, letters_report

patterns = [
    path("letters/", letters.index, name="letters"),
    path("letters/new/", letters.register, name="letter-new"),
    path("letters/import/", letters_import.page, name="letter-import"),
    path("letters/import/template/", letters_import.template, name="letter-import-template"),
    path("letters/selections/", letters.selections, name="letter-selections"),
    path("letters/report/", letters_report.report, name="letter-report"),
    path("letters/analysis/", letters_report.analysis_page, name="letter-analysis"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/select/", letters.select, name="letter-select"),
]
