"""Addresses of policies on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_policies

patterns = [
    path("policies/", policy_policies.policies, name="policies"),
    path("policies/new/", policy_policies.begin, name="policy-new"),
    path("policies/report.xlsx", policy_policies.workbook, name="policies-xlsx"),
]
