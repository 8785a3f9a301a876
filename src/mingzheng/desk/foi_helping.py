"""What the pages of typical cases, conferences and what many ask for share: their tabs and their forms."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import StaffRequest
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.models import Application


def tabs(current: str) -> list[Tab]:
    """The three lists beside each other."""
    pages = (("foi-typical", _("典型案例")), ("foi-conferences", _("会商和交流")), ("foi-same", _("转主动公开")))
    return [Tab(label, reverse(f"desk:{name}"), name == current) for name, label in pages]


def crumbs(list_name: str, label: str, last: str) -> list[Crumb]:
    return [Crumb(label, reverse(f"desk:{list_name}")), Crumb(last)]


def find_application(request: StaffRequest, pk: int) -> Application:
    """An application whose case the actor may read; 404 for everybody else, whether it exists or not."""
    found = Application.objects.select_related("unit", "case").filter(pk=pk).first()
    if found is None or not queries.sees(found, request.actor):
        raise Http404
    return found
