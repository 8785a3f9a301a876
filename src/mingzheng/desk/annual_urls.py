"""Addresses of annual reports on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import annual

patterns = [
    path("annual/", annual.reports, name="annual"),
    path("annual/new/", annual.begin, name="annual-new"),
    path("annual/begin-all/", annual.begin_all, name="annual-begin-all"),
    path("annual/check/", annual.check, name="annual-check"),
    path("annual/import/", annual.take_in, name="annual-import"),
    path("annual/<int:pk>/preview/", annual.preview, name="annual-preview"),
    path("annual/<int:pk>/remind/", annual.remind, name="annual-remind"),
    path("annual/<int:pk>/draft.<slug:kind>", annual.draft_file, name="annual-draft-file"),
]
