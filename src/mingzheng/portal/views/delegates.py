"""Public delegates as everybody meets them: calls, meetings and what came of them; signing up; one's own page by code."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, keyset, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Pair, Step, pairs_of
from mingzheng.participation.delegates import commands, dated, eligibility, presenting, queries
from mingzheng.participation.delegates.forms.people import CodeForm, JoinForm
from mingzheng.participation.delegates.keys import CANDIDATE
from mingzheng.participation.delegates.models import Candidate, Invitation, Meeting
from mingzheng.participation.draws import queries as draws
from mingzheng.portal import posting, structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

COLUMN = "delegates"
PAGE = 30
TARGET = 4  # 要点第十八点: attended meetings of the district in a year, at least


def _crumbs(*labels: Crumb | str) -> list[Crumb]:
    return structure.crumbs(structure.find(COLUMN), *labels)


def _private(response: HttpResponse, status: int = 200) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response.status_code = status
    return response


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open calls, what is to come, what was said and what came of it; the year in figures."""
    day = timekeeping.today()
    year = queries.of_year(day.year)
    past = keyset.page(queries.attended(), keyset.Order("starts_at", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/delegates/index.html",
        column=structure.find(COLUMN),
        shows=("delegates",),
        reads=("after",),
        moment=True,
        has_pool=queries.pool_unit() is not None,
        calling=[(one, presenting.when(one)) for one in queries.calling(day)],
        coming=[(one, presenting.when(one)) for one in queries.coming(day)],
        past=[(one, presenting.when(one), queries.share([one])) for one in past.rows],
        following=past.following,
        paged=bool(request.GET.get("after")),
        year=day.year,
        executive=year.filter(level=Meeting.Level.EXECUTIVE).count(),
        target=TARGET,
        units=year.exclude(level=Meeting.Level.EXECUTIVE).values("unit").distinct().count(),
        share=queries.share(year),
    )


def found_or_404(pk: int) -> Meeting:
    found = queries.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: what it is about, how delegates are chosen, who came as whom, what they said and what came of it."""
    found = found_or_404(pk)
    column, day = structure.find(COLUMN), timekeeping.today()
    return draw(
        request,
        "portal/delegates/meeting.html",
        column=column,
        meta=of_article(column, found.title, published=found.announced_at, source=found.unit.name, about=found.about),
        crumbs=_crumbs(found.title),
        shows=("delegates", f"meeting:{found.pk}"),
        moment=True,
        meeting=found,
        facts=_facts(found),
        steps=_steps(found),
        topics=found.topics.all(),
        quotas=presenting.quotas(found),
        filled=eligibility.filled_by(found),
        draw_record=draws.of_owner(found.ref),
        answers=queries.answers(found) if not found.published_at else [],
        share=queries.share([found]),
        statements=[(one, presenting.speaker(one)) for one in _statements(found)],
        open=_is_open(found),
        called=_is_called(found),
        rest=dated.length(dated.REST, day),
        today=day,
    )


def _statements(found: Meeting) -> Any:
    rows = found.statements.select_related("invitation__candidate", "unit", "case")
    return rows if found.published_at else rows.none()


def _is_open(found: Meeting) -> bool:
    return queries.calling(timekeeping.today()).filter(pk=found.pk).exists()


def _is_called(found: Meeting) -> bool:
    """Signing up is over and the list is not frozen yet."""
    over = found.calls_until is not None and found.calls_until < timekeeping.today()
    return over and not found.cancelled and found.case is not None and found.case.state == "calling"


def _facts(found: Meeting) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("会议"), found.get_level_display()),
            Pair(_("时间"), presenting.when(found)),
            Pair(_("地点"), found.place),
            Pair(_("主办"), found.unit.name),
            Pair(_("名额"), _("%(n)s 人：%(quotas)s") % {"n": found.seats, "quotas": presenting.quotas(found)}),
            Pair(_("从谁中抽取"), presenting.who_from(found)),
            Pair(_("报名截止"), chinese_date(found.calls_until) if found.calls_until else ""),
            Pair(_("候补递补截止"), chinese_date(found.cutoff_on)),
        ]
    )


MOST_ENTRIES = 10  # lists of draws on one's own page, the newest first
STAGES = {"calling": 0, "frozen": 1, "inviting": 2, "recorded": 3, "reviewing": 3, "published": 4}


def _steps(found: Meeting) -> list[Step]:
    if found.cancelled or found.case is None:
        return []
    here = STAGES.get(found.case.state, 0)
    words = (_("报名") if found.calls_until else _("公布"), _("抽签"), _("邀请"), _("列席"), _("公开结果"))
    return [
        Step(word, "done" if place < here or here == 4 else "current" if place == here else "todo")
        for place, word in enumerate(words)
    ]


# --- signing up --------------------------------------------------------------------------------------------------


@posting.public
def join(request: HttpRequest) -> HttpResponse:
    """The pool of the district, kept by 区府办."""
    return _join(request, queries.pool_unit(), None)


@posting.public
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting; whoever signs up comes into the pool of its unit too."""
    found = found_or_404(pk)
    return _join(request, found.unit, found)


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str, pk: int | None = None) -> HttpResponse:
    """The query code, for a day; the address is a secret of whoever signed up."""
    found = found_or_404(pk) if pk is not None else None
    code = posting.receipt_code(key, CANDIDATE)
    if not code or queries.by_code(code) is None:
        return redirect("portal:delegates-mine")
    page = draw(
        request,
        "portal/delegates/joined.html",
        column=structure.find(COLUMN),
        crumbs=_crumbs(_("已报名")),
        code=codes.in_groups(code),
        meeting=found,
    )
    return _private(page)


