"""Lectures and visits as the public meets them: the list, a session, signing up, the door, rating."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, gathering, keyset
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.papers.calendars import Meeting
from mingzheng.policy.outreach import commands, presenting, queries
from mingzheng.policy.outreach.forms.sessions import CodeForm, RatingForm, SignUpForm, WalkInForm
from mingzheng.policy.outreach.models import Session, SignUp
from mingzheng.portal import posting, structure, visitor
from mingzheng.portal.calendar_files import as_file
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw
from mingzheng.portal.views.signing_in import to_sign_in

PAGE = 30
NEWEST = keyset.Order("starts_at", descending=True)
MANY_AT_DOOR = 600  # a whole hall stands behind one address
WALK = "walk_%s"  # the second form of its page
CODE = "mingzheng.outreach.code"


def _crumbs(*labels: Crumb | str) -> list[Crumb]:
    return structure.crumbs(structure.find("outreach"), *labels)


def found_or_404(pk: int) -> Session:
    session = queries.public_session(pk)
    if session is None:
        raise Http404
    return session


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is coming, then what took place; narrowed by form or brand."""
    chosen = queries.SessionFilter.read(request.GET)
    past = keyset.page(queries.past(chosen), NEWEST, request.GET, PAGE)
    return draw(
        request,
        "portal/outreach/index.html",
        column=structure.find("outreach"),
        shows=("outreach",),
        reads=("kind", "brand", "after"),
        moment=True,
        chosen=chosen,
        kinds=Session.Kind.choices,
        coming=queries.upcoming(chosen),
        past=past.rows,
        following=past.following,
        paged=bool(request.GET.get("after")),
        brands=queries.brands(),
    )


