"""Drafting: the text and its header fields with the problems beside them, its files, what it does to other documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.journal import queries as journal
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import StaffRequest, silent_when_signed_out, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import pills
from mingzheng.desk.views.cases import happenings
from mingzheng.desk.views.documents import find_edition
from mingzheng.disclosure.catalogue import classifying
from mingzheng.disclosure.documents import differences, dossier, tagging, texts
from mingzheng.disclosure.documents.forms import AttachForm, EditForm
from mingzheng.disclosure.documents.models import Attachment, Edition
from mingzheng.disclosure.documents.tags_field import TagsField
from mingzheng.disclosure.documents.vocabulary import Scope

SECTIONS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("text", gettext_lazy("标题和正文"), ("title", "addressee", "body", "signature", "change_note")),
    (
        "basic",
        gettext_lazy("基本信息"),
        ("doc_number", "issuer", "co_issuers", "official", "genre", "normative", "decision_draft", "party", "relays", "summary"),
    ),
    ("openness", gettext_lazy("公开属性"), ("attribute", "ground", "ground_note", "secrecy", "scope")),
    ("dates", gettext_lazy("日期和效力"), ("formed_on", "printed_on", "effective_on", "expires_on")),
    ("classes", gettext_lazy("分类和标签"), ("theme", "group", "columns", "keywords", "tags", "audience")),
    ("release", gettext_lazy("发布"), ("carriers", "service_url", "release_plan")),
)  # fmt: skip


LONGEST_READ = 5_000  # characters of the text that speak for a class


@dataclass(frozen=True)
class Section:
    code: str
    label: str
    fields: list[forms.BoundField]


@dataclass(frozen=True)
class Clash:
    """A field that somebody else saved while this person was typing another value."""

    label: str
    saved: str
    typed: str


def sections(form: forms.Form) -> list[Section]:
    """The form in its sections; what no section names stands in the last."""
    named = {name for _code, _label, names in SECTIONS for name in names}
    left = [form[name] for name in form.fields if name not in named]
    found = [
        Section(code, str(label), [form[name] for name in names if name in form.fields])
        for code, label, names in SECTIONS
    ]
    found[-1].fields.extend(left)
    return found


def crumbs(edition: Edition, last: str) -> list[Crumb]:
    return [
        Crumb(_("公文公开"), reverse("desk:documents")),
        Crumb(edition.doc_number or edition.title[:16], reverse("desk:case", args=[edition.case_id])),
        Crumb(last),
    ]


def tabs(edition: Edition, current: str) -> list[Tab]:
    """The parts of a draft."""
    found = [
        Tab(_("正文和信息"), reverse("desk:document-edit", args=[edition.pk]), current == "text"),
        Tab(_("附件和图片"), reverse("desk:document-files", args=[edition.pk]), current == "files", edition.attachments.count()),
        Tab(
            _("对其他文件的效力"),
            reverse("desk:document-effects", args=[edition.pk]),
            current == "effects",
            len(dossier.planned_effects(edition)),
        ),
    ]  # fmt: skip
    if edition.scope == Scope.TARGETED:
        back = reverse("desk:document-edit", args=[edition.pk])
        url = f"{reverse('desk:act', args=[edition.case_id, 'targets'])}?next={back}"
        found.append(Tab(_("定向公开对象"), url, False, edition.grants.count()))
    return found


def drafting_refusal(request: StaffRequest, case: Case, command: str = "edit") -> Refused | None:
    return why_not(case.table, case.table.step(command, case.state), command, case, request.actor)


def case_of(edition: Edition) -> Case:
    assert edition.case is not None  # noqa: S101 - find_edition gives only editions with a case
    return edition.case


@keeps_typing
@staff_required(opens=find_edition)
@require_http_methods(["GET", "POST"])
def edit_page(request: StaffRequest, edition: Edition) -> HttpResponse:
    """The draft as a form. Saving is a step; nothing typed is lost when it is refused."""
    case = case_of(edition)
    if request.method == "POST":
        return _save(request, edition)
    refusal = drafting_refusal(request, case)
    if refusal:
        messages.info(request, str(refusal))
        return redirect("desk:case", pk=case.pk)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, _("您登录前填写的内容已放回，还没有保存。"))
    return _page(request, edition, EditForm(typed, case=case))


def _save(request: StaffRequest, edition: Edition) -> HttpResponse:
    case = case_of(edition)
    sent = whole(request.POST.get("revision", ""))
    typed = _with_taken(_with_presumed(request.POST, case), case)
    try:
        entry = act(case, "edit", request.actor, typed, revision=_seen(request, case, sent))
    except FormRefused as refused:
        return _page(request, edition, refused.form)
    except Refused as refused:
        return _refused(request, edition, typed, refused, sent)
    messages.success(request, _("已保存。%(note)s") % {"note": entry.summary})
    if request.POST.get("do") == "leave":
        return redirect("desk:case", pk=case.pk)
    return redirect("desk:document-edit", pk=edition.pk)


def _seen(request: StaffRequest, case: Case, sent: int | None) -> int:
    """The revision on the page; what the person's own editor uploaded since does not make the page old."""
    if sent is None or sent >= case.revision:
        return -1 if sent is None else sent
    newer = journal.case_timeline(case.pk).order_by("-id")[: case.revision - sent]
    own = all(
        one.person_id == request.actor.person_id and one.action == f"{case.procedure}.attach" and one.data.get("placed")
        for one in newer
    )
    return case.revision if own else sent


