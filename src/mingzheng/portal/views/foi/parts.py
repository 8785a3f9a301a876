"""The parts of the form in their order, and how each is bound to what the draft holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadsField
from mingzheng.core.identity.people import Verified
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Step
from mingzheng.requests.foi import drafts
from mingzheng.requests.foi.forms import filing as forms_of
from mingzheng.requests.foi.forms.filing import wanted_text
from mingzheng.requests.foi.models import Draft


@dataclass(frozen=True)
class Part:
    """``key`` names the part in the draft and its address; ``step`` is its place in the row of steps, from 0."""

    key: str
    title: str | Promise
    step: int


PARTS = (
    Part("what", _("您想要什么信息"), 0),
    Part("unit", _("向哪个单位申请"), 1),
    Part("kind", _("谁来申请"), 2),
    Part("who", _("申请人的信息"), 2),
    Part("way", _("怎样给您、怎样联系您"), 3),
)
STEPS = (_("要什么"), _("向谁要"), _("谁申请"), _("怎样给"), _("核对提交"))


def part_of(key: str) -> Part:
    return next(part for part in PARTS if part.key == key)


def steps_at(step: int) -> list[Step]:
    return [
        Step(str(label), "done" if at < step else "current" if at == step else "todo") for at, label in enumerate(STEPS)
    ]


def form_class(key: str, data: dict[str, Any]) -> type[forms.Form]:
    if key == "who":
        person = data.get("kind", {}).get("applicant_kind", "natural") == "natural"
        return forms_of.PersonForm if person else forms_of.OrganisationForm
    kinds: dict[str, type[forms.Form]] = {
        "what": forms_of.WhatForm,
        "unit": forms_of.UnitForm,
        "kind": forms_of.KindForm,
        "way": forms_of.WayForm,
    }
    return kinds[key]


def form_of(
    key: str,
    data: dict[str, Any],
    *,
    draft: Draft | None = None,
    posted: Any = None,
    files: Any = None,
    judged: bool = False,
    verified: Verified | None = None,
) -> forms.Form:
    """The form of a part: with what was posted, or what the draft holds; ``judged`` shows what is wrong with that.

    Args:
        verified: who is signed in: fills in what is asked anyway, and is the proof of identity where they apply themselves.
    """
    kind = form_class(key, data)
    extra: dict[str, Any] = {}
    if key == "who":
        extra |= {"has_proof": draft is not None and bool(drafts.proofs(draft)), "verified": verified}
    if posted is not None:
        return kind(posted, files, **extra)
    held = data.get(key, {})
    if key == "kind" and not held and verified is not None:
        held = {"applicant_kind": "business" if verified.is_enterprise else "natural"}
    if judged:
        return kind(held, MultiValueDict(), **extra)
    return kind(initial=held, **extra)


def typed(form: forms.Form) -> dict[str, str]:
    """Everything typed and chosen, as it came; files are kept elsewhere."""
    names = [name for name, field in form.fields.items() if not isinstance(field, UploadsField)]
    return {name: str(form.data[name])[:4000] for name in names if name in form.data}


def faults(data: dict[str, Any], draft: Draft, verified: Verified | None = None) -> list[Part]:
    """Parts that are not complete."""
    judged = [(part, form_of(part.key, data, draft=draft, judged=True, verified=verified)) for part in PARTS]
    return [part for part, form in judged if not form.is_valid()]


def proven(data: dict[str, Any], verified: Verified | None) -> bool:
    """Is the applicant of this draft the one who is signed in?"""
    form = form_of("who", data, verified=verified)
    return isinstance(form, forms_of.IdentityForm) and form.proven(data.get("who", {}))


def values_of(data: dict[str, Any], draft: Draft, verified: Verified | None = None) -> dict[str, Any]:
    """The cleaned values of a complete draft, as ``filing.file`` takes them, and the unit under ``unit``."""
    values: dict[str, Any] = {}
    for part in PARTS:
        form = form_of(part.key, data, draft=draft, judged=True, verified=verified)
        form.is_valid()
        values |= form.cleaned_data
    values["wanted"] = wanted_text(values)
    values["unit"] = Unit.objects.get(code=values["unit"])
    dropped = ("title", "number", "about", "proof", "proof_later", "id_sure")
    return {name: value for name, value in values.items() if name not in dropped}


def after(key: str) -> str:
    """The name of the next page."""
    following = {"what": "foi-offers", "unit": "foi-kind", "kind": "foi-who", "who": "foi-way", "way": "foi-confirm"}
    return following[key]


def before(key: str) -> str:
    return {"what": "foi", "unit": "foi-what", "kind": "foi-unit", "who": "foi-kind", "way": "foi-who"}[key]


def summary(
    data: dict[str, Any], draft: Draft, verified: Verified | None = None
) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Each part with its questions and answers, as the applicant will send them."""
    rows = []
    for part in (one for one in PARTS if one.key in data):
        form = form_of(part.key, data, draft=draft, judged=True)
        form.is_valid()
        rows.append((part, [(str(bound.label), _said(bound)) for bound in form if _said(bound)]))
        if part.key == "who":
            names = "、".join(one.name for one in drafts.proofs(draft))
            proof = names or str(_("已核验身份") if proven(data, verified) else _("以后再补"))
            rows[-1][1].append((str(form.fields["proof"].label), proof))
    return [row for row in rows if row[1]]


def _said(bound: forms.BoundField) -> str:
    value = bound.value()
    if isinstance(bound.field, UploadsField | forms.BooleanField) or value in (None, ""):
        return ""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return str(value)
    flat: dict[str, str] = {}
    for code, label in choices:
        flat.update({str(c): str(name) for c, name in label} if isinstance(label, list) else {str(code): str(label)})
    return flat.get(str(value), "")
