"""我的政策: come in by a mailed link; see, correct, delete one's profile; what fits, what needs one more fact, what nearly fits."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mingzheng.core import timekeeping
from mingzheng.policy.push import commands, entering, matching, responding, telling
from mingzheng.policy.push.columns import Who, columns_of
from mingzheng.policy.push.conditions.wording import value_text
from mingzheng.policy.push.facts import values_of
from mingzheng.policy.push.matching import Match, Standing
from mingzheng.policy.push.models import Consent, Profile
from mingzheng.policy.push.portal_forms import EnterForm, FactsForm, SettingsForm
from mingzheng.portal import posting
from mingzheng.portal.access import private as never_kept
from mingzheng.portal.views.push_visiting import begin, end, own, page, private, profile_of, said

MANY = 30  # letters asked for from one address before the plain question


@private
def mine(request: HttpRequest) -> HttpResponse:
    """The list for who came in, the question for an address for everybody else."""
    profile = profile_of(request)
    return _list(request, profile) if profile is not None else _enter(request)


def _enter(request: HttpRequest) -> HttpResponse:
    form = EnterForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or posting.take(request, form, "push.enter", _ask, many=MANY) is None:
        return page(request, "enter", _("我的政策"), 422 if form.is_bound else 200, form=form)
    return page(request, "sent", _("请到邮箱里点开链接"))


def _ask(data: dict[str, Any]) -> str:
    entering.ask(Who(data["kind"]), data["email"])
    return str(data["kind"])


@private
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """A look at the link does not use it up; the button does. Nobody guesses its 192 bits: tries are not counted."""
    if request.method != "POST":
        return page(request, "come_in", _("进入我的政策"), good=entering.is_good(token))
    profile = entering.come_in(token)
    if profile is None:
        return page(request, "come_in", _("进入我的政策"), 403, good=False)
    begin(request, profile)
    return redirect("portal:mine")


def _list(request: HttpRequest, profile: Profile, wrong: FactsForm | None = None) -> HttpResponse:
    values = values_of(profile)
    day = timekeeping.today()
    found = matching.ranked(profile.who, values, day)
    answers = responding.answers_of(profile)
    groups: dict[Standing, list[dict[str, Any]]] = {standing: [] for standing in Standing}
    for match in found:
        groups[match.standing].append({"match": match, "answer": answers.get(match.ready.policy_id), "day": day})
    for row in groups[Standing.ASKS]:
        row["forms"] = _forms(profile, row["match"], wrong)
    agreed = set(Consent.objects.filter(profile=profile, ended_at=None).values_list("purpose", flat=True))
    return page(
        request,
        "mine",
        _("我的政策"),
        200 if wrong is None else 422,
        profile=profile,
        fits=groups[Standing.FITS],
        asks=groups[Standing.ASKS],
        near=groups[Standing.NEAR],
        known=sum(value is not None for value in values.values()),
        total=len(values),
        consents=[(code, label, code in agreed) for code, label in Consent.Purpose.choices],
        agreed="push" in agreed,
        you=profile.who.you,
    )


def _forms(profile: Profile, match: Match, wrong: FactsForm | None) -> list[tuple[str, FactsForm]]:
    """The question in place, one small form for each fact that would decide."""
    found = []
    for column in match.asks:
        beside = match.ready.policy_id
        typed = wrong.data if wrong is not None and column.field in wrong.fields else None
        form = FactsForm(profile.who, typed, only=column.field, beside=beside)
        found.append((column.field, form))
    return found


@own
def answer(request: HttpRequest, profile: Profile) -> HttpResponse:
    """One fact, asked for beside the policy that it decides."""
    name = request.POST.get("field", "")
    if request.method != "POST" or name not in {column.field for column in columns_of(profile.who)}:
        return redirect("portal:mine")
    form = FactsForm(profile.who, request.POST, only=name)
    if not form.is_valid():
        return _list(request, profile, wrong=form)
    commands.correct(profile, form.cleaned_data)
    return redirect("portal:mine")


@own
def facts(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Everything that is known, to be seen and corrected."""
    values = values_of(profile)
    form = (
        FactsForm(profile.who, request.POST, values=values)
        if request.method == "POST"
        else FactsForm(profile.who, values=values)
    )
    if request.method == "POST" and form.is_valid():
        commands.correct(profile, form.cleaned_data)
        return redirect("portal:mine")
    shown = [(column.label, value_text(column, values[column.field])) for column in columns_of(profile.who)]
    return page(
        request,
        "facts",
        _("登记的情况"),
        422 if form.is_bound else 200,
        form=form,
        shown=shown,
        profile=profile,
        settings_form=SettingsForm.of(profile),
        history=Consent.objects.filter(profile=profile).order_by("-since"),
    )


@own
def settle(request: HttpRequest, profile: Profile) -> HttpResponse:
    """How and how often."""
    form = SettingsForm(request.POST) if request.method == "POST" else SettingsForm.of(profile)
    if request.method == "POST" and form.is_valid():
        commands.settle(profile, **form.cleaned_data)
        return redirect("portal:mine-facts")
    return page(request, "settings", _("怎样告诉我"), 422 if form.is_bound else 200, form=form)


@own
def consent(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Agree or withdraw, each with one button."""
    purpose = request.POST.get("purpose", "")
    if request.method == "POST" and purpose in Consent.Purpose.values:
        act = commands.withdraw if request.POST.get("do") == "withdraw" else commands.consent
        act(profile, purpose)
    return redirect("portal:mine")


@own
def rate(request: HttpRequest, profile: Profile) -> HttpResponse:
    """有用 or 没用, for a policy on one's list."""
    if (
        request.method == "POST"
        and request.POST.get("policy", "").isdigit()
        and request.POST.get("useful") in ("yes", "no")
    ):
        responding.rate(profile, int(request.POST["policy"]), request.POST["useful"] == "yes")
    return redirect(f"{reverse('portal:mine')}#zc{request.POST.get('policy', '')[:12]}")


@own
def read(request: HttpRequest, profile: Profile, pk: int) -> HttpResponse:
    """On to the document; that it was opened is noted."""
    policy = responding.opened(profile, pk)
    if policy is None or policy.document is None:
        raise Http404
    return redirect("portal:document", policy.document.index_number)


@own
def forget(request: HttpRequest, profile: Profile) -> HttpResponse:
    """Delete everything, after one question."""
    if request.method != "POST":
        return page(request, "forget", _("删除我的画像"))
    commands.forget(profile)
    end(request)
    return said(request, _("已经删除，没有留下任何登记的情况。"), _("以后想再用，重新进入即可。"))


@private
def leave(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        end(request)
        return said(request, _("已经离开。"), _("在公用的电脑上，可以放心关闭浏览器。"))
    return redirect("portal:mine")


@csrf_exempt  # one click in a mail programme, which is no page of ours (RFC 8058); the link itself is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop everything by the link in a message: a page with one button, or the mail programme's own click."""
    profile = telling.profile_of_stop(token)
    done = False
    if profile is not None and request.method == "POST":
        commands.withdraw(profile, Consent.Purpose.PUSH)
        done = True
    return never_kept(
        page(request, "stop", _("不再接收"), 200 if profile else 404, found=profile is not None, done=done)
    )
