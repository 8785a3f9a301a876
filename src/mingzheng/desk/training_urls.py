"""Addresses of meetings, trainings, learning and cases on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import training, training_learning, training_records

patterns = [
    path("training/", training.sessions, name="training"),
    path("training/plans/<int:year>/new/", training.plan_new, name="training-plan-new"),
    path("training/new/", training.session_new, name="training-new"),
    path("training/sessions/<int:pk>/", training.session, name="training-session"),
    path("training/sessions/<int:pk>/people/", training.name_people, name="training-name"),
    path("training/sessions/<int:pk>/rate/", training.rate, name="training-rate"),
    path("training/certificates/<int:pk>.pdf", training.certificate, name="training-certificate"),
    path("training/records/", training_records.records, name="training-records"),
    path("training/records/<slug:kind>/new/", training_records.meeting_new, name="training-meeting-new"),
    path("training/support/new/", training_records.support_new, name="training-support-new"),
    path("training/cases/", training_records.cases, name="training-cases"),
    path("training/cases/new/", training_records.case_new, name="training-case-new"),
    path("training/library/", training_learning.library, name="training-library"),
    path("training/library/new/", training_learning.item_new, name="training-item-new"),
    path("training/library/<int:pk>/", training_learning.item, name="training-item"),
    path("training/library/<int:pk>/learned/", training_learning.learned, name="training-learned"),
    path("training/mine/", training_learning.mine, name="training-mine"),
    path("training/quizzes/new/<slug:kind>/<int:pk>/", training_learning.quiz_new, name="training-quiz-new"),
    path("training/quizzes/<int:pk>/", training_learning.quiz, name="training-quiz"),
    path("training/quizzes/<int:pk>/key/", training_learning.key, name="training-quiz-key"),
]
