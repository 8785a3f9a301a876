"""Addresses of visitors' reports; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import corrections

CORRECTIONS = [
    path("jiucuo/", corrections.report, name="correction"),
    path("jiucuo/chaxun/", corrections.query, name="correction-query"),
    path("jiucuo/huizhi/<str:key>/", corrections.receipt, name="correction-receipt"),
]
