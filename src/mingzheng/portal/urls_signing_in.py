"""Addresses of 登录, 我的办件 and, in a demonstration, of the stand-in provider."""

from django.urls import path

from mingzheng.portal.standin import views as standin
from mingzheng.portal.views import my_matters, signing_in

SIGNING_IN = [
    path("denglu/", signing_in.door, name="sign-in"),
    path("denglu/huilai/", signing_in.come_back, name="sign-in-back"),
    path("denglu/likai/", signing_in.leave, name="sign-in-leave"),
    path("denglu/yilikai/", signing_in.left, name="sign-in-left"),
    path("wode/banjian/", my_matters.index, name="my-matters"),
    path("wode/banjian/kan/", my_matters.look, name="my-matter"),
    path("moni-denglu/", standin.choose, name="standin"),
    path("moni-denglu/tuichu/", standin.leave, name="standin-leave"),
]
