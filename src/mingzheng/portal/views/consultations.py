"""意见征集: what is asked, the draft by articles, an opinion and its receipt, one's own opinion, the feedback, the comparison."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, keyset, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.numbers import whole
from mingzheng.core.relations.queries import Related, links_of
from mingzheng.design.downloads import csv_response
from mingzheng.design.parts import Crumb, Pair, Step, pairs_of
from mingzheng.participation.consultations import commands, comparing, presenting, queries
from mingzheng.participation.consultations.forms.public import CodeForm, OpinionForm
from mingzheng.participation.consultations.models import AuthorKind, Consultation, Opinion
from mingzheng.participation.consultations.phases import Phase, phase_of
from mingzheng.policy.interpretations.queries import of_draft
from mingzheng.portal import posting, structure, visitor
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw
from mingzheng.portal.views.signing_in import to_sign_in

PAGE = 30
COLUMN = "consultations"


def found_or_404(pk: int, read: Callable[[int], Consultation | None] = queries.public_one) -> Consultation:
    """The announced consultation; 404 for one that is still prepared, whether it exists or not."""
    found = read(pk)
    if found is None or not phase_of(found, timekeeping.today()).public:
        raise Http404
    return found


def crumbs_to(*labels: Crumb | str) -> list[Crumb]:
    return structure.crumbs(structure.find(COLUMN), *labels)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is asked now, what is to come, what came of the others."""
    day = timekeeping.today()
    past = keyset.page(queries.over(day), keyset.Order("closes_on", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/consultations/index.html",
        column=structure.find(COLUMN),
        shows=["consultations"],
        reads=("after",),
        moment=True,  # it counts opinions as they come in
        open_now=[(one, queries.standing(one, day)) for one in queries.open_now(day)],
        to_come=queries.to_come(day),
        past=[(one, phase_of(one, day)) for one in past.rows],
        following=past.following,
        paged=bool(request.GET.get("after")),
    )


def meta_of(found: Consultation) -> PageMeta:
    column = structure.find(COLUMN)
    return of_article(column, found.title, published=found.announced_on, source=found.unit.name, about=found.note)


def steps_of(phase: Phase) -> list[Step]:
    """公布草案 is done for everybody who reads the page."""
    words = (_("公布草案"), _("征集意见"), _("研究意见"), _("作出决定"), _("反馈采纳情况"))
    here = {Phase.BEFORE: 0, Phase.OPEN: 1, Phase.CLOSED: 2, Phase.DECIDED: 4, Phase.ANSWERED: 5}.get(phase, 2)
    return [
        Step(word, "done" if place < here else "current" if place == here else "todo")
        for place, word in enumerate(words)
    ]


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    found, day = found_or_404(pk), timekeeping.today()
    stands = queries.standing(found, day)
    related = _related(found)
    tags = [f"{one.record.ref.kind.partition('.')[2]}:{one.record.ref.id}" for one in related]
    return draw(
        request,
        "portal/consultations/consultation.html",
        column=structure.find(COLUMN),
        meta=meta_of(found),
        crumbs=crumbs_to(found.title),
        shows=["consultations", f"consultation:{found.pk}", *tags],
        moment=True,
        found=found,
        stands=stands,
        steps=steps_of(stands.phase) if stands.phase is not Phase.STOPPED else [],
        left=(found.closes_on - day).days,
        facts=[*_facts(found), *(Pair(one.record.label, one.record.title, url=one.record.url) for one in related)],
        articles=found.articles.all(),
        extensions=found.extensions.all(),
        received=queries.received(found),
        adoption=presenting.adoption(found) if stands.phase is Phase.ANSWERED else None,
        comparable=found.final_articles.exists(),
        interpretations=of_draft(found.ref.kind, found.ref.id),
        hearings=queries.public_hearings(found),
        document=found.document if found.document is not None and found.document.listed else None,
        correcting=found.case is not None and stands.phase is Phase.ANSWERED and found.case.state != "answered",
    )


def _related(found: Consultation) -> list[Related]:
    """What it is part of, the decision or the policy; the document has a place of its own on the page."""
    return [one for one in links_of(found.ref, None) if one.record.url and one.record.ref.kind != "documents.document"]


def _facts(found: Consultation) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("征集单位"), found.unit.name),
            Pair(_("种类"), found.get_kind_display()),
            Pair(
                _("征集时间"),
                _("%(opens)s至%(closes)s，共 %(days)s 日")
                % {"opens": chinese_date(found.opens_on), "closes": chinese_date(found.closes_on), "days": found.days},
            ),
            Pair(_("缩短期限的理由"), found.shortened_why),
            Pair(_("决定日期"), found.decided_on),
            Pair(_("反馈日期"), found.answered_on),
            Pair(_("更正日期"), found.corrected_on),
        ]
    )


# --- an opinion ------------------------------------------------------------------------------------------------------


def private(response: HttpResponse, status: int = 200) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    response.status_code = status
    return response


