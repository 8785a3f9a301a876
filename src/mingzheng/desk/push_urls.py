"""Addresses of precise pushing on the desk; included in ``desk.urls``."""

from django.urls import path, re_path

from mingzheng.desk.views import policy_push, policy_push_import, policy_push_rule

patterns = [
    path("push/", policy_push.index, name="push"),
    path("push/limits/new/", policy_push.limit, name="push-limit"),
    path("push/imports/", policy_push_import.index, name="push-imports"),
    path("push/imports/<int:pk>/", policy_push_import.one, name="push-import"),
    path("push/imports/<int:pk>/errors/", policy_push_import.errors, name="push-import-errors"),
    re_path(
        "^push/imports/template/(?P<of>person|enterprise)/$", policy_push_import.template, name="push-import-template"
    ),
    path("push/new/", policy_push.begin, name="push-new"),
    path("push/rules/<int:pk>/", policy_push_rule.rule_page, name="push-rule"),
    path("push/rules/<int:pk>/live/", policy_push_rule.live, name="push-rule-live"),
    path("push/rules/<int:pk>/examples/", policy_push_rule.example, name="push-example"),
    path("push/rules/<int:pk>/test/", policy_push_rule.back_test, name="push-back-test"),
    path("push/rules/<int:pk>/list/", policy_push.make_list, name="push-make-list"),
    path("push/lists/<int:pk>/export/", policy_push.export, name="push-export"),
]
