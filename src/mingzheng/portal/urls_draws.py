"""Addresses of draws; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import draws

DRAWS = [
    path("chouqian/", draws.index, name="draws"),
    path("chouqian/verify.py", draws.script, name="draw-script"),
    path("chouqian/<int:pk>/", draws.page, name="draw"),
    path("chouqian/<int:pk>/mingdan.txt", draws.frozen_list, name="draw-list"),
    path("chouqian/<int:pk>/jieguo.txt", draws.result, name="draw-result"),
]
