"""The window's page: what is asked is found as it is typed, answered with one key, handed over with another."""

from __future__ import annotations

import time
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.core.submissions.keys import KeyField
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.policy.questions import forms, marks, queries, windows
from mingzheng.policy.questions.models import Entry
from mingzheng.policy.questions.registering import KIND_WORD
from mingzheng.policy.questions.tables import WINDOWS
from mingzheng.search.queries import search

SALT = "questions.window"
KEY = "questions.entry:"


class AnsweredForm(django_forms.Form):
    """One press of a key; the signed moment of the first search goes with it."""

    form_key = KeyField()
    began = django_forms.CharField(required=False, max_length=80)


class Found:
    """An entry as the window sees it, with the form that records it as the answer."""

    def __init__(self, entry: Entry, began: str) -> None:
        self.entry, self.live = entry, entry.live
        self.mark = marks.mark(entry, timekeeping.today())
        self.form = AnsweredForm(initial={"began": began}, auto_id=f"e{entry.pk}_%s")


def _began(given: str, q: str) -> str:
    """Signed seconds at which the present search began; kept while it goes on, new with the first words."""
    if not q:
        return ""
    return given if _seconds(given) is not None else signing.dumps(round(time.time()), salt=SALT)


def _seconds(given: str) -> int | None:
    """Seconds since a search began; None when nobody knows."""
    try:
        return max(0, round(time.time()) - int(signing.loads(given, salt=SALT)))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def find(q: str, began: str = "") -> tuple[list[Found], bool]:
    """The best answers, each read anew from the records, so that its mark is today's; and whether none has all the words."""
    if not q:
        return [], False
    results = search(q, filters={"kind": KIND_WORD})
    keys = [hit.record.key for hit in results.hits if hit.record.key.startswith(KEY)]
    entries = queries.entries_by_id([int(key.removeprefix(KEY)) for key in keys])
    return [Found(entry, began) for entry in entries], results.loosened


@post_required(*WINDOWS)
@require_GET
def page(request: StaffRequest) -> HttpResponse:
    """The whole page, or only what was found when the page asks while somebody types."""
    q = request.GET.get("q", "").strip()[:200]
    began = _began(request.GET.get("began", ""), q)
    rows, loosened = find(q, began)
    context: dict[str, Any] = {"q": q, "began": began, "rows": rows, "loosened": loosened}
    if request.headers.get("HX-Request"):
        return render(request, "desk/questions/_found.html", context)
    today = timekeeping.today()
    context |= {
        "so_far": queries.today_at(request.actor, today),
        "returned": list(queries.returned(request.actor)[:10]),
        "receipts": list(queries.receipts_waiting(request.actor)[:10]),
        "newest": [] if q else [Found(entry, "") for entry in queries.public().order_by("-often", "-published_on")[:8]],
        "crumbs": [Crumb(_("窗口咨询"))],
    }
    return render(request, "desk/questions/window.html", context)


def _entry(request: StaffRequest, pk: int) -> Entry:
    found = queries.public_entry(pk)
    if found is None:
        raise Http404
    return found


@post_required(*WINDOWS, opens=_entry)
@require_GET
def entry(request: StaffRequest, found: Entry) -> HttpResponse:
    """One answer in full, with its source, to be read out or shown."""
    return _entry_page(request, found)


def _entry_page(request: StaffRequest, found: Entry, form: Any = None, *, status: int = 200) -> HttpResponse:
    q, began = request.GET.get("q", "")[:200], request.GET.get("began", "")[:80]
    context = {
        "one": Found(found, began),
        "q": q,
        "began": began,
        "doubt_form": form or forms.ReasonForm(auto_id="doubt_%s"),
        "crumbs": [Crumb(_("窗口咨询"), reverse("desk:questions-window")), Crumb(found.question[:30])],
    }
    return render(request, "desk/questions/window_entry.html", context, status=status)


@post_required(*WINDOWS, opens=_entry)
@require_POST
def answered(request: StaffRequest, found: Entry) -> HttpResponse:
    """Recorded once, however often the key is pressed."""
    form = AnsweredForm(request.POST)
    if not form.is_valid():
        raise Http404
    seconds = _seconds(form.cleaned_data["began"])
    try:
        done = once(
            form,
            f"questions.answered.{found.pk}",
            lambda _data: windows.record_answer(found, request.actor, seconds=seconds).pk,
            holder=str(request.actor),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:questions-window")
    if not done.first:
        messages.info(request, _("已经登记过，没有重复登记。"))
    elif seconds is not None and seconds <= windows.LONGEST:
        messages.success(request, _("已登记答复，用时 %(n)s 秒。") % {"n": seconds})
    else:
        messages.success(request, _("已登记答复。"))
    return redirect("desk:questions-window")


@post_required(*WINDOWS, opens=_entry)
@require_POST
def doubt(request: StaffRequest, found: Entry) -> HttpResponse:
    """A window sees that an answer is no longer right: the issuing unit must look at it."""
    form = forms.ReasonForm(request.POST, auto_id="doubt_%s")
    if not form.is_valid():
        return _entry_page(request, found, form)
    if found.case is None:
        raise Http404
    try:
        act(found.case, "flag", request.actor, {"reason": form.cleaned_data["reason"]})
    except FormRefused as refused:
        return _entry_page(request, found, refused.form)
    except Refused as refused:
        form.add_error("reason" if refused.field == "reason" else None, str(refused))
        return _entry_page(request, found, form)
    messages.success(request, _("已请%(unit)s复核；复核前这个答案带有标记。") % {"unit": found.unit.short})
    return redirect("desk:questions-window")


@post_required(*WINDOWS)
@sensitive_post_parameters("called", "phone", "text")
@require_http_methods(["GET", "POST"])
def hand_over(request: StaffRequest) -> HttpResponse:
    """A question beyond the window's scope goes to the unit that issued the policy, with what was typed so far."""
    if request.method == "POST":
        form = forms.HandOverForm(request.POST)
        if form.is_valid():
            try:
                done = once(
                    form,
                    "questions.handover",
                    lambda data: windows.hand_over(request.actor, data).pk,
                    holder=str(request.actor),
                )
                messages.success(
                    request,
                    _("已转政策制定单位，答复后会返回本窗口。") if done.first else _("已经转办过，没有重复转办。"),
                )
                return redirect("desk:questions-window")
            except Refused as refused:
                say_no(form, refused)
    else:
        near = queries.entries_by_id([int(request.GET["entry"])]) if request.GET.get("entry", "").isdecimal() else []
        start: dict[str, Any] = {"text": request.GET.get("q", "")[:500]}
        if near and near[0].live is not None:
            start |= {"document": near[0].live.document, "unit": near[0].unit}
        form = forms.HandOverForm(initial=start)
    context = {
        "form": form,
        "title": _("转政策制定单位"),
        "lead": _("超出窗口答复范围的，转给制定政策的单位；期限内答复返回本窗口。"),
        "action": _("转办"),
        "back": reverse("desk:questions-window"),
        "crumbs": [Crumb(_("窗口咨询"), reverse("desk:questions-window")), Crumb(_("转办"))],
    }
    return render(request, "desk/questions/form.html", context)
