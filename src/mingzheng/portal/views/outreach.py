"""Lectures and visits as the public meets them: the list, a session, signing up, the door, rating."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from mingzheng.core import codes, gathering
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import once
from mingzheng.design.context import site
from mingzheng.design.parts import Crumb, Pair
from mingzheng.policy.outreach import commands, presenting, queries
from mingzheng.policy.outreach.forms.sessions import CodeForm, RatingForm, SignUpForm, WalkInForm
from mingzheng.policy.outreach.models import Session, SignUp
from mingzheng.portal import guarding, structure
from mingzheng.portal.meta import PageMeta
from mingzheng.portal.page import draw

SHOWN = 60
# A whole office may stand behind one address, at the door a whole hall.
MOST_SIGN_UPS, MOST_CODES, MOST_AT_DOOR, MOST_RATINGS = 30, 30, 600, 300
CODE = "mingzheng.outreach.code"


def _crumbs(*labels: Crumb | str) -> list[Crumb]:
    column = structure.find("outreach")
    steps = [*structure.crumbs(column)[:-1], Crumb(column.label, column.url)]
    return [*steps, *(one if isinstance(one, Crumb) else Crumb(one) for one in labels)]


def found_or_404(pk: int) -> Session:
    session = queries.public_session(pk)
    if session is None:
        raise Http404
    return session


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is coming, then what took place; narrowed by form or brand."""
    chosen = queries.SessionFilter.read(request.GET)
    return draw(
        request,
        "portal/outreach/index.html",
        column=structure.find("outreach"),
        shows=("outreach",),
        reads=("kind", "brand"),
        moment=True,
        chosen=chosen,
        kinds=Session.Kind.choices,
        coming=queries.upcoming(chosen)[:SHOWN],
        past=queries.past(chosen)[:SHOWN],
        brands=queries.brands(),
    )


