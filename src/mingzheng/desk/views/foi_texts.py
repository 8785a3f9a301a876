"""文书文本: the office's wording in versions, checked for what the law wants in them, looked at before it holds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.core.submissions.fields import day, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.disclosure.documents.differences import side_by_side
from mingzheng.requests.foi.letters import samples, texts
from mingzheng.requests.foi.models import LetterText


class TextForm(forms.Form):
    """A new version; earlier ones stay as they were."""

    form_key = KeyField()
    title = forms.CharField(
        label=gettext_lazy("文书标题"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("不填用法定文书的名称。"),
    )
    body = text(
        gettext_lazy("文本"),
        gettext_lazy("一行一段；{…} 由系统填写。"),
        most=8000,
        rows=12,
        lacking=gettext_lazy("请写文本。"),
    )
    valid_from = day(
        gettext_lazy("启用日期"), gettext_lazy("从这一天起签发的文书用新文本；已经签发的不变。"), required=True
    )
    valid_to = day(gettext_lazy("停用日期"), gettext_lazy("只在一段时间内使用的填写；过后用前一版。"))


def _crumbs(last: str = "") -> list[Crumb]:
    first = Crumb(_("文书文本"), reverse("desk:foi-texts") if last else "")
    return [first, Crumb(last)] if last else [first]


@post_required(*OFFICE_POSTS)
@require_GET
def wordings(request: StaffRequest) -> HttpResponse:
    """Every wording with the version that holds today."""
    groups = [(_("文书"), "letter."), (_("答复正文（按办理结果）"), "reason.")]
    lines = texts.lines(timekeeping.today())
    context = {
        "groups": [(label, [line for line in lines if line.key.startswith(mark)]) for label, mark in groups],
        "crumbs": _crumbs(),
    }
    return render(request, "desk/foi/texts.html", context)


@keeps_typing
@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def wording(request: StaffRequest, key: str) -> HttpResponse:
    """One wording: its versions, two of them compared, a new one written, looked at and put into force."""
    try:
        must, may = texts.places_of(key)
    except Refused as refused:
        raise Http404 from refused
    versions = list(LetterText.objects.filter(key=key))
    form = _form(request, versions)
    if request.method == "POST" and form.is_valid():
        try:
            texts.check(key, form.cleaned_data["body"])
            if "preview" not in request.POST:
                return _add(request, key, form)
        except Refused as refused:
            say_no(form, refused)
    label = texts.label_of(key)
    context: dict[str, Any] = {
        "key": key,
        "label": label,
        "form": form,
        "must": must,
        "may": may,
        "versions": versions,
        "current": texts.holding(versions, timekeeping.today()),
        "sample": _sample(key, form),
        **_compared(request, versions),
        "crumbs": _crumbs(label),
    }
    return render(request, "desk/foi/text.html", context)


def _form(request: StaffRequest, versions: list[LetterText]) -> TextForm:
    if request.method == "POST":
        return TextForm(request.POST)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, _("您登录前填写的内容已放回，还没有提交。"))
        return TextForm(initial=typed.dict())
    today = timekeeping.today()
    newest = texts.holding(versions, today) or (versions[0] if versions else None)
    start = {"title": newest.title, "body": newest.body} if newest else {}
    return TextForm(initial={**start, "valid_from": today})


def _add(request: StaffRequest, key: str, form: TextForm) -> HttpResponse:
    once(
        form, f"foi.text.{key}", lambda data: texts.add_version(key, actor=request.actor, **data).pk,
        holder=str(request.actor),
    )  # fmt: skip
    messages.success(
        request, _("新文本已登记，自 %(day)s 起启用。") % {"day": chinese_date(form.cleaned_data["valid_from"])}
    )
    return redirect("desk:foi-text", key=key)


def _sample(key: str, form: TextForm) -> samples.Composed | None:
    """The letter with sample facts, of what stands in the form; nothing while it names what nobody fills."""
    body, title = str(form["body"].value() or ""), str(form["title"].value() or "")
    try:
        return samples.sample(key, body, timekeeping.today(), title)
    except Refused:
        return None


def _compared(request: StaffRequest, versions: list[LetterText]) -> dict[str, Any]:
    """Two versions beside each other, as ``?a=1&b=2`` asks."""
    known = {one.version: one for one in versions}
    a, b = (known.get(whole(request.GET.get(name, ""), 4) or 0) for name in ("a", "b"))
    if a is None or b is None:
        return {"compared": False}
    return {"compared": True, "a": a, "b": b, "differences": side_by_side(a.body, b.body)}
