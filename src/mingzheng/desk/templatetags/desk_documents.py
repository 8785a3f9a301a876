"""``{% load desk_documents %}``: what the desk shows of an edition."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.utils.safestring import SafeString, mark_safe

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.disclosure.documents import dossier, texts
from mingzheng.disclosure.documents.models import Edition, Finding

register = template.Library()


@register.simple_tag
def dossier_of(edition: Edition) -> dossier.Dossier:
    """``{% dossier_of subject as d %}``: problems, findings, reviews, files, effects, differences."""
    return dossier.of(edition)


@register.filter
def body_of(edition: Edition) -> SafeString:
    """``{{ edition|body_of }}``: the text as it will look; cleaned again on its way out."""
    return mark_safe(texts.clean(edition.body))  # noqa: S308 - only the elements that the room allows are left


@register.filter
def clean_html(body: str) -> SafeString:
    """``{{ body|clean_html }}``: a text that is no edition's yet; pictures that are not our own files are left out."""
    return mark_safe(texts.clean(body))  # noqa: S308 - only the elements that the room allows are left


@register.simple_tag
def may(case: Case, actor: Actor, command: str) -> bool:
    """``{% may case actor "edit" as allowed %}``: would the step be permitted now?"""
    return why_not(case.table, case.table.step(command, case.state), command, case, actor) is None


@register.simple_tag
def findings_to_choose(form: forms.Form, actor: Actor) -> list[tuple[Finding, bool]]:
    """``{% findings_to_choose form actor as rows %}``: open findings and whether they are ticked; one's own kind first."""
    edition: Edition = form.edition  # type: ignore[attr-defined]
    ticked = {str(one) for one in form["findings"].value() or []}
    first = Finding.Kind.SECRECY if actor.post is Post.SECRECY else Finding.Kind.PRIVACY
    rows = edition.findings.filter(resolution="", gone=False)
    return [(row, str(row.pk) in ticked) for row in sorted(rows, key=lambda row: (row.kind != first, row.pk))]


@register.filter
def field_name(name: str) -> Any:
    """``{{ problem.field|field_name }}``: what a header field is called."""
    return dossier.field_label(name)