@require_safe
def brand(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.brands().filter(pk=pk).first()
    if found is None:
        raise Http404
    chosen = queries.SessionFilter(brand=found.pk)
    return draw(
        request,
        "portal/outreach/brand.html",
        meta=_meta(found.name, found.about[:200], found.unit.name),
        crumbs=_crumbs(found.name),
        shows=("outreach",),
        moment=True,
        brand=found,
        coming=queries.upcoming(chosen)[:SHOWN],
        past=queries.past(chosen)[:SHOWN],
        score=queries.score(found.sessions.all()),
    )


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(pk)
    policies = found.policies.filter(document__listed=True).select_related("document")
    return draw(
        request,
        "portal/outreach/session.html",
        meta=_meta(found.title, found.about[:200], found.unit.name),
        crumbs=_crumbs(found.title),
        shows=("outreach", f"session:{found.pk}"),
        moment=True,
        session=found,
        facts=_facts(found),
        places=queries.places(found),
        open=queries.open_for_sign_up(found),
        policies=policies,
        score=queries.score([found.pk]),
    )


def _facts(found: Session) -> list[Pair]:
    rows = [
        Pair(_("时间"), presenting.when(found)),
        Pair(_("地点"), found.place),
        Pair(_("线上地址"), found.online_url, url=found.online_url),
        Pair(_("形式"), found.get_kind_display()),
        Pair(
            _("品牌"),
            found.brand.name if found.brand else "",
            url=found.brand.get_absolute_url() if found.brand else "",
        ),
        Pair(_("主题"), found.get_theme_display()),
        Pair(_("主讲"), found.speaker),
        Pair(_("主办"), found.unit.name),
        Pair(_("合作伙伴"), found.partner.name if found.partner else ""),
    ]
    return [pair for pair in rows if pair.value]


def _meta(title: str, about: str, unit: str) -> PageMeta:
    column = structure.find("outreach")
    return PageMeta(
        column_name=column.label,
        column_type=column.kind,
        article_title=title,
        source=unit,
        keywords=f"{site().district},{_('政策宣讲')},{title}",
        description=about,
    )


# --- forms -------------------------------------------------------------------------------------------------------


def _private(view: Any) -> Any:
    """Public pages set no cookie; the browser is asked where the form was sent from. Never cached."""
    guarded = require_http_methods(["GET", "HEAD", "POST"])(never_cache(sensitive_post_parameters()(view)))
    return csrf_exempt(guarded)


def guard(request: HttpRequest, what: str, most: int) -> None:
    guarding.from_here(request, _("请打开本网站的页面填写。"))
    if not guarding.few(request, f"outreach.{what}", most):
        raise Refused(
            _("这个网络地址十分钟内提交得太多，暂时没有收。"),
            remedy=_("填写的内容还在，请过几分钟再提交。"),
            code="often",
        )


def _say_no(form: forms.Form, refused: Refused) -> int:
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return 429 if refused.code == "often" else 200


def _form_page(
    request: HttpRequest, found: Session, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    here = Crumb(found.title, found.get_absolute_url())
    response = draw(
        request, f"portal/outreach/{template}.html", crumbs=_crumbs(here, title), session=found, title=title, **context
    )
    response.status_code = status
    response["X-Robots-Tag"] = "noindex"
    return response


@_private
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted twice, it signs up once and shows the same code."""
    found = found_or_404(pk)
    form = SignUpForm(request.POST) if request.method == "POST" else SignUpForm(initial={"people": 1})
    status = 200
    if request.method == "POST" and form.is_valid():
        code = codes.code_for(CODE, form.cleaned_data["form_key"])
        try:
            guard(request, "sign_up", MOST_SIGN_UPS)
            done = once(form, f"outreach.sign_up:{found.pk}", lambda data: commands.sign_up(found, data, code)[0].pk)
        except Refused as refused:
            status = _say_no(form, refused)
        else:
            row = SignUp.objects.get(pk=int(done.result))
            return _form_page(
                request, found, "signed", _("已报名"), row=row, code=codes.in_groups(code), when=presenting.when(found)
            )
    return _form_page(
        request,
        found,
        "sign_up",
        _("报名"),
        status,
        form=form,
        places=queries.places(found),
        open=queries.open_for_sign_up(found),
        when=presenting.when(found),
        days=gathering.KEPT_DAYS,
    )


@_private
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign-up as it stands, for who knows its code; and giving it up."""
    found = found_or_404(pk)
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    row, said, code = None, "", 200
    if request.method == "POST" and form.is_valid():
        try:
            guard(request, "code", MOST_CODES)
            row = _sought(found, form.cleaned_data["code"])
            if request.POST.get("do") == "give_up":
                commands.give_up(row)
                row.refresh_from_db()
                said = _("已取消，您的称呼和手机号已经删除。")
        except Refused as refused:
            code = _say_no(form, refused)
    return _form_page(
        request, found, "status", _("查询报名"), code, form=form, row=row, said=said, when=presenting.when(found)
    )


def _sought(found: Session, code: str) -> SignUp:
    row = queries.by_code(found, code)
    if row is None:
        raise Refused(_("没有查到。请核对报名码。"), field="code")
    return row


def _door(pk: int, door: str) -> Session:
    found = found_or_404(pk)
    if door != found.door:
        raise Http404
    return found


@_private
def check_in(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """What the QR code at the door opens: with a code, or without having signed up."""
    found = _door(pk, door)
    form, walk, status, said = CodeForm(), WalkInForm(initial={"people": 1}), 200, ""
    if request.method == "POST":
        walking = request.POST.get("do") == "walk_in"
        form, walk = (form, WalkInForm(request.POST)) if walking else (CodeForm(request.POST), walk)
        used: forms.Form = walk if walking else form
        if used.is_valid():
            try:
                guard(request, "door", MOST_AT_DOOR)
                said = _walk_in(found, walk) if walking else _come_in(found, form)
            except Refused as refused:
                status = _say_no(used, refused)
    return _form_page(request, found, "check_in", _("签到"), status, form=form, walk=walk, said=said, door=door)


def _come_in(found: Session, form: CodeForm) -> str:
    row = commands.check_in(found, form.cleaned_data["code"])
    return _("已签到：%(n)s 人，%(time)s。") % {"n": row.people, "time": f"{localtime(row.attended_at):%H:%M}"}


def _walk_in(found: Session, form: WalkInForm) -> str:
    def act(data: dict[str, Any]) -> int:
        commands.walk_in(found, data["people"])
        return found.pk

    commands.require_door(found)
    once(form, f"outreach.walk_in:{found.pk}", act)
    return _("已签到：%(n)s 人。") % {"n": form.cleaned_data["people"]}


@_private
def rate(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """体验评价: with the code once for each sign-up, without one for whoever was there."""
    found = _door(pk, door)
    form = RatingForm(request.POST) if request.method == "POST" else RatingForm()
    status, done = 200, False
    if request.method == "POST" and form.is_valid():
        try:
            guard(request, "rate", MOST_RATINGS)
            row = _owner(found, request.POST.get("code", ""))
            once(form, f"outreach.rate:{found.pk}", lambda data: commands.rate(found, data, row).pk)
            done = True
        except Refused as refused:
            status = _say_no(form, refused)
    return _form_page(
        request, found, "rate", _("评价"), status, form=form, done=done, code=request.POST.get("code", "")[:40]
    )


def _owner(found: Session, code: str) -> SignUp | None:
    return _sought(found, code) if code.strip() else None
