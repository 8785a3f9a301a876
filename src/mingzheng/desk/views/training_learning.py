"""The library, quizzes and the own learning on the desk."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.design.parts import Tab
from mingzheng.desk import training_pages
from mingzheng.desk.access import StaffRequest, own_unit, post_required, refused_page, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.supervision.training import commands, queries
from mingzheng.supervision.training.forms.learning import HOW, AnswerForm, NewItemForm, NewQuizForm
from mingzheng.supervision.training.models import Attempt, Item, Learned, Quiz, Session
from mingzheng.supervision.training.models.sessions import FieldOfWork

WRITERS = (Post.OFFICER, Post.OFFICE_CLERK)


@staff_required
@require_GET
def library(request: StaffRequest) -> HttpResponse:
    """What can be learned from, by field; what the person has learned is marked."""
    field = request.GET.get("field", "")
    rows = queries.library()
    if field in FieldOfWork.values:
        rows = rows.filter(field=field)
    base, actor = reverse("desk:training-library"), request.actor
    done = set(queries.learned_by(actor).values_list("item_id", flat=True))
    context = {
        "tabs": training_pages.tabs("training-library"),
        "fields": [
            Tab(_("全部"), base, field not in FieldOfWork.values),
            *(Tab(label, f"{base}?field={code}", code == field) for code, label in FieldOfWork.choices),
        ],
        "rows": [(one, one.pk in done) for one in rows],
        "own": queries.items(actor).filter(unit_id=actor.unit_id).exclude(case__state="listed"),
        "may": actor.post in WRITERS,
    }
    return render(request, "desk/training/library.html", context)


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def item_new(request: StaffRequest) -> HttpResponse:
    unit, sent = own_unit(request), request.method == "POST"
    return saving_page(
        request,
        NewItemForm(request.POST if sent else None, request.FILES if sent else None),
        lambda data: commands.begin_item(unit, request.actor, data).case_id,
        said=_("已建立。提交审核、上架后，全区工作人员都能学习。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("编写学习材料"),
            "action": _("建立"),
            "lead": "",
            "back": reverse("desk:training-library"),
            "crumbs": training_pages.crumbs((_("学习库"), "training-library"), _("编写学习材料")),
        },
    )


def _item(request: StaffRequest, pk: int) -> Item:
    found = get_object_or_404(Item.objects.select_related("unit", "case"), pk=pk)
    if not queries.sees_item(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_item)
@require_GET
def item(request: StaffRequest, found: Item) -> HttpResponse:
    actor = request.actor
    record = Learned.objects.filter(item=found, person_id=actor.person_id).first()
    context = {
        "found": found,
        "record": record,
        "quiz": Quiz.objects.filter(item=found, opened_on__isnull=False, closed_on=None).first(),
        "listed": found.listed_on is not None and not found.ended_why,
        "runs": queries.runs(found, actor),
        "files": files_of(found.ref),
        "crumbs": training_pages.crumbs((_("学习库"), "training-library"), found.title),
    }
    return render(request, "desk/training/item.html", context)


@staff_required(opens=_item)
@require_POST
def learned(request: StaffRequest, found: Item) -> HttpResponse:
    """The person says that they have learned it."""
    try:
        fresh = commands.learned(found, request.actor)
    except Refused as refused:
        return refused_page(request, refused.message, refused.remedy)
    messages.success(request, _("已记入您的学习记录。") if fresh else _("以前已经记过了。"))
    return redirect("desk:training-item", pk=found.pk)


@staff_required
@require_GET
def mine(request: StaffRequest) -> HttpResponse:
    """The own learning of this year, certificates, quizzes."""
    actor, year = request.actor, timekeeping.today().year
    rows = queries.learned_by(actor)
    attempts = Attempt.objects.filter(person_id=actor.person_id).select_related("quiz")
    context = {
        "tabs": training_pages.tabs("training-mine"),
        "rows": rows[:200],
        "year": year,
        "minutes": rows.filter(day__year=year).aggregate(n=Sum("minutes"))["n"] or 0,
        "number": rows.filter(day__year=year).count(),
        "certificates": queries.certificates_of(actor),
        "attempts": attempts[:50],
    }
    return render(request, "desk/training/mine.html", context)


# --- quizzes -----------------------------------------------------------------------------------------------------


def _about(request: StaffRequest, pk: int) -> Session | Item:
    """A training or an item of the own unit."""
    kind = request.resolver_match.kwargs["kind"] if request.resolver_match else ""
    found: Session | Item | None = None
    if kind == "session":
        found = Session.objects.filter(pk=pk, unit_id=request.actor.unit_id).first()
    elif kind == "item":
        found = Item.objects.filter(pk=pk, unit_id=request.actor.unit_id).first()
    if found is None:
        raise Http404
    return found


@post_required(*WRITERS, opens=_about)
@require_http_methods(["GET", "POST"])
def quiz_new(request: StaffRequest, about: Session | Item, kind: str) -> HttpResponse:
    unit, sent = own_unit(request), request.method == "POST"
    start = {"title": _("%(title)s测验") % {"title": about.title}, "pass_mark": 60}
    return saving_page(
        request,
        NewQuizForm(request.POST if sent else None, initial=start),
        lambda data: commands.begin_quiz(unit, request.actor, about, data).case_id,
        said=_("题目已保存。由另一位同事审题并开放。"),
        onward=lambda made: reverse("desk:case", args=[made]),
        page={
            "title": _("出题"),
            "action": _("保存题目"),
            "lead": HOW,
            "back": reverse(f"desk:training-{kind}", args=[about.pk]),
            "crumbs": training_pages.crumbs(_("出题")),
        },
    )


def _quiz(request: StaffRequest, pk: int) -> Quiz:
    """A quiz that was opened, for those whom it concerns."""
    found = get_object_or_404(Quiz.objects.select_related("session", "item", "unit"), pk=pk, opened_on__isnull=False)
    if not queries.sees_about(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_quiz)
@never_cache
@require_http_methods(["GET", "POST"])
def quiz(request: StaffRequest, found: Quiz) -> HttpResponse:
    """Answer and read how many were right; which option is right is never said."""
    actor = request.actor
    form = AnswerForm(request.POST if request.method == "POST" else None, quiz=found)
    refusal = None if request.method == "POST" else commands.why_not_take(found, actor)
    if request.method == "POST" and form.is_valid():
        try:
            once(form, f"training.quiz:{found.pk}", lambda _data: commands.take_quiz(found, actor, form.answers()).pk,
                 holder=str(actor))  # fmt: skip
            return redirect("desk:training-quiz", pk=found.pk)
        except Refused as refused:
            say_no(form, refused)
    own = Attempt.objects.filter(quiz=found, person_id=actor.person_id)
    context = {
        "found": found,
        "form": form,
        "refusal": refusal,
        "last": own.first(),
        "wrong": _wrong(own.first()),
        "left": commands.TRIES_A_DAY - own.filter(day=timekeeping.today()).count(),
        "crumbs": training_pages.crumbs(found.title),
    }
    return render(request, "desk/training/quiz.html", context)


def _wrong(last: Attempt | None) -> list[int]:
    """Places of the questions that were answered wrongly."""
    if last is None:
        return []
    answers = last.answers
    return [
        one.place for one in last.quiz.questions.all() if sorted(answers.get(str(one.place), [])) != sorted(one.key)
    ]


def _keyed(request: StaffRequest, pk: int) -> Quiz:
    found = get_object_or_404(Quiz, pk=pk)
    if not queries.may_see_key(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_keyed)
@never_cache
@require_http_methods(["GET", "POST"])
def key(request: StaffRequest, found: Quiz) -> HttpResponse:
    """The key, for those who write and open the quiz; a look is noted, and who looked cannot take it."""
    if request.method == "POST":
        commands.look_at_key(found, request.actor)
    shown = found.key_seen.filter(person_id=request.actor.person_id).exists()
    context = {
        "found": found,
        "questions": found.questions.all() if shown else [],
        "shown": shown,
        "crumbs": training_pages.crumbs(found.title),
    }
    return render(request, "desk/training/key.html", context)
