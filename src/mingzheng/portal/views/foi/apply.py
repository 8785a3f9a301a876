"""Applying: the opening page, the parts one after another, what is public already, the check, the receipt."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from mingzheng.core import codes
from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.portal import content, guarding, posting, visitor
from mingzheng.portal.guarding import QuestionForm
from mingzheng.portal.views.foi import offers, parts
from mingzheng.portal.views.foi.visiting import nothing, page, private, remember, to, visit_of
from mingzheng.requests.foi import drafts, filing, telling
from mingzheng.requests.foi.forms.filing import ConfirmForm
from mingzheng.requests.foi.models import Draft, Visit

# From so many on within ten minutes, one network address is asked a plain question; nobody is refused.
MANY_DRAFTS = 60
MANY_FILINGS = 30
# The one hard bound: files from one address within ten minutes, counted in units begun. All else is taken without them.
FILE_UNIT = 10 << 20
MOST_FILES = 40


@private
def start(request: HttpRequest) -> HttpResponse:
    """Where to begin, to go on, to ask; and who helps."""
    visit = visit_of(request)
    return page(
        request, "start", _("在线申请"), draft=visit.draft if visit else None, text=content.load("foi"), visit=visit
    )


@private
def part(request: HttpRequest, key: str) -> HttpResponse:
    """One part of the form: drawn, kept as typed, judged when the person goes on."""
    visit = visit_of(request)
    draft = visit.draft if visit else None
    if visit is not None and draft is None:
        return to("foi-receipt")
    if request.method == "POST":
        return _posted(request, key, draft)
    if draft is None and key != "what":
        return nothing(request)
    data = drafts.read(draft) if draft else {}
    if key == "who" and "kind" not in data:
        return to("foi-kind")
    judged = "tishi" in request.GET and key in data
    form = parts.form_of(key, data, draft=draft, judged=judged, verified=visitor.of(request))
    return _part_page(request, key, form, data, draft)


def _posted(request: HttpRequest, key: str, draft: Draft | None) -> HttpResponse:
    data = drafts.read(draft) if draft else {}
    form = parts.form_of(key, data, draft=draft, posted=request.POST, files=request.FILES, verified=visitor.of(request))
    values = parts.typed(form)
    fresh = ""
    if draft is None:
        if not _a_person(request, "drafts", MANY_DRAFTS):
            return _part_page(request, key, form, data, None, question=QuestionForm())
        fresh = drafts.begin(key, values)
        found = drafts.visit_of(fresh)
        draft = found.draft if found else None
        data = {key: values}
    else:
        data = drafts.put(draft, key, values)
    if draft is None:
        return nothing(request)
    if _drop_file(request, draft):
        return _back_to_part(request, key, fresh)
    if key == "who":
        _keep_files(request, form, draft)
    return _on(request, key, form, data, draft, fresh)


def _on(
    request: HttpRequest, key: str, form: forms.Form, data: dict[str, Any], draft: Draft, fresh: str
) -> HttpResponse:
    """Where the pressed button leads."""
    go = request.POST.get("go", "next")
    if go == "save":
        drafts.code_of(draft)
        return to("foi-draft", fresh)
    if go == "identity":  # what was typed is in the draft already
        return redirect(f"{reverse('portal:sign-in')}?{urlencode({'hui': request.path})}")
    if go == "back":
        return to(parts.before(key), fresh)
    if form.is_valid():
        return to("foi-confirm" if "hui" in request.GET else parts.after(key), fresh)
    response = _part_page(request, key, form, data, draft)
    return remember(response, fresh) if fresh else response


def _back_to_part(request: HttpRequest, key: str, fresh: str) -> HttpResponse:
    return to(f"foi-{key}", fresh, "?hui=1" if "hui" in request.GET else "")


def _drop_file(request: HttpRequest, draft: Draft) -> bool:
    dropped = request.POST.get("drop", "")
    if dropped:
        drafts.detach(draft, dropped[:40])
    return bool(dropped)


def _keep_files(request: HttpRequest, form: forms.Form, draft: Draft) -> None:
    """Good files are kept even when something else on the page is wrong: nobody has to choose them twice."""
    form.is_valid()
    uploads = form.cleaned_data.get("proof") or []
    if not uploads:
        return
    try:
        not_too_heavy(request, sum(len(one.data) for one in uploads), "proof")
        drafts.attach(draft, uploads)
    except Refused as refused:
        form.add_error("proof", str(refused))


def not_too_heavy(request: HttpRequest, size: int, field: str) -> None:
    """Raises:
    Refused: files beyond the bound; what was typed is kept, and the files may follow later.
    """
    if not guarding.few(request, "foi.files", MOST_FILES, by=-(-size // FILE_UNIT)):
        raise Refused(
            _("这个网络地址十分钟内上传的文件太多，这次的文件没有收，其他内容都已保存。"),
            remedy=_("可以先不传文件继续，过几分钟再传，或者之后邮寄、当面补交。"),
            field=field,
        )


def _a_person(request: HttpRequest, what: str, many: int) -> bool:
    """Few enough, or a plain question answered: what is counted is never refused."""
    return guarding.few(request, f"foi.{what}", many) or QuestionForm(request.POST).right


def _part_page(
    request: HttpRequest,
    key: str,
    form: forms.Form,
    data: dict[str, Any],
    draft: Draft | None,
    *,
    question: QuestionForm | None = None,
) -> HttpResponse:
    here = parts.part_of(key)
    extra: dict[str, Any] = {}
    if key == "unit":
        extra["likely"] = offers.likely(data.get("what", {}))
    if key == "who" and draft is not None:
        extra["proofs"] = drafts.proofs(draft)
    return page(
        request,
        f"part_{key}",
        str(here.title),
        form=form,
        steps=parts.steps_at(here.step),
        text=content.load("foi"),
        question=question,
        returning="hui" in request.GET,
        **extra,
    )


@private
def offer(request: HttpRequest) -> HttpResponse:
    """Up to three published answers; this is it, let me look, or none of them."""
    visit = visit_of(request)
    if visit is None or visit.draft is None:
        return nothing(request)
    data = drafts.read(visit.draft)
    if request.method == "POST":
        return _chosen(request, visit.draft, data)
    found = offers.offered(data.get("what", {}))
    if not found:
        return to("foi-unit")
    _counted(visit.draft, "shown", [hit.record.key for hit in found])
    return page(
        request, "offers", _("也许已经公开了"), hits=found, steps=parts.steps_at(0), wanted=data.get("what", {})
    )


def _chosen(request: HttpRequest, draft: Draft, data: dict[str, Any]) -> HttpResponse:
    """Only what was shown can be opened or taken: no other address leads out of here."""
    key = request.POST.get("key", "")
    shown = data.get("offered", {}).get("shown", [])
    record = next(iter(offers.records([key])), None) if key in shown else None
    if record is None:
        return to("foi-offers")
    _counted(draft, "opened", [key])
    if request.POST.get("go") == "open":
        return redirect(record.url)
    _counted(draft, "avoided", [key])
    return page(request, "found", _("您要的信息已经公开"), record=record)


def _counted(draft: Draft, what: str, keys: list[str]) -> None:
    """Each record counts once for a draft, however often its button is pressed."""
    directory = Directory.load()
    for record in offers.records(drafts.first_time(draft, what, keys)):
        unit = offers.unit_of(record, directory)
        if unit is not None:
            filing.count_offers([unit], what=what)


@private
def confirm(request: HttpRequest) -> HttpResponse:
    """Everything on one page; sent once, however often the button is pressed."""
    visit = visit_of(request)
    if request.method == "POST":
        return _send(request, visit)
    if visit is None or (visit.draft is None and visit.application is None):
        return nothing(request)
    if visit.draft is None:
        return to("foi-receipt")
    return _confirm_page(request, visit.draft, ConfirmForm())


def _send(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    if visit is None:
        return nothing(request)
    if visit.draft is None:  # pressed again: the first receipt
        return to("foi-receipt")
    draft = visit.draft
    form = ConfirmForm(request.POST)
    verified = visitor.of(request)
    missing = parts.faults(drafts.read(draft), draft, verified)
    if missing:
        return _confirm_page(request, draft, form) if Draft.objects.filter(pk=draft.pk).exists() else to("foi-receipt")
    data = drafts.read(draft)
    values = parts.values_of(data, draft, verified)
    applicant = verified if parts.proven(data, verified) else None
    unit: Unit = values.pop("unit")
    made = posting.take(
        request,
        form,
        "foi.application",
        lambda _data: filing.file(visit, unit, values, applicant).application.pk,
        many=MANY_FILINGS,
    )
    if made is None and Draft.objects.filter(pk=draft.pk).exists():
        return _confirm_page(request, draft, form)
    return to("foi-receipt")  # pressed twice at the same moment, the draft is gone: the other one sent it


def _confirm_page(request: HttpRequest, draft: Draft, form: ConfirmForm) -> HttpResponse:
    data = drafts.read(draft)
    return page(
        request,
        "confirm",
        _("核对后提交"),
        form=form,
        rows=parts.summary(data, draft, visitor.of(request)),
        missing=parts.faults(data, draft, visitor.of(request)),
        steps=parts.steps_at(4),
        unit=Unit.objects.filter(code=data.get("unit", {}).get("unit", "")).first(),
    )


@private
def receipt(request: HttpRequest) -> HttpResponse:
    """Received: the query code until it is written down, by when the office confirms, what happens next."""
    visit = visit_of(request)
    if visit is None or visit.application is None:
        return nothing(request) if visit is None else to("foi-confirm")
    if request.method == "POST":
        filing.written_down(visit)
        return to("foi-receipt")
    found = visit.application
    code = filing.fresh_code(visit)
    return page(
        request,
        "receipt",
        _("申请已经提交"),
        application=found,
        code=codes.in_groups(code) if code else "",
        confirm_by=telling.confirm_by(found),
        status_url=request.build_absolute_uri(reverse("portal:foi-query")),
    )
