"""Addresses of bulletins, monthly letters and 督办单 on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import bulletins as views

patterns = [
    path("bulletins/", views.bulletins, name="bulletins"),
    path("bulletins/new/", views.begin, name="bulletin-new"),
    path("bulletins/<int:pk>/", views.bulletin, name="bulletin"),
    path("bulletins/<int:pk>/bulletin.<slug:ending>", views.paper, name="bulletin-paper"),
    path("bulletins/letters/", views.letters, name="unit-letters"),
    path("bulletins/letters/<int:pk>/", views.letter, name="unit-letter"),
    path("bulletins/supervision/<int:pk>.<slug:ending>", views.supervision, name="supervision-paper"),
]
