"""Addresses of lectures, visits, courseware and relays; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import courseware, outreach

OUTREACH = [
    path("zhengce/xuanjiang/", outreach.index, name="outreach"),
    path("zhengce/xuanjiang/pinpai/<int:pk>/", outreach.brand, name="brand"),
    path("zhengce/xuanjiang/<int:pk>/", outreach.session, name="session"),
    path("zhengce/xuanjiang/<int:pk>/huodong.ics", outreach.calendar_file, name="session-ics"),
    path("zhengce/xuanjiang/<int:pk>/baoming/", outreach.sign_up, name="session-sign-up"),
    path("zhengce/xuanjiang/<int:pk>/huizhi/<str:key>/", outreach.receipt, name="session-receipt"),
    path("zhengce/xuanjiang/<int:pk>/baoming/chaxun/", outreach.status, name="session-status"),
    path("zhengce/xuanjiang/<int:pk>/qiandao/<str:door>/", outreach.check_in, name="session-check-in"),
    path("zhengce/xuanjiang/<int:pk>/pingjia/<str:door>/", outreach.rate, name="session-rate"),
    path("zhengce/kejian/", courseware.index, name="coursewares"),
    path("zhengce/kejian/<int:pk>/", courseware.courseware, name="courseware"),
    path("zhengce/jieli/<str:token>/", courseware.relay, name="relay"),
]
