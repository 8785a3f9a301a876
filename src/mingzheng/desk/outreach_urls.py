"""Addresses of lectures, courseware, partners and relays on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_outreach as views

patterns = [
    path("outreach/", views.sessions, name="outreach"),
    path("outreach/new/", views.session_new, name="outreach-new"),
    path("outreach/<int:pk>/door/", views.door, name="outreach-door"),
    path("outreach/<int:pk>/door/<slug:what>.svg", views.door_qr, name="outreach-door-qr"),
    path("outreach/courseware/", views.courseware, name="outreach-courseware"),
    path("outreach/courseware/new/", views.courseware_new, name="outreach-courseware-new"),
    path("outreach/partners/", views.partners, name="outreach-partners"),
    path("outreach/partners/new/", views.partner, name="outreach-partner-new"),
    path("outreach/partners/<int:pk>/", views.partner, name="outreach-partner"),
    path("outreach/relays/", views.relays, name="outreach-relays"),
    path("outreach/relays/new/", views.relay_new, name="outreach-relay-new"),
]
