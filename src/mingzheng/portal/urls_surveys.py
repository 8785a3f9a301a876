"""Addresses of surveys and calls; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import calls, calls_acting, surveys, surveys_answering, surveys_data

SURVEYS = [
    path("diaocha/", surveys.index, name="surveys"),
    path("diaocha/<int:pk>/", surveys.survey, name="survey"),
    path("diaocha/<int:pk>/kaishi/", surveys_answering.start, name="survey-start"),
    path("diaocha/<int:pk>/jinru/<str:token>/", surveys_answering.enter, name="survey-enter"),
    path("diaocha/<int:pk>/tian/<str:key>/<int:number>/", surveys_answering.page, name="survey-page"),
    path("diaocha/<int:pk>/tian/<str:key>/queren/", surveys_answering.check, name="survey-check"),
    path("diaocha/<int:pk>/xiexie/", surveys_answering.thanks, name="survey-thanks"),
    path("diaocha/<int:pk>/tixing/", surveys_answering.follow, {"kind": "survey"}, name="survey-follow"),
    path("diaocha/<int:pk>/jieguo.<str:kind>", surveys_data.survey, name="survey-data"),
    path("zhengji/", calls.index, name="calls"),
    path("zhengji/chaxun/", calls_acting.query, name="call-query"),
    path("zhengji/<int:pk>/", calls.call, name="call"),
    path("zhengji/<int:pk>/jianyi/", calls.ideas, name="call-ideas"),
    path("zhengji/<int:pk>/tijian/", calls_acting.suggest, name="call-suggest"),
    path("zhengji/<int:pk>/huizhi/<str:key>/", calls_acting.receipt, name="call-receipt"),
    path("zhengji/<int:pk>/dianzan/<int:idea>/", calls_acting.support, name="call-support"),
    path("zhengji/<int:pk>/toupiao/", calls_acting.vote, name="call-vote"),
    path("zhengji/<int:pk>/yitou/", calls_acting.voted, name="call-voted"),
    path("zhengji/<int:pk>/toupiao/<str:token>/", calls_acting.vote_with, name="call-vote-enter"),
    path("zhengji/<int:pk>/tixing/", surveys_answering.follow, {"kind": "call"}, name="call-follow"),
    path("zhengji/<int:pk>/jieguo.<str:kind>", surveys_data.call, name="call-data"),
    path("hudong/tixing/<str:token>/", surveys_answering.confirm, name="survey-follow-confirm"),
]
