"""Addresses of the desk for applications under the 条例."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import (
    foi,
    foi_fee,
    foi_forms,
    foi_handed_in,
    foi_new,
    foi_oversight,
    foi_reply,
    foi_rules,
    foi_texts,
)

patterns = [
    path("foi/", foi.applications, name="foi"),
    path("foi/by-name/", foi.by_name, name="foi-by-name"),
    path("foi/list.xlsx", foi.workbook, name="foi-xlsx"),
    path("foi/new/", foi_new.register, name="foi-new"),
    path("foi/<int:pk>/receipt/", foi_new.receipt, name="foi-receipt"),
    path("foi/<int:pk>/code/", foi_new.renew_code, name="foi-code"),
    path("foi/<int:pk>/forms/<slug:code>.<slug:ending>", foi_forms.of_application, name="foi-form"),
    path("foi/supplements/<int:pk>/settle/", foi_handed_in.settle, name="foi-settle"),
    path("foi/letters/<int:pk>/receipt.<slug:ending>", foi_forms.return_receipt, name="foi-return-receipt"),
    path("foi/cases/<int:pk>/reply/", foi_reply.reply, name="foi-reply"),
    path("foi/cases/<int:pk>/reply/preview/", foi_reply.preview, name="foi-reply-preview"),
    path("foi/cases/<int:pk>/fee/", foi_fee.charge, name="foi-fee"),
    path("foi/oversight/", foi_oversight.board, name="foi-oversight"),
    path("foi/oversight/units/<int:unit_id>/", foi_oversight.unit_rows, name="foi-oversight-unit"),
    path("foi/oversight/<int:pk>/grant/", foi_oversight.grant, name="foi-grant"),
    path("foi/rules/", foi_rules.rules, name="foi-rules"),
    path("foi/rules/<slug:code>/", foi_rules.rule, name="foi-rule"),
    path("foi/prefixes/", foi_rules.prefixes, name="foi-prefixes"),
    path("foi/prefixes/<int:unit_id>/", foi_rules.prefix, name="foi-prefix"),
    path("foi/texts/", foi_texts.wordings, name="foi-texts"),
    path("foi/texts/<str:key>/", foi_texts.wording, name="foi-text"),
]
