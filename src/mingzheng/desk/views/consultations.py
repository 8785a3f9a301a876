"""Consultations on the desk: the list, beginning one, the ledger, one opinion, the preview, what is overdue, collection points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import allows
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.desk.access import (
    OFFICE_POSTS,
    StaffRequest,
    every,
    own_unit,
    post_required,
    refused_page,
    staff_required,
)
from mingzheng.desk.pills import pills
from mingzheng.desk.state_tabs import chosen, tabs
from mingzheng.desk.taking import begun, form_page
from mingzheng.participation.consultations import commands, presenting, queries
from mingzheng.participation.consultations.forms.draft import NewConsultationForm
from mingzheng.participation.consultations.forms.points import PointForm
from mingzheng.participation.consultations.models import Channel, CollectionPoint, Consultation, Opinion
from mingzheng.participation.consultations.phases import phase_of

SIZE = 20
LEDGER_SIZE = 50
NEWEST = keyset.Order("id", descending=True)
ROOT = (gettext_lazy("意见征集"), "desk:consultations")

TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "drafting": (gettext_lazy("起草、审核"), Q(case__state__in=["drafting", "checking"])),
    "running": (gettext_lazy("征集中"), Q(case__state="running")),
    "closed": (gettext_lazy("研究意见"), Q(case__state="closed")),
    "decided": (gettext_lazy("待反馈"), Q(case__state__in=["decided", "reviewing"])),
    "done": (gettext_lazy("已结束"), Q(case__closed_at__isnull=False)),
}


def crumbs_to(*more: Crumb | str) -> list[Crumb]:
    """From the list down."""
    return [Crumb(str(ROOT[0]), reverse(ROOT[1])), *(one if isinstance(one, Crumb) else Crumb(one) for one in more)]


def crumb_of(found: Consultation) -> Crumb:
    return Crumb(found.title, reverse("desk:case", args=[found.case_id]))


def find(request: StaffRequest, pk: int) -> Consultation:
    """The consultation, by the same question as the list; 404 for everybody else."""
    found = queries.consultations_for(request.actor).filter(pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The unit's consultations, 区府办 all, with phase, counts and clock."""
    rows, day = queries.consultations_for(request.actor), timekeeping.today()
    now = chosen(request, TABS)
    page = keyset.page(rows.filter(TABS[now][1]).annotate(n=queries.RAW), NEWEST, request.GET, SIZE)
    lights = pills([one.case for one in page.rows if one.case])
    context = {
        "title": _("意见征集"),
        "rows": [(one, phase_of(one, day), lights.get(one.case_id or 0)) for one in page.rows],
        "page": page,
        "tabs": tabs(request, rows, TABS, now),
        "chosen": now,
        "office": request.actor.post in OFFICE_POSTS,
        "may_begin": request.actor.post is Post.OFFICER,
        "late": queries.overdue(request.actor, day).count(),
        "crumbs": [Crumb(_("意见征集"))],
    }
    return render(request, "desk/consultations/index.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    form = NewConsultationForm(request.POST or None, request.FILES or None)
    made = begun(
        request,
        form,
        "consultations.new",
        lambda data: commands.begin(unit, request.actor, data).case_id,
        _("已建立，草案已按条分开。核对后提交审核。"),
    )
    title = _("起草征求意见稿")
    return made or form_page(request, form, title, _("建立"), reverse("desk:consultations"), crumbs_to(title))


@staff_required
@require_GET
def overdue(request: StaffRequest) -> HttpResponse:
    """Decided, not answered, past ten working days: what stands longest first."""
    day = timekeeping.today()
    rows = list(queries.overdue(request.actor, day)[:200])
    lights = pills([one.case for one in rows if one.case])
    context = {
        "title": _("超期未反馈"),
        "rows": [(one, phase_of(one, day), lights.get(one.case_id or 0)) for one in rows],
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": crumbs_to(_("超期未反馈")),
    }
    return render(request, "desk/consultations/overdue.html", context)


# --- the ledger ------------------------------------------------------------------------------------------------------

FILTERS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("全部"), Q()),
    "doubt": (gettext_lazy("待审核"), ~Q(doubt="") & Q(held_back="")),
    "offline": (gettext_lazy("线下"), ~Q(channel=Channel.WEB)),
    "added": (gettext_lazy("补录"), Q(added=True)),
    "late": (gettext_lazy("逾期收到"), Q(late=True)),
    "held": (gettext_lazy("不公布"), ~Q(held_back="")),
}


@staff_required(opens=find)
@require_GET
def ledger(request: StaffRequest, found: Consultation) -> HttpResponse:
    """Every opinion as it came in, the newest first. Names stand nowhere on this page."""
    now = chosen(request, FILTERS)
    rows = found.opinions.select_related("article", "group", "point")
    page = keyset.page(rows.filter(FILTERS[now][1]), NEWEST, request.GET, LEDGER_SIZE)
    context = {
        "found": found,
        "case": found.case,
        "page": page,
        "tabs": tabs(request, found.opinions.all(), FILTERS, now),
        "chosen": now,
        "received": queries.received(found),
        "may": {
            name: allows(found.case, request.actor, name) for name in ("enter", "enter_sheet", "hold_back", "show")
        },
        "unheard": queries.unheard(found),
        "crumbs": crumbs_to(crumb_of(found), _("意见台账")),
    }
    return render(request, "desk/consultations/ledger.html", context)


