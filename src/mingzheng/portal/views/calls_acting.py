"""Suggesting, looking a suggestion up, supporting, voting: without an account, once each, nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.public import QueryForm
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.participation.surveys import calling, figures, gate, queries
from mingzheng.participation.surveys.forms.answering import EmailForm
from mingzheng.participation.surveys.forms.suggesting import BallotForm, IdeaForm, SupportForm
from mingzheng.participation.surveys.models import Admission, Call, Idea, IdeaContact, Participant
from mingzheng.participation.surveys.phases import Phase
from mingzheng.portal import entering, posting, visitor
from mingzheng.portal.entering import MANY
from mingzheng.portal.page import draw
from mingzheng.portal.views.calls import found_or_404, rule_text
from mingzheng.portal.views.signing_in import to_sign_in
from mingzheng.portal.views.surveys import crumbs


def _page(request: HttpRequest, found: Call, template: str, title: str, **more: Any) -> HttpResponse:
    trail = crumbs("calls", Crumb(found.title, found.get_absolute_url()), title)
    return draw(request, f"portal/calls/{template}.html", crumbs=trail, call=found, title=title, **more)


def _not_now(request: HttpRequest, found: Call, phase: Phase, what: str) -> HttpResponse | None:
    """A page that says why it cannot be done now; None when it can."""
    try:
        calling.require(found, phase, what)
    except Refused as refused:
        return _page(request, found, "closed", what, refused=refused)
    return None


@posting.public
def suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; once it was taken, the address of its receipt."""
    found = found_or_404(pk)
    refused = _not_now(request, found, Phase.OPEN, _("提建议"))
    if refused is not None:
        return refused
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    form = IdeaForm(request.POST if request.method == "POST" else None, initial=visitor.typed_before(request))
    if request.method == "POST":

        def act(data: dict[str, Any]) -> int:
            return calling.suggest(found, data, _code(form), visitor.sending(request)).pk

        made = posting.take(request, form, f"surveys.idea:{found.pk}", act)
        if made is not None:
            visitor.sent(request)
            return redirect("portal:call-receipt", pk=found.pk, key=form.cleaned_data["form_key"])
    days = figures.value("contact_days", timekeeping.today())
    with_identity = visitor.WITH in request.POST
    return _page(request, found, "suggest", _("提建议"), form=form, days=days, with_identity=with_identity)


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Number and query code, for a day; the address is a secret of whoever sent the suggestion."""
    found = found_or_404(pk)
    code = posting.receipt_code(key, calling.CODE)
    idea = queries.sent_idea(found, code) if code else None
    if idea is None:
        return redirect("portal:call-query")
    said = {
        "idea": idea,
        "code": codes.in_groups(code),
        "told": IdeaContact.objects.filter(idea=idea).exclude(email="").exists(),
    }
    return _page(request, found, "suggested", _("已收到"), **said)


def _code(form: IdeaForm) -> str:
    """The query code belongs to the form's key: posted twice, the same one is shown."""
    return codes.code_for(calling.CODE, form.cleaned_data["form_key"])


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """What became of a suggestion, for who knows its number and code; both are posted, no address holds them."""
    form = QueryForm(request.POST if request.method == "POST" else None)
    idea: Idea | None = None
    if request.method == "POST":
        idea = posting.look_up(
            request,
            form,
            "surveys.query",
            lambda: queries.idea_by_code(form.cleaned_data["number"], form.cleaned_data["code"]),
        )
    return _query_page(request, form, idea)


def own_idea(request: HttpRequest, idea: Idea) -> HttpResponse:
    """For who sent it and is signed in: what the code would show."""
    return _query_page(request, QueryForm(), idea)


def _query_page(request: HttpRequest, form: QueryForm, idea: Idea | None) -> HttpResponse:
    return draw(
        request,
        "portal/calls/query.html",
        crumbs=crumbs("calls", _("查询建议")),
        form=form,
        idea=idea,
        facts=_facts(idea) if idea else [],
    )


