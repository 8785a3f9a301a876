"""Addresses of interpretations on the portal."""

from django.urls import path

from mingzheng.portal.views import interpretations

INTERPRETATIONS = [
    path("zhengce/jiedu/", interpretations.index, name="interpretations"),
    path("jiedu/<int:pk>/", interpretations.page, name="interpretation"),
    path("jiedu/<int:pk>/zimu.vtt", interpretations.captions_file, name="interpretation-captions"),
]