def _with_presumed(posted: QueryDict, case: Case) -> QueryDict:
    """The presumed expiry, when the drafter pressed the button that accepts it."""
    if posted.get("do") != "presume":
        return posted
    form = EditForm(posted, case=case)
    form.is_valid()
    found = dossier.presumed(form.cleaned_data)
    if found is None:
        return posted
    accepted = posted.copy()
    accepted["expires_on"] = found.until.isoformat()
    return accepted


def _with_taken(posted: QueryDict, case: Case) -> QueryDict:
    """A suggested class, when its button was pressed: put into the field beside what stands there."""
    taken = posted.get("do", "").split(":", 2)
    if len(taken) != 3 or taken[0] != "take" or taken[1] not in ("group", "columns", "tags"):
        return posted
    _word, name, code = taken
    accepted = posted.copy()
    several = [code] if name == "group" else [*posted.getlist(name), code]
    accepted.setlist(name, list(dict.fromkeys(several)))
    return accepted


def _refused(
    request: StaffRequest, edition: Edition, typed: QueryDict, refused: Refused, sent: int | None
) -> HttpResponse:
    """Somebody was faster, or the draft was handed in meanwhile: what was typed stays on the page."""
    fresh = find_edition(request, edition.pk)
    case = case_of(fresh)
    form = EditForm(typed, case=case)
    clashes, changes = _clashes(form, fresh) if form.is_valid() else ([], [])
    if refused.code == "stale" and form.is_valid() and not clashes and not changes:
        messages.info(request, _("这些内容已经保存，没有重复登记。"))
        return redirect("desk:document-edit", pk=fresh.pk)
    newer = case.revision - sent if sent is not None and sent < case.revision else 1
    context = {
        "refusal": refused,
        "may_save": drafting_refusal(request, case) is None,
        "clashes": clashes,
        "text_changes": changes,
        "changed": happenings(case, journal.case_timeline(case.pk).select_related("seal").order_by("-id")[: min(newer, 8)]),
    }  # fmt: skip
    return _page(request, fresh, form, context, status=409)


def _clashes(form: EditForm, saved: Edition) -> tuple[list[Clash], list[differences.Row]]:
    """Where the saved draft differs from what was typed: fields, and the text side by side."""
    mine = Edition.objects.get(pk=saved.pk)
    for name, value in form.cleaned_data.items():
        setattr(mine, name, value)
    found = []
    for name in form.cleaned_data:
        before, after = dossier.shown(saved, name), dossier.shown(mine, name)
        if name != "body" and before != after:
            found.append(Clash(dossier.field_label(name), before or _("（空）"), after or _("（空）")))
    return found, differences.side_by_side(texts.plain_text(saved.body), texts.plain_text(mine.body))


