"""Addresses of public delegates; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import delegates

DELEGATES = [
    path("daibiao/", delegates.index, name="delegates"),
    path("daibiao/baoming/", delegates.join, name="delegates-join"),
    path("daibiao/huizhi/<str:key>/", delegates.receipt, name="delegates-receipt"),
    path("daibiao/chaxun/", delegates.mine, name="delegates-mine"),
    path("daibiao/<int:pk>/", delegates.meeting, name="delegate-meeting"),
    path("daibiao/<int:pk>/baoming/", delegates.sign_up, name="delegate-sign-up"),
    path("daibiao/<int:pk>/huizhi/<str:key>/", delegates.receipt, name="delegate-receipt"),
]
