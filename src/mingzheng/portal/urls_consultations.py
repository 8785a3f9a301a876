"""Addresses of consultations and hearings; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import consultations, hearings

CONSULTATIONS = [
    path("yijian/", consultations.index, name="consultations"),
    path("yijian/chaxun/", consultations.query, name="opinion-query"),
    path("yijian/tingzheng/chaxun/", hearings.query, name="hearing-query"),
    path("yijian/tingzheng/<int:pk>/", hearings.hearing, name="hearing"),
    path("yijian/tingzheng/<int:pk>/baoming/", hearings.sign_up, name="hearing-sign-up"),
    path("yijian/tingzheng/<int:pk>/huizhi/<str:key>/", hearings.receipt, name="hearing-receipt"),
    path("yijian/<int:pk>/", consultations.consultation, name="consultation"),
    path("yijian/<int:pk>/tijiao/", consultations.comment, name="consultation-comment"),
    path("yijian/<int:pk>/huizhi/<str:key>/", consultations.receipt, name="consultation-receipt"),
    path("yijian/<int:pk>/duizhao/", consultations.compared, name="consultation-compared"),
    path("yijian/<int:pk>/caina.csv", consultations.table, name="consultation-table"),
]
