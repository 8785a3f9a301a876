"""Addresses of the desk, under /desk/."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.catalogue_urls import patterns as catalogue_patterns
from mingzheng.desk.consultations_urls import patterns as consultations_patterns
from mingzheng.desk.decisions_urls import patterns as decisions_patterns
from mingzheng.desk.delegates_urls import patterns as delegates_patterns
from mingzheng.desk.foi_helping_urls import patterns as foi_helping_patterns
from mingzheng.desk.foi_paper_urls import patterns as foi_paper_patterns
from mingzheng.desk.foi_remedies_urls import patterns as foi_remedies_patterns
from mingzheng.desk.foi_urls import patterns as foi_patterns
from mingzheng.desk.interpretations_urls import patterns as interpretation_patterns
from mingzheng.desk.letters_urls import patterns as letters_patterns
from mingzheng.desk.open_days_urls import patterns as open_days_patterns
from mingzheng.desk.outreach_urls import patterns as outreach_patterns
from mingzheng.desk.policies_urls import patterns as policies_patterns
from mingzheng.desk.push_urls import patterns as push_patterns
from mingzheng.desk.questions_urls import patterns as questions_patterns
from mingzheng.desk.redaction_urls import patterns as redaction_patterns
from mingzheng.desk.surveys_urls import patterns as surveys_patterns
from mingzheng.desk.tags_urls import patterns as tags_patterns
from mingzheng.desk.topics_urls import patterns as topics_patterns
from mingzheng.desk.views import (
    acts,
    admin,
    bulk,
    cases,
    cleanup,
    corners,
    demo_day,
    documents,
    documents_edit,
    documents_effects,
    documents_new,
    documents_page,
    effects,
    filing,
    foi_calculator,
    gazette,
    gazette_copies,
    home,
    inspections,
    notices,
    plan,
    plan_export,
    plan_import,
    posts,
    reference,
    search,
    search_office,
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
    path("documents/new/", documents_new.start, name="document-new"),
    path("documents/new/<int:pk>/", documents_new.confirm, name="document-confirm"),
    path("documents/d/<int:pk>/", documents_page.document_page, name="document"),
    path("documents/d/<int:pk>/correct/", documents_page.correct_page, name="document-correct"),
    path("documents/<int:pk>/edit/", documents_edit.edit_page, name="document-edit"),
    path("documents/<int:pk>/problems/", documents_edit.problems, name="document-problems"),
    path("documents/<int:pk>/picture/", documents_edit.picture, name="document-picture"),
    path("documents/<int:pk>/suggestions/", documents_edit.suggestions, name="document-suggestions"),
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
    path("gazette/", gazette.gazette, name="gazette"),
    path("gazette/new/", gazette.issue_new, name="gazette-new"),
    path("gazette/plan/", gazette.plan_year, name="gazette-plan"),
    path("gazette/recipients/", gazette_copies.recipients, name="gazette-recipients"),
    path("gazette/recipients/new/", gazette_copies.recipient, name="gazette-recipient-new"),
    path("gazette/recipients/<int:pk>/", gazette_copies.recipient, name="gazette-recipient"),
    path("gazette/receipts/<int:pk>/", gazette_copies.receipt, name="gazette-receipt"),
    path("gazette/<int:pk>/", gazette.compose, name="gazette-compose"),
    path("gazette/<int:pk>/proof.pdf", gazette.proof, name="gazette-proof"),
    path("gazette/<int:pk>/pdf/", gazette.pdf_again, name="gazette-pdf-again"),
    path("gazette/<int:pk>/copies/", gazette_copies.distribution, name="gazette-distribution"),
    path("cleanup/", cleanup.campaigns, name="cleanup"),
    path("cleanup/launch/", cleanup.launch, name="cleanup-launch"),
    path("effects/<int:document_id>/new/", effects.propose, name="effect-new"),
    path("inspections/", inspections.findings, name="inspections"),
    path("inspections/findings.xlsx", inspections.workbook, name="findings-xlsx"),
    path("inspections/run/", inspections.start, name="inspections-run"),
    path("inspections/<int:pk>/", inspections.finding, name="finding"),
    *catalogue_patterns,
    *foi_remedies_patterns,
    *redaction_patterns,
    *policies_patterns,
    *tags_patterns,
    *topics_patterns,
    *interpretation_patterns,
    *letters_patterns,
    *delegates_patterns,
    *outreach_patterns,
    *surveys_patterns,
    *decisions_patterns,
    *open_days_patterns,
    *push_patterns,
    *foi_patterns,
    *foi_paper_patterns,
    path("filing/", filing.board, name="filing"),
    path("filing/months/<int:pk>/report/", filing.report, name="filing-report"),
    path("filing/months/<int:pk>/report.xlsx", filing.report_xlsx, name="filing-xlsx"),
    path("filing/records/", filing.records, name="filing-records"),
    path("filing/records/<int:pk>/", filing.record, name="filing-record"),
    path("filing/records/<int:pk>/again/", filing.record_again, name="filing-again"),
    path("filing/reconcile/", filing.reconcile, name="filing-reconcile"),
    path("filing/reconcile/now/", filing.reconcile_now, name="filing-reconcile-now"),
    path("filing/reconcile/differences/<int:pk>/", filing.difference_repair, name="filing-repair"),
    path("lexicon/", reference.lexicon, name="lexicon"),
    path("lexicon/<int:pk>/off/", reference.lexicon_off, name="lexicon-off"),
    path("search-terms/", search_office.terms, name="search-terms"),
    path("search-terms/<int:pk>/off/", search_office.term_off, name="term-off"),
    path("search-terms/synonyms/<int:pk>/off/", search_office.synonyms_off, name="synonyms-off"),
    path("search-report/", search_office.report, name="search-report"),
    *foi_helping_patterns,
    *questions_patterns,
    *consultations_patterns,
    path("foi/calculator/", foi_calculator.calculator_page, name="foi-calculator"),
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
