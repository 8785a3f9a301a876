"""Courseware as the public reads it, and a partner's own page of a relay."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Crumb, Pair
from mingzheng.policy.outreach import commands, queries
from mingzheng.policy.outreach.forms.material import PartnerReachForm
from mingzheng.policy.outreach.models import RelayLine
from mingzheng.policy.outreach.texts import lines, pairs
from mingzheng.policy.policies import stages
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage
from mingzheng.portal import posting, structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

PAGE = 50


def _crumbs(*labels: str) -> list[Crumb]:
    return structure.crumbs(structure.find("coursewares"), *labels)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = keyset.page(queries.public_courseware(), keyset.Order("published_at", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/outreach/coursewares.html",
        column=structure.find("coursewares"),
        shows=("outreach", "documents"),
        reads=("after", "before"),
        page=page,
    )


@require_safe
def courseware(request: HttpRequest, pk: int) -> HttpResponse:
    """How to apply, step by step, as signed; with a warning while its document has changed and nobody has looked."""
    found = queries.public_courseware().filter(pk=pk).first()
    if found is None:
        raise Http404
    words = found.shown
    document = found.policy.document
    return draw(
        request,
        "portal/outreach/courseware.html",
        meta=of_article(
            structure.find("coursewares"),
            words["title"],
            published=found.published_at,
            source=found.unit.name,
            about=words["who"][:200] or words["title"],
            words=[found.policy.title, _("办理步骤")],
        ),
        crumbs=_crumbs(words["title"]),
        shows=("outreach", f"courseware:{found.pk}", f"document:{found.policy.document_id}"),
        row=found,
        words=words,
        document=document,
        facts=[
            Pair(
                _("适用政策"), document.title if document else "", url=document.get_absolute_url() if document else ""
            ),
            Pair(_("版本"), _("第 %(n)s 版") % {"n": words["version"]}),
            Pair(_("编写单位"), found.unit.name),
        ],
        steps=pairs(words["steps"]),
        standards=lines(words["standards"]),
        papers=lines(words["papers"]),
        tips=lines(words["tips"]),
    )


@posting.public
def relay(request: HttpRequest, token: str) -> HttpResponse:
    """A partner's own page: the material to pass on, and the form that says whom it reached."""
    line = queries.line_of(token)
    if line is None:
        raise Http404
    commands.opened(line)
    form, said = PartnerReachForm(request.POST if request.method == "POST" else None, initial=_reported(line)), ""

    def act(data: dict[str, Any]) -> int:
        commands.report_reach(line, data)
        return line.pk

    if request.method == "POST" and posting.take(request, form, f"outreach.reach:{line.pk}", act) is not None:
        line.refresh_from_db()
        form = PartnerReachForm(initial=_reported(line))  # a fresh key: what is sent next is a correction
        said = _("已收到您的反馈，谢谢。需要更正时，改好再提交一次，以最后一次为准。")
    response = draw(
        request,
        "portal/outreach/relay.html",
        crumbs=[Crumb(_("政策推送接力"))],
        line=line,
        relay=line.relay,
        open=line.relay.case is not None and line.relay.case.state == "sent",
        material=_material(line.relay.policy),
        form=form,
        said=said,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _reported(line: RelayLine) -> dict[str, object]:
    names = ("how", "enterprises", "people", "asked")
    return {"passed_on": line.passed_on or timekeeping.today(), **{name: getattr(line, name) for name in names}}


def _material(policy: Policy) -> list[tuple[str, str]]:
    """The document, its public interpretations and its courseware: title and address."""
    document = policy.document
    found = [(document.title, document.get_absolute_url())] if document and document.listed else []
    wanted = [
        one
        for one in stages.traces_of([policy])[policy.pk]
        if one.public and one.url and (one.stage is Stage.EXPLAINING or _is_courseware(one))
    ]
    return found + [(one.title, one.url) for one in wanted]


def _is_courseware(trace: stages.Trace) -> bool:
    return trace.ref is not None and trace.ref.kind == "outreach.courseware"
