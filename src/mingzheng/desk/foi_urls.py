"""Addresses of the desk for applications under the 条例."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import foi, foi_fee, foi_new, foi_reply

patterns = [
    path("foi/", foi.applications, name="foi"),
    path("foi/by-name/", foi.by_name, name="foi-by-name"),
    path("foi/list.xlsx", foi.workbook, name="foi-xlsx"),
    path("foi/new/", foi_new.register, name="foi-new"),
    path("foi/<int:pk>/receipt/", foi_new.receipt, name="foi-receipt"),
    path("foi/<int:pk>/code/", foi_new.renew_code, name="foi-code"),
    path("foi/cases/<int:pk>/reply/", foi_reply.reply, name="foi-reply"),
    path("foi/cases/<int:pk>/reply/preview/", foi_reply.preview, name="foi-reply-preview"),
    path("foi/cases/<int:pk>/fee/", foi_fee.charge, name="foi-fee"),
]