def _facts(idea: Idea) -> list[Pair]:
    group = idea.group
    return pairs_of(
        [
            Pair(_("编号"), idea.number, nobreak=True),
            Pair(_("征集"), idea.call.title, idea.call.get_absolute_url()),
            Pair(_("主题"), idea.topic),
            Pair(_("收到"), cn_date(idea.received_on)),
            Pair(_("状态"), idea.get_state_display()),
            Pair(_("不公开的理由"), idea.held_why),
            Pair(_("归入"), group.title if group else ""),
            Pair(_("处理"), group.get_outcome_display() if group else ""),
            Pair(_("处理说明"), group.answer if group else ""),
        ]
    )


@posting.public
def support(request: HttpRequest, pk: int, idea: int) -> HttpResponse:
    """A page with a button: the list itself is kept for everybody and can hold nobody's form."""
    found = found_or_404(pk)
    one = queries.shown_ideas(found).filter(pk=idea).first() if idea < 2**31 else None
    if one is None or not found.supports:
        raise Http404
    refused = _not_now(request, found, Phase.OPEN, _("点赞"))
    if refused is not None:
        return refused
    form = SupportForm(request.POST if request.method == "POST" else None)

    def act(_data: dict[str, Any]) -> int:
        calling.support(one)
        return one.pk

    if request.method == "POST" and posting.take(request, form, f"surveys.support:{one.pk}", act, many=MANY):
        return redirect("portal:call-ideas", pk=found.pk)
    return _page(request, found, "support", _("点赞"), form=form, idea=one)


# --- the ballot ----------------------------------------------------------------------------------------------------


def _no_ballot(request: HttpRequest, found: Call) -> HttpResponse | None:
    return _not_now(request, found, Phase.VOTING, _("投票"))


@posting.public
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a vote for each address is promised, first the link; otherwise the ballot itself."""
    found = found_or_404(pk)
    closed = _no_ballot(request, found)
    if closed is not None:
        return closed
    make: dict[str, Callable[[HttpRequest, Call], HttpResponse]] = {
        Admission.OPEN: lambda request, found: _ballot(request, found, lambda: None),
        Admission.VERIFIED: _ask_link,
        Admission.IDENTITY: _identity_ballot,
    }
    return make[found.voting](request, found)


def _ask_link(request: HttpRequest, found: Call, **more: Any) -> HttpResponse:
    form = EmailForm(request.POST if request.method == "POST" else None)
    sent = entering.link_sent(request, form, found.ref)
    hours = figures.value("link_hours", timekeeping.today())
    return _page(
        request, found, "vote_link", _("投票"), form=form, sent=sent, hours=hours, rule=rule_text(found), **more
    )


@posting.public
def vote_with(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """What the letter's link opens: the ballot, used up by voting and not by looking."""
    found = found_or_404(pk)
    closed = _no_ballot(request, found)
    if closed is not None:
        return closed
    if found.voting != Admission.VERIFIED:
        return redirect("portal:call-vote", pk=found.pk)
    person = gate.by_token(found.ref, token)
    if person is None and request.method != "POST":  # a second press is told by its form's key that it was taken
        return _ask_link(request, found, void=True)
    return _ballot(request, found, lambda: person)


@never_cache
@require_safe
def voted(request: HttpRequest, pk: int) -> HttpResponse:
    """Thanks, at an address of its own: whoever loads it again sends nothing. It says nothing of a ballot."""
    return _page(request, found_or_404(pk), "voted", _("已投票"))


def _identity_ballot(request: HttpRequest, found: Call) -> HttpResponse:
    """The ballot can be read and filled in by anybody; to cast it one signs in, and what was chosen stays."""
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    return _ballot(request, found, lambda: entering.signed_in(request, found.ref))


def _ballot(request: HttpRequest, found: Call, let_in: Callable[[], Participant | None]) -> HttpResponse:
    form = BallotForm(
        request.POST if request.method == "POST" else None, call=found, initial=visitor.typed_before(request)
    )

    def act(data: dict[str, Any]) -> int:
        return calling.vote(found, data["choices"], let_in())

    if request.method == "POST" and posting.take(request, form, f"surveys.vote:{found.pk}", act, many=MANY):
        visitor.sent(request)
        return redirect("portal:call-voted", pk=found.pk)
    return _page(
        request,
        found,
        "vote",
        _("投票"),
        form=form,
        rule=rule_text(found),
        candidates=queries.candidates(found),
        done=found.voting == Admission.IDENTITY and entering.has_answered(request, found.ref),
    )
