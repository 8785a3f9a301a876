"""Addresses of integrated topics; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import topics

TOPICS = [
    path("zhuanti/", topics.index, name="topics"),
    path("zhuanti/<int:pk>/", topics.topic, name="topic"),
    path("zhuanti/<int:pk>/en/", topics.english, name="topic-english"),
]
