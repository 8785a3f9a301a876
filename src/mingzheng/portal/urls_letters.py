"""Addresses of letters; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import letters, letters_writing

LETTERS = [
    path("xinjian/", letters.index, name="letters"),
    path("xinjian/xie/", letters_writing.write, name="letter-write"),
    path("xinjian/huizhi/<str:key>/", letters_writing.receipt, name="letter-receipt"),
    path("xinjian/chaxun/", letters_writing.query, name="letter-query"),
    path("xinjian/pingjia/", letters_writing.rate, name="letter-rate"),
    path("xinjian/zhuiwen/", letters_writing.ask_on, name="letter-ask-on"),
    path("xinjian/lianxi/", letters_writing.leave_reach, name="letter-reach"),
    path("xinjian/tongji/", letters.figures, name="letter-figures"),
    path("xinjian/<int:pk>/", letters.selection, name="letter"),
]
