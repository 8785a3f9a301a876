"""Addresses of policies' life lines; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import policies

POLICIES = [
    path("zhengce/quancheng/", policies.index, name="policies"),
    path("zhengce/quancheng/<int:pk>/", policies.life, name="policy-life"),
    path("zhengce/quancheng/<int:pk>/en/", policies.english, name="policy-english"),
]
