"""Trainings on the desk: the plan of the year, one training, who comes, how it was, certificates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.files.queries import files_of
from mingzheng.core.numbers import whole
from mingzheng.core.units.models import Unit
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab, pairs_of
from mingzheng.desk import training_pages
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.papers import certificates
from mingzheng.supervision.training import commands, presenting, queries
from mingzheng.supervision.training.forms.plans import NewPlanForm
from mingzheng.supervision.training.forms.sessions import NameForm, NewSessionForm, RatingForm, staff_of
from mingzheng.supervision.training.models import Attendee, Certificate, Quiz, Session, YearPlan
from mingzheng.supervision.training.models.sessions import NAMED_FIELDS, FieldOfWork

HOLDERS = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)
FIRST_YEAR = 2008  # the year in which 《政府信息公开条例》 came into force


@dataclass(frozen=True)
class FieldRows:
    label: str
    named: bool
    rows: list[tuple[Session, str, str, str]]


def _light(session: Session) -> tuple[str, str]:
    """How a training stands: light and word."""
    state = session.case.state if session.case else ""
    if state == "held":
        return "done", _("已举办")
    if state == "cancelled":
        return "none", _("已取消")
    if session.ends_at < timekeeping.now():
        return "amber", _("待登记结果")
    return "green", _("已通知") if state == "invited" else _("列入计划")


@staff_required
@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """The year's trainings by field: planned, told, held."""
    today = timekeeping.today()
    asked = whole(request.GET.get("year", "")) or today.year
    year = asked if FIRST_YEAR <= asked <= today.year + 1 else today.year
    rows = list(queries.sessions(request.actor).filter(starts_at__year=year))
    held = [one for one in rows if one.held_on]
    groups = [
        FieldRows(
            FieldOfWork(code).label,
            code in NAMED_FIELDS,
            [(one, presenting.when(one), *_light(one)) for one in rows if one.field == code],
        )
        for code in FieldOfWork.values
    ]
    score = queries.score([one.pk for one in held])
    context = {
        "tabs": training_pages.tabs("training"),
        "years": [
            Tab(f"{one} 年", f"{reverse('desk:training')}?year={one}", one == year)
            for one in sorted({today.year, year, *(found.year for found in _years(request))})
        ],
        "groups": [one for one in groups if one.rows or one.named],
        "empty": not rows,
        "year": year,
        "held": len(held),
        "planned": len([one for one in rows if not one.cancelled_why]),
        "people": sum(one.people or 0 for one in held),
        "score": score,
        "exchanges": len(queries.held(year, "exchange", until=today)) if queries.sees_all(request.actor) else None,
        "may": request.actor.post in HOLDERS,
        "plans": queries.plans(request.actor).filter(year=year),
        "may_plan": request.actor.post in HOLDERS
        and not YearPlan.objects.filter(unit_id=request.actor.unit_id, year=year).exists(),
    }
    return render(request, "desk/training/sessions.html", context)


@post_required(*HOLDERS)
@require_http_methods(["GET", "POST"])
def plan_new(request: StaffRequest, year: int) -> HttpResponse:
    """Begin the own unit's plan of a year."""
    if not FIRST_YEAR <= year <= timekeeping.today().year + 1:
        raise Http404
    unit = own_unit(request)
    title = _("编制 %(year)s 年培训计划") % {"year": year}
    return saving_page(
        request,
        NewPlanForm(request.POST if request.method == "POST" else None),
        lambda data: commands.draft_plan(unit, request.actor, year, data).case_id,
        said=_("已起草。列入各场培训后，提交批准。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": title,
            "action": _("起草"),
            "lead": _("写明这一年的目标和安排；场次逐场列入，批准时一并记下。起草的人不能批准。"),
            "back": reverse("desk:training"),
            "crumbs": training_pages.crumbs(title),
        },
    )


def _years(request: StaffRequest) -> list[dt.date]:
    return list(queries.sessions(request.actor).order_by().dates("starts_at", "year"))


@post_required(*HOLDERS)
@require_http_methods(["GET", "POST"])
def session_new(request: StaffRequest) -> HttpResponse:
    form = NewSessionForm(request.POST if request.method == "POST" else None)
    unit = own_unit(request)
    return saving_page(
        request,
        form,
        lambda data: commands.plan_session(unit, request.actor, data).case_id,
        said=_("已列入计划。办之前请「通知单位」。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("列入培训计划"),
            "action": _("列入计划"),
            "lead": _("要点列明的领域：依申请办理、政策发布解读、政民互动。"),
            "back": reverse("desk:training"),
            "crumbs": training_pages.crumbs(_("列入培训计划")),
        },
    )