def _opinion(request: StaffRequest, pk: int) -> Opinion:
    rows = Opinion.objects.select_related("consultation__case", "article", "group", "point", "author", "sheet")
    found = get_object_or_404(rows, pk=pk)
    if not queries.sees_opinion(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_opinion)
@never_cache
@require_GET
def opinion(request: StaffRequest, row: Opinion) -> HttpResponse:
    """One opinion with its files; who put it, only for those who handle it, on request and journalled."""
    found = find(request, row.consultation_id)
    wants, handles = "author" in request.GET, queries.may_handle(found, request.actor)
    if wants and not handles:
        return refused_page(
            request, _("提出人只给处理意见的人看。"), _("请切换到征集单位的信息员、审核人或者负责人。"), status=403
        )
    author = getattr(row, "author", None)
    if wants and author is not None:
        journal.append(
            action="consultations.author_read",
            actor=request.actor,
            subject=row.ref,
            case_id=found.case_id,
            summary=f"查看意见提出人（意见 {row.pk}）",
        )
    context = {
        "found": found,
        "case": found.case,
        "row": row,
        "facts": _facts(row),
        "author": author if wants else None,
        "has_author": author is not None,
        "handles": handles,
        "files": files_of(row.ref),
        "sheet_files": files_of(row.sheet.ref) if row.sheet else [],
        "parts": list(row.parts),
        "may_divide": handles and found.case is not None and found.case.state in queries.HANDLED,
        "told": row.told.all(),
        "may": {name: allows(found.case, request.actor, name) for name in ("hold_back", "show")},
        "crumbs": crumbs_to(
            crumb_of(found), Crumb(_("意见台账"), reverse("desk:consultation-ledger", args=[found.pk])), str(row.pk)
        ),
    }
    return render(request, "desk/consultations/opinion.html", context)


def _facts(row: Opinion) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("针对"), str(row.article) if row.article else _("整个草案")),
            Pair(_("渠道"), f"{row.get_channel_display()}{f'（{row.point}）' if row.point else ''}"),
            Pair(_("提出人"), f"{row.get_author_kind_display()}，{_('公布时写作')}{row.shown_as}"),
            Pair(_("收到日期"), row.received_on),
            Pair(_("登记人"), row.entered_by),
            Pair(_("凭据"), row.proof),
            Pair(_("随表导入"), row.sheet.name if row.sheet else ""),
            Pair(_("补录的理由"), row.added_why),
            Pair(_("逾期收到"), _("是，照样答复") if row.late else ""),
            Pair(_("同意公布"), _("同意") if row.publish else _("不同意公布内容")),
            Pair(_("待审核"), row.doubt),
            Pair(_("不公布的理由"), row.held_back),
        ]
    )


@staff_required(opens=find)
@require_GET
def preview(request: StaffRequest, found: Consultation) -> HttpResponse:
    """The feedback as it would be published now."""
    context = {
        "found": found,
        "case": found.case,
        "adoption": presenting.adoption(found, preview=True),
        "unanswered": queries.unanswered(found),
        "doubtful": queries.doubtful(found).count(),
        "crumbs": crumbs_to(crumb_of(found), _("反馈预览")),
    }
    return render(request, "desk/consultations/preview.html", context)


# --- collection points -----------------------------------------------------------------------------------------------


@staff_required
@require_GET
def points(request: StaffRequest) -> HttpResponse:
    """The four points with how many opinions came from each this year."""
    year = timekeeping.today().year
    rows = CollectionPoint.objects.select_related("unit").annotate(
        n=Count("opinions", filter=Q(opinions__received_on__year=year, opinions__part_of=None))
    )
    context = {
        "rows": rows,
        "year": year,
        "may": request.actor.post in OFFICE_POSTS,
        "crumbs": crumbs_to(_("涉企意见征集点")),
    }
    return render(request, "desk/consultations/points.html", context)


@post_required(*OFFICE_POSTS, opens=every(CollectionPoint.objects.all))
@require_http_methods(["GET", "POST"])
def point(request: StaffRequest, held: CollectionPoint | None = None) -> HttpResponse:
    start = {name: getattr(held, name) for name in commands.POINT_FACTS} if held else {"since": timekeeping.today()}
    form = PointForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            commands.keep_point(held, request.actor, form.cleaned_data)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk:consultation-points")
    title = held.name if held else _("登记征集点")
    back = reverse("desk:consultation-points")
    return form_page(request, form, title, _("登记"), back, crumbs_to(Crumb(_("涉企意见征集点"), back), title))
