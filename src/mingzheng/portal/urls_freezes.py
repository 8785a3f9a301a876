"""Addresses of frozen figures; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import freezes

FREEZES = [
    path("gongzuoyaodian/dongjie/", freezes.index, name="freezes"),
    path("gongzuoyaodian/dongjie/verify.py", freezes.script, name="freeze-script"),
    path("gongzuoyaodian/dongjie/<int:pk>/", freezes.page, name="freeze"),
    path("gongzuoyaodian/dongjie/<int:pk>/shuzi.json", freezes.file, name="freeze-file"),
]
