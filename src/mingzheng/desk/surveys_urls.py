"""Addresses of surveys and calls on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import calls, surveys, surveys_compose

patterns = [
    path("surveys/", surveys.index, name="surveys"),
    path("surveys/new/", surveys.new, name="survey-new"),
    path("surveys/<int:pk>/compose/", surveys_compose.compose, name="survey-compose"),
    path("surveys/<int:pk>/compose/<int:page>/new/<slug:kind>/", surveys_compose.add, name="survey-question-new"),
    path("surveys/<int:pk>/compose/<int:page>/text/", surveys_compose.page_text, name="survey-page-text"),
    path("surveys/<int:pk>/compose/question/<slug:key>/", surveys_compose.question, name="survey-question"),
    path("surveys/<int:pk>/preview/", surveys_compose.preview, name="survey-preview"),
    path("surveys/<int:pk>/texts/", surveys.texts, name="survey-texts"),
    path("calls/", calls.index, name="calls"),
    path("calls/new/", calls.new, name="call-new"),
    path("calls/<int:pk>/ideas/", calls.ideas, name="call-ideas"),
    path("calls/<int:pk>/groups/", calls.groups, name="call-groups"),
]
