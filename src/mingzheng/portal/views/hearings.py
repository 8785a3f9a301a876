"""听证会: the announcement, signing up, one's own sign-up, who takes part, the record."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes
from mingzheng.core.dates import chinese_moment
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.participation.consultations import hearings, queries
from mingzheng.participation.consultations.forms.public import CodeForm, HearingForm
from mingzheng.participation.consultations.models import AuthorKind, Hearing, HearingSignUp
from mingzheng.participation.draws.queries import of_owner
from mingzheng.portal import posting, structure, visitor
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.portal.views.consultations import COLUMN, crumbs_to, private
from mingzheng.portal.views.signing_in import to_sign_in


def found_or_404(pk: int) -> Hearing:
    found = (
        Hearing.objects.filter(pk=pk, announced_on__isnull=False).select_related("unit", "consultation", "case").first()
    )
    if found is None:
        raise Http404
    return found


def when(found: Hearing) -> str:
    return chinese_moment(localtime(found.starts_at))


def _why_not(found: Hearing) -> str:
    """Why nobody may sign up today; "" when one may."""
    try:
        hearings.require_sign_up(found)
    except Refused as refused:
        return refused.message
    return ""


def _crumbs(found: Hearing, *labels: str) -> list[Crumb]:
    above = Crumb(found.consultation.title, found.consultation.get_absolute_url())
    if not labels:
        return crumbs_to(above, found.title)
    return crumbs_to(above, Crumb(found.title, found.get_absolute_url()), *labels)


@require_safe
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(pk)
    column = structure.find(COLUMN)
    rows = [
        Pair(_("时间"), when(found)),
        Pair(_("地点"), found.place),
        Pair(_("组织单位"), found.unit.name),
        Pair(_("听证参加人"), _("%(n)s 人") % {"n": found.places}),
        Pair(_("报名截止"), found.sign_up_until),
        Pair(_("材料送达"), found.material_on),
        Pair(_("草案"), found.consultation.title, url=found.consultation.get_absolute_url()),
    ]
    return draw(
        request,
        "portal/consultations/hearing.html",
        column=column,
        meta=of_article(
            column,
            found.title,
            published=found.announced_on,
            source=found.unit.name,
            about=found.about,
            words=[_("听证会")],
        ),
        crumbs=_crumbs(found),
        shows=["consultations", f"hearing:{found.pk}"],
        moment=True,
        found=found,
        facts=pairs_of(rows),
        why_not=_why_not(found),
        people=queries.participants(found),
        alternates=found.sign_ups.filter(status=HearingSignUp.Status.ALTERNATE).order_by("stance", "rank"),
        lots=of_owner(found.ref),
        attended=found.sign_ups.filter(attended=True).count(),
    )


@posting.public
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted twice, it signs up once and shows the same code."""
    found = found_or_404(pk)
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    start = visitor.start(request, _known(request), ("kind",))
    form = HearingForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST":
        code = codes.code_for(hearings.CODE, form.cleaned_data["form_key"]) if form.is_valid() else ""
        taken = posting.take(
            request,
            form,
            f"consultations.hearing:{found.pk}",
            lambda data: hearings.sign_up(found, data, code, visitor.sending(request))[0].pk,
        )
        if taken is not None:
            visitor.sent(request)
            return redirect("portal:hearing-receipt", pk=found.pk, key=form.cleaned_data["form_key"])
    context = {"form": form, "why_not": _why_not(found), "with_identity": visitor.WITH in request.POST}
    return _page(request, found, "hearing_sign_up", _("报名"), **context)


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The query code, for a day; the address is a secret of whoever signed up."""
    found = found_or_404(pk)
    code = posting.receipt_code(key, hearings.CODE)
    row = queries.sign_up_by_code(code) if code else None
    if row is None or row.hearing_id != found.pk:
        return redirect("portal:hearing-query")
    return _page(request, found, "hearing_signed", _("已报名"), row=row, code=codes.in_groups(code))


def _known(request: HttpRequest) -> dict[str, str]:
    """Somebody verified need not fill in who speaks and how to reach them; an enterprise writes who comes for it."""
    verified = visitor.of(request)
    if verified is None:
        return {}
    if verified.is_enterprise:
        return {"kind": AuthorKind.ENTERPRISE, "reach": verified.mobile}
    return {"kind": AuthorKind.PERSON, "name": verified.name, "reach": verified.mobile}


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """A sign-up as it stands, for who holds its code; and giving it up."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    row, said = None, ""
    if request.method == "POST":
        row = posting.look_up(
            request, form, "consultations.hearing_query", lambda: queries.sign_up_by_code(form.cleaned_data["code"])
        )
        if row is not None and request.POST.get("do") == "give_up":
            try:
                hearings.give_up(row)
                said = _("已取消报名，您的姓名和联系方式已经删除。")
            except Refused as refused:
                said = str(refused)
            row.refresh_from_db()
    page = draw(
        request,
        "portal/consultations/hearing_query.html",
        column=structure.find(COLUMN),
        crumbs=crumbs_to(_("查询听证会报名")),
        form=form,
        row=row,
        said=said,
        when=when(row.hearing) if row else "",
        may_give_up=row is not None and row.status != row.Status.CANCELLED and not hearings.has_begun(row.hearing),
    )
    return private(page)


def _page(request: HttpRequest, found: Hearing, template: str, title: str, **context: Any) -> HttpResponse:
    page = draw(
        request,
        f"portal/consultations/{template}.html",
        column=structure.find(COLUMN),
        crumbs=_crumbs(found, title),
        found=found,
        title=title,
        when=when(found),
        **context,
    )
    return private(page)
