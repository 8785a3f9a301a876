"""Addresses of open data; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import datasets

DATASETS = [
    path("shuju/", datasets.index, name="datasets"),
    path("shuju/tiaokuan/", datasets.terms, name="datasets-terms"),
    path("shuju/catalog.jsonld", datasets.catalogue, name="datasets-catalogue"),
    path("shuju/<slug:code>/", datasets.page, name="dataset"),
    path("shuju/<slug:code>.<str:kind>", datasets.file, name="dataset-file"),
]
