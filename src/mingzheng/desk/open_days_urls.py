"""Addresses of open days on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import open_days as views
from mingzheng.desk.views import open_days_after as after
from mingzheng.desk.views import open_days_door as door

patterns = [
    path("open-days/", views.days, name="open-days"),
    path("open-days/new/", views.day_new, name="open-day-new"),
    path("open-days/months/", views.programmes, name="open-programmes"),
    path("open-days/months/new/", views.programme_new, name="open-programme-new"),
    path("open-days/months/<int:pk>/call/", views.theme_call, name="open-programme-call"),
    path("open-days/ticket/<str:ticket>/", door.ticket, name="open-day-ticket"),
    path("open-days/<int:pk>/people/", views.people, name="open-day-people"),
    path("open-days/<int:pk>/survey/", after.survey, name="open-day-survey"),
    path("open-days/<int:pk>/question/", after.question, name="open-day-question"),
    path("open-days/<int:pk>/photos/", after.photos, name="open-day-photos"),
    path("open-days/<int:pk>/photos/<int:photo>/remove/", after.photo_remove, name="open-day-photo-remove"),
    path("open-days/door-offline/", door.offline, name="open-day-offline"),
    path("open-days/door-worker.js", door.worker, name="open-day-worker"),
    path("open-days/<int:pk>/lists/", door.lists, name="open-day-lists"),
    path("open-days/<int:pk>/door/", door.entrance, name="open-day-door"),
    path("open-days/<int:pk>/door/<int:held>/", door.entrance, name="open-day-door-list"),
    path("open-days/<int:pk>/door/<int:held>/walk-in/", door.walk_in, name="open-day-walk-in-list"),
    path("open-days/<int:pk>/door/<int:held>/scans/", door.scans, name="open-day-scans-list"),
    path("open-days/<int:pk>/door/walk-in/", door.walk_in, name="open-day-walk-in"),
    path("open-days/<int:pk>/door/scans/", door.scans, name="open-day-scans"),
]
