"""我的办件: what the one who is signed in sent with their mark. Never cached; no address says which matter it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingzheng.core.identity.people import Verified
from mingzheng.core.identity.queries import is_of
from mingzheng.core.numbers import pk_of
from mingzheng.core.records import RecordRef
from mingzheng.design.parts import Crumb
from mingzheng.participation.consultations.models import Opinion
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.surveys.models import Idea
from mingzheng.portal import matters, posting, visitor
from mingzheng.portal.access import private
from mingzheng.portal.page import draw
from mingzheng.portal.views import calls_acting, consultations, letters_writing
from mingzheng.portal.views.foi.visiting import to
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.models import Application

KINDS = ("consultations.opinion", "letters.letter", "foi.application", "surveys.idea")


@posting.public
def index(request: HttpRequest) -> HttpResponse:
    """The list; who is not signed in is told what it is and asked to."""
    verified = visitor.of(request)
    rows = matters.of(verified) if verified is not None else []
    return private(_page(request, rows))


def _page(request: HttpRequest, rows: list[matters.Matter]) -> HttpResponse:
    title = _("我的办件")
    steps = [Crumb(_("首页"), "/"), Crumb(title)]
    return draw(request, "portal/push/matters.html", crumbs=steps, title=title, rows=rows, most=matters.SHOWN)


@posting.public
def look(request: HttpRequest) -> HttpResponse:
    """One of them, as it is shown to who holds its query code."""
    verified = visitor.of(request)
    if request.method != "POST" or verified is None:
        return redirect("portal:my-matters")
    ref = _posted(request, verified)
    if ref.kind == "consultations.opinion":
        opinion = Opinion.objects.select_related("consultation__unit", "group", "article").get(pk=ref.id)
        return private(consultations.own_opinion(request, opinion))
    if ref.kind == "letters.letter":
        return private(
            letters_writing.own_letter(request, Letter.objects.select_related("unit", "case").get(pk=ref.id))
        )
    if ref.kind == "surveys.idea":
        return private(calls_acting.own_idea(request, Idea.objects.select_related("call", "group").get(pk=ref.id)))
    application = Application.objects.filter(pk=ref.id, purged_on=None).first()
    if application is None:
        raise Http404
    key = drafts.show(application)
    visitor.opened(request, key)
    return to("foi-status", key)


def _posted(request: HttpRequest, verified: Verified) -> RecordRef:
    """What this very person sent; anything else does not exist for them."""
    kind, pk = request.POST.get("kind", ""), pk_of(request.POST.get("pk", ""))
    if kind not in KINDS or pk is None:
        raise Http404
    ref = RecordRef(kind, str(pk))
    if not is_of(ref, verified):
        raise Http404
    return ref