@posting.public
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; what is posted is taken once, and the receipt shows its query code."""
    found = found_or_404(pk, queries.to_comment)
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    if request.method == "POST":
        form = OpinionForm(request.POST, request.FILES, consultation=found)
        key = form.cleaned_data["form_key"] if form.is_valid() else ""
        code = codes.code_for(commands.CODE, key)
        taken = posting.take(
            request,
            form,
            f"consultations.opinion:{found.pk}",
            lambda data: commands.submit(found, data, code, visitor.sending(request))[0].pk,
        )
        if taken is not None:
            visitor.sent(request)
            return redirect("portal:consultation-receipt", pk=found.pk, key=key)
    else:
        start = visitor.start(request, {"article": _named_article(request, found), **_known(request)}, ("author_kind",))
        form = OpinionForm(consultation=found, initial=start)
    phase = phase_of(found, timekeeping.today())
    page = draw(
        request,
        "portal/consultations/comment.html",
        column=structure.find(COLUMN),
        crumbs=crumbs_to(Crumb(found.title, found.get_absolute_url()), _("提意见")),
        found=found,
        form=form,
        open=phase is Phase.OPEN,
        phase=phase,
        with_identity=visitor.WITH in request.POST,
    )
    return private(page)


def _known(request: HttpRequest) -> dict[str, str]:
    """What somebody verified need not fill in: as whom an enterprise speaks, and its name. A person may stay unnamed."""
    verified = visitor.of(request)
    if verified is None or not verified.is_enterprise:
        return {}
    return {"author_kind": AuthorKind.ENTERPRISE, "name": verified.name}


def _named_article(request: HttpRequest, found: Consultation) -> int | None:
    place = whole(request.GET.get("tiao", ""), 4)
    return found.articles.filter(place=place).values_list("pk", flat=True).first() if place is not None else None


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The query code, for a day; the address is a secret of whoever posted the opinion."""
    found = found_or_404(pk, queries.to_comment)
    code = posting.receipt_code(key, commands.CODE)
    opinion = queries.opinion_by_code(code) if code else None
    if opinion is None or opinion.consultation_id != found.pk:
        return redirect("portal:opinion-query")
    page = draw(
        request,
        "portal/consultations/receipt.html",
        column=structure.find(COLUMN),
        crumbs=crumbs_to(Crumb(found.title, found.get_absolute_url()), _("已收到")),
        found=found,
        opinion=opinion,
        code=codes.in_groups(code),
    )
    return private(page)


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """One's own opinion, for who holds its code: it is posted, so that no address holds it."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    opinion = None
    if request.method == "POST":
        opinion = posting.look_up(
            request, form, "consultations.query", lambda: queries.opinion_by_code(form.cleaned_data["code"])
        )
    return own_opinion(request, opinion, form)


def own_opinion(request: HttpRequest, opinion: Opinion | None, form: CodeForm | None = None) -> HttpResponse:
    """For who holds its code, or sent it verified; without an opinion, the question for a code."""
    page = draw(
        request,
        "portal/consultations/query.html",
        column=structure.find(COLUMN),
        crumbs=crumbs_to(_("查询我的意见")),
        form=form,
        opinion=opinion,
        stands=queries.standing(opinion.consultation, timekeeping.today()) if opinion else None,
        facts=_opinion_facts(opinion) if opinion else [],
    )
    return private(page)


def _opinion_facts(opinion: Opinion) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("征集事项"), opinion.consultation.title, url=opinion.consultation.get_absolute_url()),
            Pair(_("针对"), str(opinion.article) if opinion.article else _("整个草案")),
            Pair(_("收到日期"), opinion.received_on),
            Pair(_("身份"), opinion.get_author_kind_display()),
            Pair(_("公布时写作"), opinion.shown_as),
            Pair(_("内容是否公布"), _("可以公布") if opinion.publish else _("不公布内容")),
        ]
    )


# --- what came of it -------------------------------------------------------------------------------------------------


@require_safe
def compared(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft and final text article by article, with the published opinions that stand behind a change."""
    found = found_or_404(pk)
    if phase_of(found, timekeeping.today()) is not Phase.ANSWERED or not found.final_articles.exists():
        raise Http404
    return draw(
        request,
        "portal/consultations/compared.html",
        column=structure.find(COLUMN),
        meta=meta_of(found),
        crumbs=crumbs_to(Crumb(found.title, found.get_absolute_url()), _("草案与正式文本对照")),
        shows=["consultations", f"consultation:{found.pk}"],
        found=found,
        pairs=comparing.pairs(found),
    )


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """The adoption table as open data."""
    found = found_or_404(pk)
    if phase_of(found, timekeeping.today()) is not Phase.ANSWERED:
        raise Http404
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["序号", "针对", "意见", "提出人", "条数", "采纳情况", "答复"])
    for row in presenting.adoption(found).rows:
        cells = (row.article, row.headline, row.who)
        writer.writerow([row.number, *map(_plain, cells), row.raw, row.label, _plain(row.answer)])
    return csv_response(out.getvalue(), f"caina-{found.pk}.csv")


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text
