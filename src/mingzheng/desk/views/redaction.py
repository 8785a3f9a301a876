"""The page on which a file is redacted: pages with their boxes, words, the machine's findings, making and checking the copy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of, whole
from mingzheng.core.records import resolve
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, refused_page, staff_required
from mingzheng.desk.views.redaction_files import chosen_page, find, owner_page, page_size
from mingzheng.requests.redaction import commands, drawing, owners, queries
from mingzheng.requests.redaction.copying.judging import REASONS
from mingzheng.requests.redaction.forms import BoxForm, GroundForm, VoidForm, WordForm
from mingzheng.requests.redaction.models import Box, Proposal, Redaction

# Not a mistake in the form: the person may not do this here at all.
_BARRED = frozenset({"wrong_post", "wrong_unit", "post_ended", "not_found"})


@staff_required(opens=find)
@require_GET
def work(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """One page of the file with its boxes, and everything that can be done."""
    return _page(request, redaction, chosen_page(redaction, request.GET))


def _page(request: StaffRequest, redaction: Redaction, page: int, status: int = 200, **more: Any) -> HttpResponse:
    refusal = owners.why_not(redaction.owner, request.actor)
    last = redaction.boxes.order_by("-id").first()
    ground = last.ground if last else ""
    context = {
        "redaction": redaction,
        "page": page,
        "refusal": refusal,
        "may_draw": refusal is None and redaction.open,
        "box_form": BoxForm(initial={"page": page}, last=ground, auto_id="box-%s"),
        "word_form": WordForm(initial={"page": page}, last=ground, auto_id="word-%s"),
        "preview": request.GET.get("preview") == "1",
        "record": resolve(redaction.owner),
        "back": owner_page(redaction.owner),
        "crumbs": _crumbs(redaction),
        **(_drawn(redaction, page, ground) if redaction.way == Redaction.Way.BOXES else {}),
        "report_pages": [
            {"page": row["page"], "boxes": row["boxes"], "why": "；".join(REASONS[code] for code in row["reasons"] if code in REASONS)}
            for row in redaction.report.get("pages", [])
        ],
        **more,
    }  # fmt: skip
    response = render(request, "desk/redaction/work.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _drawn(redaction: Redaction, page: int, ground: str) -> dict[str, Any]:
    width, height = page_size(redaction, page)
    rows = list(redaction.boxes.filter(page=page))
    waiting = list(redaction.proposals.filter(status=Proposal.Status.OPEN))
    return {
        "width": width,
        "height": height,
        "boxes": [
            {"box": box, "n": n, "place": _place(box.rect, width, height), "form": _ground_form(box)}
            for n, box in enumerate(rows, 1)
        ],
        "waiting": waiting,
        "waiting_here": [
            {"one": one, "places": [_place(rect, width, height) for rect in one.places]}
            for one in waiting
            if one.page == page
        ],
        "decide_form": GroundForm(auto_id="decide-%s", last=ground),
        "counts": queries.boxes_by_page(redaction),
        "total": redaction.boxes.count(),
        "searched": redaction.proposals.exists(),
    }


def _place(rect: Any, width: int, height: int) -> dict[str, str]:
    """For the drawing over the page, in its own units; written with a point in every language."""
    return {
        "x": f"{rect.x0 * width:.2f}",
        "y": f"{rect.y0 * height:.2f}",
        "w": f"{(rect.x1 - rect.x0) * width:.2f}",
        "h": f"{(rect.y1 - rect.y0) * height:.2f}",
    }


def _ground_form(box: Box) -> GroundForm:
    form = GroundForm(initial={"ground": box.ground, "note": box.note}, auto_id=f"b{box.pk}-%s")
    for field in form.fields.values():
        field.widget.attrs["class"] = "control"
    return form


def _crumbs(redaction: Redaction) -> list[Crumb]:
    found = resolve(redaction.owner)
    first = [Crumb(found.title[:24], owner_page(redaction.owner))] if found else []
    return [*first, Crumb(str(redaction.get_way_display()))]


def _here(redaction: Redaction, page: int) -> HttpResponse:
    return redirect(f"{reverse('desk:redaction', args=[redaction.pk])}?page={page}#sheet")


def _refused(request: StaffRequest, redaction: Redaction, page: int, refused: Refused, **more: Any) -> HttpResponse:
    """Said on the page, with everything that was typed; whoever may not do this at all is told on a page of its own."""
    if refused.code in _BARRED:
        return refused_page(request, refused.message, refused.remedy, status=403)
    redaction.refresh_from_db()
    return _page(request, redaction, page, 409, refused=refused, **more)


def _into(form: forms.Form, refused: Refused) -> Refused | None:
    """Put a refusal to its field; what belongs to none is returned."""
    if refused.field in form.fields:
        form.add_error(refused.field, str(refused))
        return None
    return refused


@staff_required(opens=find)
@require_POST
def add_box(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """A box drawn with the mouse, or typed in percent."""
    page = chosen_page(redaction, request.POST)
    form = BoxForm(request.POST, auto_id="box-%s")
    if not form.is_valid():
        return _page(request, redaction, page, box_form=form)
    facts = form.cleaned_data
    try:
        made = drawing.add_boxes(redaction, request.actor, facts["page"], [form.rect], facts["ground"], facts["note"])
    except Refused as refused:
        left = _into(form, refused) if refused.code not in _BARRED else refused
        if left is None:
            return _page(request, redaction, page, box_form=form)
        return _refused(request, redaction, page, left, box_form=form)
    messages.success(request, _("已遮盖第 %(page)s 页一处。") % {"page": page} if made else _("这一处已经遮盖。"))
    return _here(redaction, page)


@staff_required(opens=find)
@require_POST
def cover_word(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Every place of a word, on this page or in the whole file."""
    page = chosen_page(redaction, request.POST)
    form = WordForm(request.POST, auto_id="word-%s")
    if not form.is_valid():
        return _page(request, redaction, page, word_form=form)
    facts = form.cleaned_data
    only = None if facts["whole"] else facts["page"]
    try:
        count = drawing.cover_word(redaction, request.actor, facts["word"], facts["ground"], facts["note"], page=only)
    except Refused as refused:
        left = _into(form, refused) if refused.code not in _BARRED else refused
        if left is None:
            return _page(request, redaction, page, word_form=form)
        return _refused(request, redaction, page, left, word_form=form)
    if not count:
        form.add_error("word", _("文字层里没有找到。扫描件和图片里的字请画框遮盖。"))
        return _page(request, redaction, page, word_form=form)
    messages.success(request, _("已遮盖 %(n)s 处。") % {"n": count})
    return _here(redaction, page)


