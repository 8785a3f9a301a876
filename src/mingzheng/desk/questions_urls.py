"""Addresses of policy questions on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_questions, policy_questions_handouts, policy_questions_report
from mingzheng.desk.views import policy_questions_window as window

patterns = [
    path("questions/window/", window.page, name="questions-window"),
    path("questions/window/entries/<int:pk>/", window.entry, name="questions-window-entry"),
    path("questions/window/entries/<int:pk>/answered/", window.answered, name="questions-answered"),
    path("questions/window/entries/<int:pk>/doubt/", window.doubt, name="questions-doubt"),
    path("questions/window/handover/", window.hand_over, name="questions-handover"),
    path("questions/entries/", policy_questions.entries, name="questions-entries"),
    path("questions/entries/new/", policy_questions.entry_new, name="questions-entry-new"),
    path("questions/messages/", policy_questions.messages_page, name="questions-messages"),
    path("questions/handovers/", policy_questions.handovers, name="questions-handovers"),
    path("questions/often/", policy_questions.often, name="questions-often"),
    path("questions/handouts/", policy_questions_handouts.handouts, name="questions-handouts"),
    path("questions/handouts/new/", policy_questions_handouts.new, name="handout-new"),
    path("questions/handouts/<int:pk>/", policy_questions_handouts.handout, name="handout"),
    path("questions/report/", policy_questions_report.page, name="questions-report"),
]
