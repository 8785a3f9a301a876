"""Addresses of open days; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import open_days, open_days_visiting

OPEN_DAYS = [
    path("kaifang/", open_days.index, name="open-days"),
    path("kaifang/kaifang.ics", open_days.calendar_file, name="open-days-ics"),
    path("kaifang/chaxun/", open_days_visiting.look_up, name="open-day-look-up"),
    path("kaifang/nian/<int:year>/", open_days.programme, name="open-programme"),
    path("kaifang/rili/<int:year>/<int:month>/", open_days.month, name="open-days-month"),
    path("kaifang/piao/<str:ticket>/", open_days_visiting.ticket, name="open-day-ticket"),
    path("kaifang/<int:pk>/", open_days.page, name="open-day"),
    path("kaifang/<int:pk>/huodong.ics", open_days.day_file, name="open-day-ics"),
    path("kaifang/<int:pk>/baoming/", open_days_visiting.sign_up, name="open-day-sign-up"),
    path("kaifang/<int:pk>/tiwen/", open_days_visiting.ask, name="open-day-ask"),
    path("kaifang/<int:pk>/huizhi/<str:key>/", open_days_visiting.receipt, name="open-day-receipt"),
]