@staff_required(opens=find)
@require_POST
def change_box(request: StaffRequest, redaction: Redaction, box_id: int) -> HttpResponse:
    """Another ground for a box, or the box taken away."""
    box = redaction.boxes.filter(pk=box_id).first()
    page = box.page if box else chosen_page(redaction, request.POST)
    if box is None:
        gone = Refused(_("这一处遮盖已被取消。"), remedy=_("下面是现在的遮盖。"), code="gone")
        return _refused(request, redaction, page, gone)
    try:
        if request.POST.get("do") == "remove":
            drawing.remove_boxes(redaction, request.actor, [box_id])
            messages.success(request, _("已取消这一处遮盖。"))
        else:
            drawing.change_box(box, request.actor, request.POST.get("ground", ""), request.POST.get("note", ""))
            messages.success(request, _("已保存遮盖理由。"))
    except Refused as refused:
        return _refused(request, redaction, page, refused)
    return _here(redaction, page)


@staff_required(opens=find)
@require_POST
def propose(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Let the machine look for personal data and marks of secrecy."""
    page = chosen_page(redaction, request.POST)
    try:
        fresh = drawing.propose(redaction, request.actor)
    except Refused as refused:
        return _refused(request, redaction, page, refused)
    said = _("找到 %(n)s 处，请逐条决定。") % {"n": fresh} if fresh else _("没有新的发现。仍请逐页看一遍。")
    messages.success(request, said)
    return _here(redaction, page)


@staff_required(opens=find)
@require_POST
def decide(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Cover what the machine found, or say that it may be read."""
    page = chosen_page(redaction, request.POST)
    ids = [number for text in request.POST.getlist("proposal") if (number := pk_of(text)) is not None]
    chosen = list(redaction.proposals.select_related("redaction").filter(pk__in=ids))
    accept = request.POST.get("do") == "cover"
    if not chosen:
        none = Refused(_("没有选中任何一条。"), remedy=_("请先勾选，再决定。"), code="none_chosen")
        return _refused(request, redaction, page, none)
    try:
        count = drawing.decide(chosen, request.actor, accept=accept, ground=request.POST.get("ground", ""))
    except Refused as refused:
        return _refused(request, redaction, page, refused)
    words = _("已遮盖机器提示的 %(n)s 处。") if accept else _("已确认 %(n)s 处不遮盖。")
    messages.success(request, words % {"n": count})
    return _here(redaction, page)


@staff_required(opens=find)
@require_POST
def make(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Have the copy made and checked."""
    page = chosen_page(redaction, request.POST)
    try:
        commands.ask(redaction, request.actor, whole(request.POST.get("version", "")) or 0)
    except Refused as refused:
        return _refused(request, redaction, page, refused)
    messages.success(request, _("已提交，正在逐页生成和核验。"))
    return redirect("desk:redaction", pk=redaction.pk)


@staff_required(opens=find)
@require_POST
def stop(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Stop the making and draw on."""
    try:
        commands.stop(redaction, request.actor)
    except Refused as refused:
        return _refused(request, redaction, 1, refused)
    return redirect("desk:redaction", pk=redaction.pk)


@staff_required(opens=find)
@require_POST
def again(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """A new draft with the same boxes."""
    if redaction.way != Redaction.Way.BOXES:
        raise Http404
    try:
        fresh = commands.again(redaction, request.actor)
    except Refused as refused:
        return _refused(request, redaction, 1, refused)
    return redirect("desk:redaction", pk=fresh.pk)


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def void(request: StaffRequest, redaction: Redaction) -> HttpResponse:
    """Take a redaction out of use, with the reason."""
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.void(redaction, request.actor, form.cleaned_data["reason"])
        except Refused as refused:
            if refused.code in _BARRED:
                return refused_page(request, refused.message, refused.remedy, status=403)
            form.add_error("reason", str(refused))
        else:
            messages.success(request, _("已作废，副本不再提供。"))
            return redirect("desk:redaction", pk=redaction.pk)
    context = {
        "form": form,
        "title": _("作废这份遮盖件"),
        "lead": _("副本留在记录里备查，但不得再提供给任何人。"),
        "action": _("作废"),
        "back": reverse("desk:redaction", args=[redaction.pk]),
        "crumbs": [*_crumbs(redaction)[:-1], Crumb(_("作废"))],
    }
    return render(request, "desk/gazette/form.html", context)
