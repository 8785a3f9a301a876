"""What comes of a session, on the desk: its questionnaire, questions raised on the spot, pictures."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required, staff_required
from mingzheng.desk.taking import form_page, take
from mingzheng.desk.views.open_days import crumbs, found_or_404
from mingzheng.participation.open_days import commands, queries
from mingzheng.participation.open_days.forms.after import PhotoForm, RemovePhotoForm, SpotQuestionForm
from mingzheng.participation.open_days.models import OpenDay, Question
from mingzheng.participation.surveys import commands as surveys

ANSWERED_FOR = dt.timedelta(days=14)


def _own(request: StaffRequest, pk: int) -> OpenDay:
    found = found_or_404(request, pk)
    if found.unit_id != request.actor.unit_id:
        raise Http404
    return found


@post_required(Post.OFFICER, opens=_own)
@require_POST
def survey(request: StaffRequest, found: OpenDay) -> HttpResponse:
    """The session's questionnaire: begun in the room of surveys, one answer for each sign-up."""
    period = (found.day, found.day + ANSWERED_FOR)
    try:
        made = surveys.attach(
            found.ref, found.unit, request.actor, _("%(title)s：活动问卷") % {"title": found.title[:100]}, period
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:case", pk=found.case_id)
    return redirect("desk:case", pk=made.case_id)


@post_required(Post.OFFICER, opens=_own)
@require_http_methods(["GET", "POST"])
def question(request: StaffRequest, found: OpenDay) -> HttpResponse:
    """Write down what was asked on the spot; it has a clock of its own."""
    title = _("登记现场提问")
    form = SpotQuestionForm(request.POST if request.method == "POST" else None)
    made = take(
        request,
        form,
        f"open_days.question:{found.pk}",
        lambda data: commands.raise_question(found, data["text"], Question.Source.SPOT, request.actor).case_id,
    )
    if made is not None:
        messages.success(request, _("已登记。请拟写答复。"))
        return redirect("desk:case", pk=made)
    back = reverse("desk:case", args=[found.case_id])
    return form_page(request, form, title, _("登记"), back, crumbs(found.title, title))


@staff_required(opens=found_or_404)
@require_http_methods(["GET", "POST"])
def photos(request: StaffRequest, found: OpenDay) -> HttpResponse:
    """The pictures of a session; its officer and head add and take away."""
    may = queries.reads_names(found, request.actor)
    files = request.FILES if request.method == "POST" else None
    form = PhotoForm(request.POST if request.method == "POST" else None, files)
    if may:
        made = take(request, form, f"open_days.photo:{found.pk}", lambda data: _add(request, found, data))
        if made is not None:
            messages.success(request, _("已登记。随结果一起公开。"))
            return redirect("desk:open-day-photos", pk=found.pk)
    context = {
        "day": found,
        "rows": found.photos.select_related("file"),
        "form": form if may else None,
        "crumbs": crumbs(found.title, _("图片")),
    }
    return render(request, "desk/open_days/photos.html", context)


def _add(request: StaffRequest, found: OpenDay, data: dict[str, object]) -> int:
    facts = {name: data[name] for name in ("alt", "who", "consent")}
    return commands.add_photo(found, data["file"], facts, request.actor).pk  # type: ignore[arg-type]


@staff_required(opens=found_or_404)
@require_http_methods(["GET", "POST"])
def photo_remove(request: StaffRequest, found: OpenDay, photo: int) -> HttpResponse:
    """Take a picture away, with the reason."""
    held = found.photos.select_related("file").filter(pk=photo).first()
    if held is None or not queries.reads_names(found, request.actor):
        raise Http404
    form = RemovePhotoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.remove_photo(held, request.actor, form.cleaned_data["reason"])
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已移除。"))
            return redirect("desk:open-day-photos", pk=found.pk)
    back = reverse("desk:open-day-photos", args=[found.pk])
    steps = [*crumbs(found.title), Crumb(_("图片"), back), Crumb(_("移除"))]
    return form_page(request, form, _("移除图片：%(alt)s") % {"alt": held.alt}, _("移除"), back, steps)
