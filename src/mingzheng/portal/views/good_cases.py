"""Published cases (优秀案例), and whether a certificate of a training is genuine."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.public import PublicForm
from mingzheng.design.parts import Pair
from mingzheng.portal import posting, structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.training import queries
from mingzheng.supervision.training.models import Certificate, GoodCase

SHOWN = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every published case, the newest first."""
    return draw(
        request,
        "portal/good_cases/index.html",
        column=structure.find("good-cases"),
        shows=("cases",),
        rows=queries.public_cases()[:SHOWN],
    )


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case; one that was withdrawn says why, with status 410."""
    found = GoodCase.objects.select_related("unit").filter(pk=pk, published_at__isnull=False).first()
    if found is None:
        raise Http404
    column = structure.find("good-cases")
    crumbs = structure.crumbs(column, found.title)
    if found.withdrawn_why:
        answer = draw(request, "portal/good_cases/withdrawn.html", crumbs=crumbs, found=found, shows=("cases",))
        answer.status_code = 410
        return answer
    meta = of_article(column, found.title, published=found.published_at, source=found.unit.name, about=found.summary)
    return draw(request, "portal/good_cases/case.html", meta=meta, crumbs=crumbs, found=found, shows=("cases",))


class CertificateForm(PublicForm):
    number = forms.CharField(
        label=gettext_lazy("证书编号"),
        max_length=40,
        help_text=gettext_lazy("如：政务公开培训〔2023〕1号。"),
        error_messages={"required": gettext_lazy("请填写证书编号。")},
    )
    code = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=12,
        error_messages={"required": gettext_lazy("请填写验证码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@posting.public
def certificate(request: HttpRequest) -> HttpResponse:
    """Number and code are posted, so that no address holds them; the name is shown masked."""
    form = CertificateForm(request.POST if request.method == "POST" else None)
    found: Certificate | None = None
    if request.method == "POST":
        found = posting.look_up(
            request,
            form,
            "training.certificate",
            lambda: _genuine(form.cleaned_data["number"], form.cleaned_data["code"]),
        )
    return draw(
        request,
        "portal/good_cases/certificate.html",
        column=structure.find("certificate"),
        form=form,
        found=found,
        facts=_facts(found) if found else [],
    )


def _genuine(number: str, code: str) -> Certificate:
    """Raises Refused where number and code belong to none."""
    found = queries.certificate_by(number, code)
    if found is None:
        raise Refused(
            _("没有查到这份证书。"),
            remedy=_("请对照证书核对编号和验证码，再查一次；仍查不到的，请向发证单位核实。"),
            code="not_found",
        )
    return found


def _facts(found: Certificate) -> list[Pair]:
    attendee = found.attendee
    return [
        Pair(_("编号"), found.number, nobreak=True),
        Pair(_("姓名"), attendee.name[:1] + "＊" * max(1, len(attendee.name) - 1)),
        Pair(_("培训"), attendee.session.title),
        Pair(_("举办单位"), attendee.session.unit.name),
        Pair(_("举办日期"), attendee.session.day),
        Pair(_("发证日期"), found.issued_on),
    ]
