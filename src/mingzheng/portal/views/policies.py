"""The life lines of policies: the list, one policy from first need to evaluation, its English summary."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.policy.policies import lifeline, queries
from mingzheng.policy.policies.models import Policy
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

PAGE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Public policies, the newest first, a page after a row."""
    rows = queries.public()
    agency = request.GET.get("agency", "")[:64]
    if agency:
        rows = rows.filter(unit__code=agency)
    page = keyset.page(rows, keyset.Order("issued_on", descending=True), request.GET, PAGE)
    shown = page.rows
    lines = lifeline.of(shown, timekeeping.today())
    return draw(
        request,
        "portal/policies/index.html",
        column=structure.find("policies"),
        shows=("policies", "documents", *(f"policy:{row.pk}" for row in shown)),
        reads=("after", "agency"),
        lines=[lines[row.pk] for row in shown],
        following=page.following,
        narrowed=bool(agency or request.GET.get("after")),
        agency=next((row.unit for row in shown), None) if agency else None,
    )


def find(pk: int) -> Policy:
    """Raises Http404 for what is not public."""
    if pk > 2**62:
        raise Http404
    found = queries.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _crumbs(*more: Crumb) -> list[Crumb]:
    return structure.crumbs(structure.find("policies"), *more)


def _meta(policy: Policy, title: str, description: str) -> PageMeta:
    column = structure.find("policies")
    return of_article(
        column,
        title,
        published=policy.issued_on or policy.begun_on,
        source=policy.unit.name,
        about=description,
        words=[_("政策全流程")],
    )


@require_safe
def life(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy: eight stages with their public records, the notes in full, the figures of its payments."""
    policy = find(pk)
    line = lifeline.of([policy], timekeeping.today())[policy.pk]
    return draw(
        request,
        "portal/policies/policy.html",
        meta=_meta(policy, _("%(title)s：政策全流程") % {"title": policy.title}, policy.title),
        crumbs=_crumbs(Crumb(policy.title)),
        shows=("policies", f"policy:{policy.pk}", f"document:{policy.document_id}"),
        policy=policy,
        line=line,
        header=_header(policy),
        notes=list(queries.public_notes(policy)),
        payments=list(queries.payments(policy)),
        paid=queries.paid(policy),
    )


def _header(policy: Policy) -> list[Pair]:
    document = policy.document
    pairs: list[Any] = [
        Pair(_("文件"), policy.title, url=document.get_absolute_url() if document else ""),
        Pair(_("发文字号"), document.doc_number if document else "", nobreak=True),
        Pair(_("责任单位"), policy.unit.name, url=reverse("portal:agency", args=[policy.unit.code])),
        Pair(_("启动日期"), cn_date(policy.begun_on)),
        Pair(_("发布日期"), cn_date(policy.issued_on)),
        Pair(_("结束日期"), cn_date(policy.ended_on)),
    ]
    return pairs_of(pairs)


@require_safe
def english(request: HttpRequest, pk: int) -> HttpResponse:
    """The English summary of a policy that touches foreign trade or investment."""
    policy = find(pk)
    if not (policy.foreign and policy.english):
        raise Http404
    return draw(
        request,
        "portal/policies/english.html",
        meta=_meta(policy, policy.title, policy.english),
        crumbs=_crumbs(Crumb(policy.title, reverse("portal:policy-life", args=[policy.pk])), Crumb("English")),
        shows=("policies", f"policy:{policy.pk}", f"document:{policy.document_id}"),
        policy=policy,
    )
