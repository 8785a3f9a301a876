"""Addresses of precise pushing on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_push, policy_push_rule

patterns = [
    path("push/", policy_push.index, name="push"),
    path("push/limits/new/", policy_push.limit, name="push-limit"),
    path("push/new/", policy_push.begin, name="push-new"),
    path("push/rules/<int:pk>/", policy_push_rule.rule_page, name="push-rule"),
    path("push/rules/<int:pk>/live/", policy_push_rule.live, name="push-rule-live"),
    path("push/rules/<int:pk>/examples/", policy_push_rule.example, name="push-example"),
    path("push/rules/<int:pk>/test/", policy_push_rule.back_test, name="push-back-test"),
    path("push/rules/<int:pk>/list/", policy_push.make_list, name="push-make-list"),
    path("push/lists/<int:pk>/export/", policy_push.export, name="push-export"),
]
