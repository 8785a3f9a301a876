"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import (
    acts,
    admin,
    bulk,
    cases,
    corners,
    demo_day,
    home,
    notices,
    plan,
    plan_export,
    plan_import,
    posts,
    reference,
    search,
)

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("post/", home.switch_post, name="switch-post"),
    path("bulk/", bulk.bulk_act, name="bulk"),
    path("bulk/result/", bulk.bulk_result, name="bulk-result"),
    path("cases/<int:pk>/", cases.case_page, name="case"),
    path("cases/<int:pk>/<slug:command>/", acts.act_page, name="act"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<int:pk>/read/", notices.read_notice, name="notice-read"),
    path("search/", search.search, name="search"),
    path("plan/", plan.board, name="plan"),
    path("plan/import/", plan_import.start, name="plan-import"),
    path("plan/import/<int:pk>/", plan_import.review, name="plan-review"),
    path("plan/import/<int:pk>/confirm-all/", plan_import.confirm_all, name="plan-confirm-all"),
    path("plan/units/<int:unit_id>/", plan.unit_board, name="plan-unit"),
    path("plan/tasks/<int:pk>/", plan.task_page, name="plan-task"),
    path("plan/tasks/<int:pk>/figures/<str:code>/", plan.figure_page, name="plan-figure"),
    path("plan/plan.xlsx", plan_export.workbook, name="plan-xlsx"),
    path("plan/plan.ics", plan_export.calendar, name="plan-ics"),
    path("plan/feed/<str:token>/plan.ics", plan_export.feed, name="plan-feed"),
    path("corners/", corners.corners, name="corners"),
    path("corners/new/", corners.corner_new, name="corner-new"),
    path("corners/deliveries/new/", corners.delivery_new, name="corner-delivery"),
    path("corners/<int:pk>/", corners.corner, name="corner"),
    path("corners/<int:pk>/edit/", corners.corner_edit, name="corner-edit"),
    path("corners/<int:pk>/closure/", corners.closure_new, name="corner-closure"),
    path("corners/<int:pk>/activity/", corners.activity_new, name="corner-activity-new"),
    path("corners/<int:pk>/consult/", corners.consultation_new, name="corner-consult"),
    path("corners/activities/<int:pk>/", corners.activity, name="corner-activity"),
    path("corners/activities/<int:pk>/record/", corners.activity_record, name="corner-activity-record"),
    path("corners/activities/<int:pk>/cancel/", corners.activity_cancel, name="corner-activity-cancel"),
    path("lexicon/", reference.lexicon, name="lexicon"),
    path("lexicon/<int:pk>/off/", reference.lexicon_off, name="lexicon-off"),
    path("rules/", reference.deadline_rules, name="rules"),
    path("rules/<str:code>/", reference.deadline_rule, name="rule"),
    path("demo-day/", demo_day.demo_day, name="demo-day"),
    path("posts/", posts.my_posts, name="my-posts"),
    path("posts/delegations/<int:pk>/end/", posts.end_delegation, name="end-delegation"),
    path("admin/outbox/", admin.outbox, name="outbox"),
    path("admin/outbox/<int:pk>/retry/", admin.outbox_retry, name="outbox-retry"),
    path("admin/journal/", admin.journal_page, name="journal"),
    path("admin/units/", admin.units, name="units"),
]
