"""Addresses of freezes on the desk; included in ``desk.urls`` before the pages of figures."""

from django.urls import path

from mingzheng.desk.views import freezes as views

patterns = [
    path("figures/freezes/", views.freezes, name="freezes"),
    path("figures/freezes/new/", views.ask, name="freeze-new"),
    path("figures/freezes/<int:pk>/", views.freeze, name="freeze"),
    path("figures/freezes/<int:pk>/check/", views.check, name="freeze-check"),
    path("figures/freezes/<int:pk>/full.json", views.full, name="freeze-full"),
]
