"""Addresses of the tag catalogue; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import tags

TAGS = [
    path("biaoqian/", tags.index, name="tags"),
    path("biaoqian/mulu-<int:number>.<str:kind>", tags.download, name="tags-download"),
    path("biaoqian/<str:name>/", tags.tag, name="tag"),
]
