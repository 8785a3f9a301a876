"""Addresses of assessment on the portal; included in ``portal.urls``."""

from django.urls import path

from mingzheng.portal.views import assessment

ASSESSMENT = [
    path("kaohe/", assessment.index, name="assessments"),
    path("kaohe/zhibiao/<int:pk>/", assessment.system, name="assessment-system"),
    path("kaohe/zhibiao/<int:pk>/zhibiao.xlsx", assessment.system_file, name="assessment-system-xlsx"),
    path("kaohe/<int:pk>/", assessment.result, name="assessment-round"),
    path("kaohe/<int:pk>/jieguo.xlsx", assessment.result_file, name="assessment-round-xlsx"),
]
