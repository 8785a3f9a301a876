"""Addresses of questions and answers and of the message board; included in ``portal.urls``."""

from django.urls import path, re_path

from mingzheng.portal.views import questions, questions_asking, questions_board

QUESTIONS = [
    path("zhengce/wenda/", questions.index, name="answers"),
    path("zhengce/wenda/<int:pk>/", questions.answer, name="answer"),
    path("zhengce/liuyan/", questions_board.index, name="messages"),
    path("zhengce/liuyan/tiwen/", questions_asking.ask, name="ask"),
    re_path("^zhengce/liuyan/yiyou/(?P<what>kan|jiushi)/$", questions_asking.offer, name="message-offer"),
    path("zhengce/liuyan/huizhi/<str:key>/", questions_board.receipt, name="message-receipt"),
    path("zhengce/liuyan/chaxun/", questions_board.query, name="message-query"),
    path("zhengce/liuyan/pingjia/", questions_board.rate, name="message-rate"),
    path("zhengce/liuyan/<int:pk>/", questions_board.message, name="message"),
]
