"""Addresses of the administrator's pages about other systems."""

from __future__ import annotations

from django.urls import path

from mingzheng.desk.views import machines, webhooks

patterns = [
    path("admin/systems/", machines.systems, name="systems"),
    path("admin/systems/<int:pk>/", machines.system, name="system"),
    path("admin/systems/<int:pk>/close/", machines.close, name="system-close"),
    path("admin/tokens/<int:pk>/revoke/", machines.revoke, name="token-revoke"),
    path("admin/webhooks/", webhooks.subscriptions, name="webhooks"),
    path("admin/webhooks/<int:pk>/", webhooks.subscription, name="webhook"),
    path("admin/webhooks/<int:pk>/end/", webhooks.end, name="webhook-end"),
    path("admin/webhooks/<int:pk>/<slug:command>/", webhooks.act, name="webhook-act"),
]
