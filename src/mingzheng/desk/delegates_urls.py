"""Addresses of public delegates and draws on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import delegates, delegates_pool

patterns = [
    path("delegates/", delegates.meetings, name="delegates"),
    path("delegates/new/", delegates.meeting_new, name="delegates-new"),
    path("delegates/<int:pk>/draw/", delegates.draw, name="delegates-draw"),
    path("delegates/<int:pk>/invited/", delegates.invited, name="delegates-invited"),
    path("delegates/pool/", delegates_pool.pool, name="delegates-pool"),
    path("delegates/pool/import/", delegates_pool.import_page, name="delegates-import"),
    path("delegates/pool/template.csv", delegates_pool.template, name="delegates-template"),
]
