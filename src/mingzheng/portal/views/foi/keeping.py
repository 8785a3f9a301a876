"""Drafts kept for later: the code, going on, deleting; and leaving a computer that others use too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from mingzheng.core import codes
from mingzheng.core.errors import Refused
from mingzheng.portal import posting
from mingzheng.portal.views.foi.visiting import forget, page, private, to, visit_of
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.forms.filing import DraftCodeForm
from mingzheng.requests.foi.models import Visit


@private
def draft(request: HttpRequest) -> HttpResponse:
    """The draft of this browser with its code, or a form that asks for a code."""
    visit = visit_of(request)
    if request.method == "POST":
        return _posted(request, visit)
    if visit is None or visit.draft is None:
        return _ask(request, DraftCodeForm())
    code = str(drafts.read(visit.draft).get("code", "")) if visit.draft.code_hash else ""
    return page(request, "draft", _("申请草稿"), draft=visit.draft, code=codes.in_groups(code) if code else "")


def _posted(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    go = request.POST.get("go", "")
    if go == "resume":
        return _resume(request)
    if visit is None:
        return forget(page(request, "left", _("已经离开"), deleted=False))
    if go == "save" and visit.draft is not None:
        drafts.code_of(visit.draft)
        return to("foi-draft")
    if go == "delete" and visit.draft is not None:
        drafts.forget(visit.draft)
        return forget(page(request, "left", _("草稿已经删除"), deleted=True))
    if go == "leave":
        kept = visit.draft is None or bool(visit.draft.code_hash)
        drafts.leave(visit)
        return forget(page(request, "left", _("已经离开") if kept else _("草稿已经删除"), deleted=not kept))
    return to("foi-draft")


def _resume(request: HttpRequest) -> HttpResponse:
    form = DraftCodeForm(request.POST)
    key = posting.look_up(request, form, "foi.draft", lambda: _resumed(form.cleaned_data["code"]))
    return _ask(request, form) if key is None else to("foi-draft", key)


def _resumed(code: str) -> str:
    """What the browser holds from now on."""
    key = drafts.resume(code)
    if key is None:
        raise Refused(
            _("没有这份草稿。请核对草稿码。"), remedy=_("草稿保存三十天，到期、提交或者删除后就没有了。"), field="code"
        )
    return key


def _ask(request: HttpRequest, form: DraftCodeForm) -> HttpResponse:
    return page(request, "draft_code", _("继续填写草稿"), form=form)
