"""Addresses of 我的政策, subscriptions, industries and life events. No address holds a name, a mailbox or a fact."""

from django.urls import path

from mingzheng.portal.views import push_applying, push_mine, push_subscribe

PUSH = [
    path("wode/", push_mine.mine, name="mine"),
    path("wode/jin/<str:token>/", push_mine.come_in, name="mine-in"),
    path("wode/huaxiang/", push_mine.facts, name="mine-facts"),
    path("wode/buchong/", push_mine.answer, name="mine-answer"),
    path("wode/tongyi/", push_mine.consent, name="mine-consent"),
    path("wode/shezhi/", push_mine.settle, name="mine-settings"),
    path("wode/pingjia/", push_mine.rate, name="mine-rate"),
    path("wode/kan/<int:pk>/", push_mine.read, name="mine-read"),
    path("wode/shanchu/", push_mine.forget, name="mine-forget"),
    path("wode/likai/", push_mine.leave, name="mine-leave"),
    path("wode/tingzhi/<str:token>/", push_mine.stop, name="mine-stop"),
    path("dingyue/", push_subscribe.subscribe, name="subscribe"),
    path("dingyue/queren/<str:token>/", push_subscribe.confirm, name="subscribe-confirm"),
    path("dingyue/tuiding/<str:token>/", push_subscribe.end, name="subscribe-end"),
    path("zhengce/hangye/", push_applying.industries, name="industries"),
    path("zhengce/hangye/<slug:code>/", push_applying.industry, name="industry"),
    path("zhengce/renshengshi/", push_applying.events, name="life-events"),
    path("zhengce/renshengshi/<slug:code>/", push_applying.event, name="life-event"),
]
