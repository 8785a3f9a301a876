"""Bringing a paper in: a file or pasted text, then every proposal beside its source words; the draft exists after that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import Upload, UploadField
from mingzheng.core.submissions.acting import once
from mingzheng.core.submissions.keys import KeyField
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, own_unit, post_required, refused_status
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.disclosure.documents import bringing_in
from mingzheng.disclosure.documents.intake import cleaning
from mingzheng.disclosure.documents.intake_form import ConfirmForm
from mingzheng.disclosure.documents.models import BroughtIn

ACCEPT = ".docx,.pdf,.ofd,.txt"


class PaperField(UploadField):
    """Only what can become a text: the common advice for uploads would send people away to try tables and pictures."""

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        try:
            found = super().clean(data, initial)
        except forms.ValidationError as error:
            if error.code in ("unknown_type", "type_not_allowed"):
                raise forms.ValidationError(str(cleaning.no_reader()), code="no_reader") from error
            raise
        return found


class BringInForm(forms.Form):
    """A file, or a text; or neither, for an empty draft that is typed here."""

    form_key = KeyField()
    file = PaperField(
        label=gettext_lazy("公文文件"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=gettext_lazy("支持 .docx、.pdf（文字版）、.ofd、.txt。读入后由您核对，核对前不建立文稿。"),
    )
    pasted = forms.CharField(
        label=gettext_lazy("或者粘贴正文"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("连同标题、文号、落款一起粘贴，系统会认出来。"),
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if "file" not in self.errors and not held.get("file") and not held.get("pasted", "").strip():
            raise forms.ValidationError(_("请选择文件，或者粘贴正文。"))
        return held


def _crumbs(*more: Crumb) -> list[Crumb]:
    return [Crumb(_("公文公开"), reverse("desk:documents")), *more]


@keeps_typing
@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Choose a file or paste; go on with what waits."""
    typed = typed_before(request) if request.method == "GET" else None
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm(initial=_first(typed))
    if request.method == "POST" and form.is_valid():
        try:
            done = once(form, "documents.brought_in", lambda data: _receive(request, data), holder=str(request.actor))
        except Refused as refused:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", str(refused))
        else:
            return redirect("desk:document-confirm", pk=done.result)
    context = {"form": form, "waiting": bringing_in.waiting(request.actor)[:20], "crumbs": _crumbs(Crumb(_("起草")))}
    return render(request, "desk/documents/new.html", context)


def _receive(request: StaffRequest, data: dict[str, Any]) -> int:
    upload = data["file"]
    brought = bringing_in.receive(
        own_unit(request),
        request.actor,
        data=upload.data if upload else b"",
        name=upload.name if upload else "",
        pasted="" if upload else data["pasted"],
    )
    return brought.pk


def _first(typed: QueryDict | None) -> dict[str, str]:
    return {"pasted": typed.get("pasted", "")} if typed is not None else {}


def _brought(request: StaffRequest, pk: int) -> BroughtIn:
    """What the own unit brought in; 404 for any other."""
    rows = BroughtIn.objects.select_related("unit", "edition")
    return get_object_or_404(rows, pk=pk, unit_id=request.actor.unit_id, dropped_at=None)


@keeps_typing
@post_required(Post.OFFICER, opens=_brought)
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest, brought: BroughtIn) -> HttpResponse:
    """Every proposal beside its words. Confirming makes the draft; going away keeps what was typed."""
    if brought.edition is not None:
        messages.info(request, _("这份文件已经建立文稿，没有重复建立。"))
        return redirect("desk:document-edit", pk=brought.edition.pk)
    if request.method == "POST" and request.POST.get("do") == "drop":
        try:
            bringing_in.drop(brought, request.actor)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.info(request, _("已放弃「%(name)s」，没有建立文稿。") % {"name": brought.name})
        return redirect("desk:document-new")
    reading = bringing_in.read(brought)
    data = request.POST if request.method == "POST" else typed_before(request)
    form = _form(brought, reading, data)
    refusal: Refused | None = None
    if request.method == "POST":
        bringing_in.keep_typed(brought, _plain(request.POST, form))
        if request.POST.get("do") == "later":
            messages.info(request, _("填写的内容已保存，可以以后继续核对。"))
            return redirect("desk:document-new")
        if form.is_valid():
            try:
                return _made(request, brought, form)
            except Refused as refused:
                refusal = refused
    return _page(request, brought, reading, form, refusal)


def _form(brought: BroughtIn, reading: bringing_in.Reading, data: QueryDict | None) -> ConfirmForm:
    return ConfirmForm(
        data, reading=reading, has_file=brought.file_id is not None, unit_name=brought.unit.name, typed=brought.typed
    )


def _plain(posted: QueryDict, form: ConfirmForm) -> dict[str, Any]:
    """What was typed, by field; an unticked box is typed too."""
    boxes = {name for name, field in form.fields.items() if isinstance(field, forms.BooleanField)}
    return {name: name in posted if name in boxes else posted.get(name, "")[:1000] for name in form.fields}


def _made(request: StaffRequest, brought: BroughtIn, form: ConfirmForm) -> HttpResponse:
    keep = form.cleaned_data.get("keep_original") or "internal"
    edition = bringing_in.confirm(brought, request.actor, form.values(), keep_original=keep)
    messages.success(
        request, _("已建立文稿《%(title)s》。请补齐其余各项，解决右侧列出的问题。") % {"title": edition.title}
    )
    return redirect("desk:document-edit", pk=edition.pk)


def _page(
    request: StaffRequest,
    brought: BroughtIn,
    reading: bringing_in.Reading,
    form: ConfirmForm,
    refusal: Refused | None,
) -> HttpResponse:
    cleaned = reading.cleaned
    context = {
        "brought": brought,
        "form": form,
        "refusal": refusal,
        "notes": cleaned.notes,
        "pictures": len(cleaned.pictures),
        "left_out": cleaning.left_out(cleaned),
        "body": cleaned.html,
        "attachments": reading.found.value("attachments"),
        "repeals": reading.found.value("repeals"),
        "crumbs": _crumbs(Crumb(_("起草"), reverse("desk:document-new")), Crumb(brought.name)),
    }
    return render(request, "desk/documents/confirm.html", context, status=refused_status(request, refusal))