@require_safe
def brand(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.brands().filter(pk=pk).first()
    if found is None:
        raise Http404
    chosen = queries.SessionFilter(brand=found.pk)
    past = keyset.page(queries.past(chosen), NEWEST, request.GET, PAGE)
    return draw(
        request,
        "portal/outreach/brand.html",
        meta=_meta(found.name, found.about, found.unit.name, found.since),
        crumbs=_crumbs(found.name),
        shows=("outreach",),
        reads=("after",),
        moment=True,
        brand=found,
        coming=queries.upcoming(chosen),
        past=past.rows,
        following=past.following,
        paged=bool(request.GET.get("after")),
        score=queries.score(found.sessions.all()),
    )


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_or_404(pk)
    policies = found.policies.filter(document__listed=True).select_related("document")
    return draw(
        request,
        "portal/outreach/session.html",
        meta=_meta(found.title, found.about, found.unit.name, found.announced_at),
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


@require_safe
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The session for a phone's calendar."""
    found = found_or_404(pk)
    meeting = Meeting(
        key=f"outreach.session:{found.pk}",
        title=found.title,
        begins=found.starts_at,
        ends=found.ends_at,
        place=found.place or found.online_url,
        about=found.cancelled_why or found.speaker,
        url=request.build_absolute_uri(found.get_absolute_url()),
        stamp=found.announced_at or found.starts_at,
        cancelled=found.cancelled,
    )
    return as_file([meeting], found.title, f"xuanjiang-{pk}.ics")


def _facts(found: Session) -> list[Pair]:
    return pairs_of(
        [
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
    )


def _meta(title: str, about: str, unit: str, published: dt.date | dt.datetime | None) -> PageMeta:
    column = structure.find("outreach")
    return of_article(column, title, published=published, source=unit, about=about, words=[_("政策宣讲")])


# --- forms -------------------------------------------------------------------------------------------------------


def _form_page(request: HttpRequest, found: Session, template: str, title: str, **context: Any) -> HttpResponse:
    here = Crumb(found.title, found.get_absolute_url())
    response = draw(
        request, f"portal/outreach/{template}.html", crumbs=_crumbs(here, title), session=found, title=title, **context
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@posting.public
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted twice, it signs up once and shows the same code."""
    found = found_or_404(pk)
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    start = visitor.start(request, {"people": 1, **visitor.known(request)})
    form = SignUpForm(request.POST if request.method == "POST" else None, initial=start)
    when = presenting.when(found)

    def act(data: dict[str, Any]) -> int:
        code = codes.code_for(CODE, form.cleaned_data["form_key"])
        return commands.sign_up(found, data, code, visitor.sending(request))[0].pk

    made = posting.take(request, form, f"outreach.sign_up:{found.pk}", act) if request.method == "POST" else None
    if made is not None:
        visitor.sent(request)
        return redirect("portal:session-receipt", pk=found.pk, key=form.cleaned_data["form_key"])
    return _form_page(
        request,
        found,
        "sign_up",
        _("报名"),
        form=form,
        places=queries.places(found),
        open=queries.open_for_sign_up(found),
        when=when,
        days=gathering.KEPT_DAYS,
        with_identity=visitor.WITH in request.POST,
    )


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The code of a sign-up, for a day; the address is a secret of whoever sent it."""
    found = found_or_404(pk)
    code = posting.receipt_code(key, CODE)
    row = queries.by_code(found, code) if code else None
    if row is None:
        return redirect("portal:session-status", pk=found.pk)
    when = presenting.when(found)
    return _form_page(request, found, "signed", _("已报名"), row=row, code=codes.in_groups(code), when=when)


@posting.public
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """A sign-up as it stands, for who knows its code; and giving it up."""
    found = found_or_404(pk)
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    row, said = None, ""
    if request.method == "POST":
        row = posting.look_up(request, form, "outreach.code", lambda: _sought(found, form.cleaned_data["code"]))
    if row is not None and request.POST.get("do") == "give_up":
        held = row
        if posting.take(request, form, f"outreach.give_up:{found.pk}", lambda _data: _given_up(held)) is not None:
            row.refresh_from_db()
            said = _("已取消，您的称呼和手机号已经删除。")
    return _form_page(
        request, found, "status", _("查询报名"), form=form, row=row, said=said, when=presenting.when(found)
    )


def _given_up(row: SignUp) -> int:
    commands.give_up(row)
    return row.pk


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


@posting.public
def check_in(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """What the QR code at the door opens: with a code, or without having signed up."""
    found = _door(pk, door)
    walking = request.POST.get("do") == "walk_in"
    coming = request.method == "POST" and not walking
    form = CodeForm(request.POST) if coming else CodeForm()
    walk = WalkInForm(request.POST, auto_id=WALK) if walking else WalkInForm(initial={"people": 1}, auto_id=WALK)
    said = _come_in(request, found, form) if coming else _walk_in(request, found, walk) if walking else ""
    return _form_page(request, found, "check_in", _("签到"), form=form, walk=walk, said=said, door=door)


def _come_in(request: HttpRequest, found: Session, form: CodeForm) -> str:
    """What is said to who came in; "": the form says why not."""
    made = posting.take(
        request,
        form,
        f"outreach.door:{found.pk}",
        lambda data: commands.check_in(found, data["code"]).pk,
        many=MANY_AT_DOOR,
    )
    if made is None:
        return ""
    row = SignUp.objects.get(pk=int(made))
    return _("已签到：%(n)s 人，%(time)s。") % {"n": row.people, "time": f"{localtime(row.attended_at):%H:%M}"}


def _walk_in(request: HttpRequest, found: Session, form: WalkInForm) -> str:
    def act(data: dict[str, Any]) -> int:
        commands.walk_in(found, data["people"])
        return found.pk

    if posting.take(request, form, f"outreach.walk_in:{found.pk}", act, many=MANY_AT_DOOR) is None:
        return ""
    return _("已签到：%(n)s 人。") % {"n": form.cleaned_data["people"]}


@posting.public
def rate(request: HttpRequest, pk: int, door: str) -> HttpResponse:
    """体验评价: with the code once for each sign-up, without one for whoever was there."""
    found = _door(pk, door)
    form = RatingForm(request.POST) if request.method == "POST" else RatingForm()

    def act(data: dict[str, Any]) -> int:
        code = data.pop("code").strip()
        return commands.rate(found, data, _sought(found, code) if code else None).pk

    purpose = f"outreach.rate:{found.pk}"
    done = request.method == "POST" and posting.take(request, form, purpose, act, many=MANY_AT_DOOR) is not None
    return _form_page(request, found, "rate", _("评价"), form=form, done=done)
