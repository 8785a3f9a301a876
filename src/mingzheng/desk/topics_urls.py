"""Addresses of integrated topics on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_topics

patterns = [
    path("topics/", policy_topics.topics, name="topics"),
    path("topics/new/", policy_topics.begin, name="topic-new"),
    path("topics/<int:pk>/preview/", policy_topics.preview, name="topic-preview"),
    path("topics/<int:pk>/policies/", policy_topics.choose, name="topic-choose"),
]
