"""Integrated topics on the desk: the list, beginning one, looking at the page before it is signed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import begun, form_page
from mingzheng.policy.topics import commands, queries
from mingzheng.policy.topics.forms import BeginForm
from mingzheng.policy.topics.models import Topic

SHOWN = 200
MOST_WORDS = 100


def _crumbs(*labels: tuple[str, str] | str) -> list[Crumb]:
    steps = [Crumb(_("集成式发布"), reverse("desk:topics"))]
    return [*steps, *(Crumb(one) if isinstance(one, str) else Crumb(*one) for one in labels)]


@staff_required
@require_GET
def topics(request: StaffRequest) -> HttpResponse:
    """Topics of the own unit, 区府办 all: what is on each page, what is missing, when it is gone through next."""
    rows = list(queries.seen_by(request.actor)[:SHOWN])
    today = timekeeping.today()
    context = {
        "rows": [(row, queries.shown(row) if row.published_at else queries.composed(row)) for row in rows],
        "today": today,
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("集成式发布"))],
    }
    return render(request, "desk/topics/list.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    form = BeginForm(request.POST if request.method == "POST" else None)
    unit = own_unit(request)
    made = begun(
        request,
        form,
        "topics.topic",
        lambda data: commands.begin(unit, request.actor, data).case_id,
        _("专题已建立。请加入政策，登记办理入口和联系方式。"),
    )
    lead = _("围绕一件事，把几项政策的文件、解读、问答、办理入口、联系方式和活动集中在一页。")
    return made or form_page(
        request, form, _("新编专题"), _("建立"), reverse("desk:topics"), _crumbs(_("新编专题")), lead=lead
    )


def _topic(request: StaffRequest, pk: int) -> Topic:
    found = queries.seen_by(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=_topic)
@require_GET
def preview(request: StaffRequest, topic: Topic) -> HttpResponse:
    """The page as it would be after the next signature."""
    context = {
        "topic": topic,
        "page": queries.composed(topic),
        "preview": True,
        "crumbs": _crumbs((topic.title, reverse("desk:case", args=[topic.case_id])), _("预览")),
    }
    return render(request, "desk/topics/preview.html", context)


@staff_required(opens=_topic)
@require_GET
def choose(request: StaffRequest, topic: Topic) -> HttpResponse:
    """Policies to add, looked up by name or number; the choice is sent to the case's own step."""
    words = request.GET.get("q", "").strip()[:MOST_WORDS]
    context = {
        "topic": topic,
        "case": topic.case,
        "words": words,
        "found": queries.offered(topic, words),
        "crumbs": _crumbs((topic.title, reverse("desk:case", args=[topic.case_id])), _("加入政策")),
    }
    return render(request, "desk/topics/choose.html", context)