def _find(request: StaffRequest, pk: int) -> Session:
    return get_object_or_404(queries.sessions(request.actor), pk=pk)


@staff_required(opens=_find)
@require_GET
def session(request: StaffRequest, found: Session) -> HttpResponse:
    """One training as every unit that was told of it sees it."""
    actor = request.actor
    own = Attendee.objects.filter(session=found, person_id=actor.person_id).first()
    quiz = Quiz.objects.filter(session=found, opened_on__isnull=False).first()
    runs = queries.runs(found, actor) or actor.post in OFFICE_POSTS
    light, word = _light(found)
    context = {
        "found": found,
        "light": light,
        "word": word,
        "facts": pairs_of(presenting.session_facts(found)),
        "files": files_of(found.ref),
        "invitations": _invited(found) if runs else [],
        "attendees": found.attendees.filter(unit_id=actor.unit_id) if not runs else [],
        "quiz": quiz if quiz is not None and queries.sees_about(quiz, actor) else None,
        "may_name": _open(found) and queries.may_name(found, actor),
        "may_rate": bool(own and own.present_at and found.held_on and not own.rated),
        "certificate": Certificate.objects.filter(attendee=own).first() if own else None,
        "runs": runs,
        "score": queries.score([found.pk]) if runs and found.held_on else None,
        "crumbs": training_pages.crumbs(found.title),
    }
    return render(request, "desk/training/session.html", context)


def _open(found: Session) -> bool:
    today = timekeeping.today()
    return bool(found.invited_on and not found.held_on and not found.cancelled_why) and (
        found.name_until is None or today <= found.name_until
    )


def _invited(found: Session) -> list[tuple[Unit, bool, int, int]]:
    """Unit, has answered, people named, people present."""
    people = list(found.attendees.values_list("unit_id", "present_at"))
    return [
        (
            one.unit,
            one.named_on is not None,
            sum(unit == one.unit_id for unit, _at in people),
            sum(unit == one.unit_id and at is not None for unit, at in people),
        )
        for one in found.invitations.select_related("unit")
    ]


@staff_required(opens=_find)
@require_http_methods(["GET", "POST"])
def name_people(request: StaffRequest, found: Session) -> HttpResponse:
    """A unit that was told says who comes."""
    actor = request.actor
    if not queries.may_name(found, actor):
        raise Http404
    unit = own_unit(request)
    held = found.attendees.filter(unit=unit)
    start = {
        "people": [str(one.person_id) for one in held if one.person_id],
        "others": "\n".join(one.name for one in held if one.person_id is None),
    }
    form = NameForm(request.POST if request.method == "POST" else None, unit_id=unit.pk, initial=start)
    back = reverse("desk:training-session", args=[found.pk])
    names = {str(one.pk): one.name for one in staff_of(unit.pk)}
    return saving_page(
        request,
        form,
        lambda data: commands.name_people(
            found, unit, actor, [(int(one), names[one]) for one in data["people"]], data["others"]
        ),
        said=_("已报名。截止之前可以更改。"),
        onward=lambda _made: back,
        page={
            "title": _("报名：%(title)s") % {"title": found.title},
            "action": _("报名"),
            "lead": presenting.when(found),
            "back": back,
            "crumbs": [*training_pages.crumbs(), Crumb(found.title, back), Crumb(_("报名"))],
        },
    )


@staff_required(opens=_find)
@require_http_methods(["GET", "POST"])
def rate(request: StaffRequest, found: Session) -> HttpResponse:
    """How useful it was, without a name."""
    back = reverse("desk:training-session", args=[found.pk])

    def save(data: dict[str, object]) -> int:
        commands.rate(found, request.actor, int(str(data["useful"])), str(data["comment"]))
        return found.pk

    return saving_page(
        request,
        RatingForm(request.POST if request.method == "POST" else None),
        save,
        said=_("谢谢您的评价。"),
        onward=lambda _made: back,
        page={
            "title": _("评价：%(title)s") % {"title": found.title},
            "action": _("提交评价"),
            "lead": _("不记名；只统计认为有用的比例。"),
            "back": back,
            "crumbs": [*training_pages.crumbs(), Crumb(found.title, back), Crumb(_("评价"))],
        },
    )


def _certificate(request: StaffRequest, pk: int) -> Certificate:
    rows = Certificate.objects.select_related("attendee__session__unit", "attendee__unit")
    found = get_object_or_404(rows, pk=pk)
    if not queries.sees_certificate(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_certificate)
@never_cache
@require_GET
def certificate(request: StaffRequest, found: Certificate) -> HttpResponse:
    """The paper, for whose it is and for who held the training."""
    return file_response(certificates.pdf(found), f"结业证书-{found.year}-{found.serial}.pdf")