def _page(
    request: StaffRequest, edition: Edition, form: forms.Form, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    case = case_of(edition)
    typed = _readable(form)
    context = {
        "edition": edition,
        "case": case,
        "form": form,
        "sections": sections(form),
        "tabs": tabs(edition, "text"),
        "pill": pills([case])[case.pk],
        "may_save": True,
        "unclassed": not (edition.theme and edition.group and edition.columns) or _wants_tags(form),
        "suggestions": _suggested(edition) if "suggest" in request.GET else None,
        "crumbs": crumbs(edition, _("修改文稿")),
        **_advice(edition, typed),
        **(more or {}),
    }
    return render(request, "desk/documents/edit.html", context, status=status)


def _wants_tags(form: forms.Form) -> bool:
    """A catalogue is in force: suggestions stand beside the form as long as it is open."""
    return isinstance(form.fields.get("tags"), TagsField)


def _readable(form: forms.Form) -> dict[str, Any]:
    """What was typed, as far as it can be read; nothing for a form that nobody filled in yet."""
    if not form.is_bound:
        return {}
    form.is_valid()
    return dict(form.cleaned_data)


def _advice(edition: Edition, typed: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the form: problems, the presumed expiry."""
    values = {"title": edition.title, "normative": edition.normative, "effective_on": edition.effective_on,
              "expires_on": edition.expires_on, **typed}  # fmt: skip
    return {"problems": dossier.typed_problems(edition, typed), "presumed": dossier.presumed(values)}


@dataclass(frozen=True)
class Suggested:
    """A class that the catalogue suggests; ``take`` is what its button sends, "" when a person must choose more closely."""

    label: str
    value: str
    reason: str
    take: str


def _suggested(edition: Edition) -> list[Suggested]:
    """The first two classes of each kind, for what the draft has not yet."""
    found = classifying.suggest(texts.plain_text(edition.body)[:LONGEST_READ], edition.title)
    rows = []
    for facet, name in (("theme", "theme"), ("group", "group"), ("column", "columns")):
        if getattr(edition, name):
            continue
        for one in [row for row in found if row.facet == facet][:2]:
            take = "" if facet == "theme" else f"take:{name}:{one.code}"
            rows.append(Suggested(dossier.field_label(name), one.label, one.reason, take))
    return [*rows, *_suggested_tags(edition)]


def _suggested_tags(edition: Edition) -> list[Suggested]:
    """Tags of the catalogue in force that the words point to and the draft does not carry."""
    catalogue = tagging.vocabulary()
    if catalogue is None:
        return []
    label = dossier.field_label("tags")
    found = catalogue.suggest(edition.title, texts.plain_text(edition.body))
    return [
        Suggested(label, one.name, one.reason, f"take:tags:{one.name}") for one in found if one.name not in edition.tags
    ]


@staff_required(opens=find_edition)
@require_GET
def suggestions(request: StaffRequest, edition: Edition) -> HttpResponse:
    """Suggested classes for the saved draft, drawn into the page when it has loaded. Writes nothing."""
    return render(request, "desk/documents/_suggestions.html", {"suggestions": _suggested(edition)})


@silent_when_signed_out  # a page of the sign-in would be drawn into the form
@staff_required(opens=find_edition)
@require_POST
def problems(request: StaffRequest, edition: Edition) -> HttpResponse:
    """The problems of what stands in the form now; asked by the page while somebody types. Saves nothing."""
    form = EditForm(request.POST, case=case_of(edition))
    return render(request, "desk/documents/_problems.html", _advice(edition, _readable(form)))


@staff_required(opens=find_edition)
@require_POST
def picture(request: StaffRequest, edition: Edition) -> HttpResponse:
    """A picture that the editor puts into the text: kept as a file of the edition, answered with its address."""
    sent: MultiValueDict[str, Any] = MultiValueDict({"uploads": request.FILES.getlist("file")})
    data = {"role": Attachment.Role.PICTURE.value, "placed": "on"}
    try:
        act(case_of(edition), "attach", request.actor, data, files=sent)
    except FormRefused as refused:
        said = [str(error) for errors in refused.form.errors.values() for error in errors]
        return JsonResponse({"message": " ".join(said)}, status=400)
    except Refused as refused:
        return JsonResponse({"message": str(refused)}, status=409)
    upload: Any = request.FILES["file"]
    upload.seek(0)
    print_of = hashlib.sha256(upload.read()).hexdigest()
    file = files_of(edition.ref).filter(sha256=print_of).latest("uploaded_at")
    return JsonResponse({"src": texts.picture_address(file.pk)})


@staff_required(opens=find_edition)
@require_GET
def files_page(request: StaffRequest, edition: Edition) -> HttpResponse:
    """Attachments and pictures; each change is a step that leads back here."""
    case = case_of(edition)
    refusal = drafting_refusal(request, case, "attach")
    if refusal:
        messages.info(request, str(refusal))
        return redirect("desk:case", pk=case.pk)
    context = {
        "edition": edition,
        "case": case,
        "files": dossier.file_lines(edition),
        "add_files": AttachForm(case=case, auto_id="files-%s"),
        "add_picture": AttachForm(case=case, auto_id="picture-%s"),
        "tabs": tabs(edition, "files"),
        "here": request.path,
        "crumbs": crumbs(edition, _("附件和图片")),
    }
    return render(request, "desk/documents/files.html", context)
