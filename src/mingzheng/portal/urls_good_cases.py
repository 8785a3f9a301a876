"""Addresses of published cases and of the page that verifies certificates; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import good_cases

GOOD_CASES = [
    path("anli/", good_cases.index, name="good-cases"),
    path("anli/<int:pk>/", good_cases.case, name="good-case"),
    path("peixun/zhengshu/", good_cases.certificate, name="certificate"),
]