def _join(request: HttpRequest, unit: Unit | None, found: Meeting | None) -> HttpResponse:
    if unit is None:
        raise Http404
    form = JoinForm(request.POST) if request.method == "POST" else JoinForm()
    code = codes.code_for(CANDIDATE, form.cleaned_data["form_key"]) if form.is_bound and form.is_valid() else ""
    if code:
        purpose = f"delegates.apply:{found.pk if found else 0}"
        taken = posting.take(request, form, purpose, lambda data: commands.apply(unit, data, code, found).pk)
        if taken is not None:
            key = form.cleaned_data["form_key"]
            if found is None:
                return redirect("portal:delegates-receipt", key=key)
            return redirect("portal:delegate-receipt", pk=found.pk, key=key)
    here = [Crumb(found.title, found.get_absolute_url())] if found else []
    page = draw(
        request,
        "portal/delegates/join.html",
        column=structure.find(COLUMN),
        crumbs=_crumbs(*here, _("报名")),
        form=form,
        meeting=found,
        when=presenting.when(found) if found else "",
        open=found is None or _is_open(found),
        keep=dated.length(dated.KEEP, timekeeping.today()),
        term=dated.length(dated.TERM, timekeeping.today()) // 365,
    )
    return _private(page)


# --- one's own page ----------------------------------------------------------------------------------------------


@posting.public
def mine(request: HttpRequest) -> HttpResponse:
    """By the query code or the code of an invitation: how it stands, answering, signing up, leaving."""
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    found, said = None, ""
    if request.method == "POST":
        code = request.POST.get("code", "")
        found = posting.look_up(request, form, "delegates.mine", lambda: queries.by_code(code))
    if found is not None:
        try:
            said = _act(found, request)
        except Refused as refused:
            form.add_error(None, str(refused))
        found.refresh_from_db()
    page = draw(
        request,
        "portal/delegates/mine.html",
        column=structure.find(COLUMN),
        crumbs=_crumbs(_("查询和答复")),
        form=form,
        found=found,
        said=said,
        code=request.POST.get("code", "")[:40],
        invitations=[
            (one, presenting.when(one.meeting), _guard(f"yes{one.pk}"), _guard(f"no{one.pk}")) for one in _shown(found)
        ],
        entries=list(queries.own_entries(found)[:MOST_ENTRIES]) if found else [],
        waits=list(queries.own_waits(found, timekeeping.today())) if found else [],
        calls=[(one, signed, _guard(f"call{one.pk}")) for one, signed in _calls(found)],
        leaving=_guard("leave"),
    )
    return _private(page)


def _guard(name: str) -> CodeForm:
    """What a further form of the page carries besides its button, with names of its own."""
    return CodeForm(auto_id=f"{name}_%s")


def _shown(found: Candidate | None) -> list[Invitation]:
    return list(queries.own_invitations(found).exclude(status=Invitation.Status.DROPPED)) if found else []


def _calls(found: Candidate | None) -> list[tuple[Meeting, bool]]:
    """Open calls, and whether this person has signed up."""
    if found is None or found.status not in (Candidate.Status.PENDING, Candidate.Status.LISTED):
        return []
    signed = set(found.interests.values_list("meeting", flat=True))
    return [(one, one.pk in signed) for one in queries.calling(timekeeping.today())]


def _act(found: Candidate, request: HttpRequest) -> str:
    """What the pressed button asks for; what happened, in words."""
    what, number = request.POST.get("do", ""), whole(request.POST.get("which", ""))
    if what == "leave":
        commands.leave(found)
        return _("已退出，您的姓名和手机号已经删除。")
    if number is None:
        return ""
    if what in ("accept", "decline"):
        row = queries.own_invitations(found).filter(pk=number).first()
        if row is None:
            raise Refused(_("没有找到这份邀请。"), remedy=_("请刷新页面再试。"))
        commands.answer(row, accepts=what == "accept")
        return _("已接受邀请，请准时参加。") if what == "accept" else _("已谢绝，名额由候补递补。谢谢您及时告知。")
    if what == "sign_up":
        one = queries.calling(timekeeping.today()).filter(pk=number).first()
        if one is None:
            raise Refused(_("报名已经截止。"), remedy=_("请看其他会议。"))
        commands.sign_up(one, found)
        return _("已报名这次会议。名单冻结后公开抽签。")
    return ""
