"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import (
    acts,
    admin,
    bulk,
    cases,
    demo_day,
    documents,
    documents_edit,
    documents_effects,
    documents_page,
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
    path("documents/", documents.worklist_page, name="documents"),
    path("documents/d/<int:pk>/", documents_page.document_page, name="document"),
    path("documents/d/<int:pk>/correct/", documents_page.correct_page, name="document-correct"),
    path("documents/<int:pk>/edit/", documents_edit.edit_page, name="document-edit"),
    path("documents/<int:pk>/problems/", documents_edit.problems, name="document-problems"),
    path("documents/<int:pk>/files/", documents_edit.files_page, name="document-files"),
    path("documents/<int:pk>/effects/", documents_effects.effects_page, name="document-effects"),
    path(
        "documents/<int:pk>/effects/<int:effect_id>/remove/",
        documents_effects.remove_effect,
        name="document-effect-remove",
    ),
    path("documents/<int:pk>/preview/", documents_page.preview_page, name="document-preview"),
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
