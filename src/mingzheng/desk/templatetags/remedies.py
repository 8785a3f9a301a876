"""``{% load remedies %}``: the remedies of an application, and the file of one, as the case page shows them."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.actors import Actor
from mingzheng.core.files.queries import files_of
from mingzheng.desk.pills import pills
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import sees
from mingzheng.requests.remedies import queries
from mingzheng.requests.remedies.models import RemedyCase

register = template.Library()


@register.simple_tag
def remedies_of(application: Application, actor: Actor) -> dict[str, Any]:
    """``{% remedies_of subject actor as r %}``: the list and whether this actor may report another."""
    found = queries.of_application(application)
    running = [one.case for one in found if one.case is not None and one.case.closed_at is None]
    held = pills(running) if running else {}
    return {
        "rows": [(one, held.get(one.case_id) if one.case_id else None) for one in found],
        "may_report": queries.may_report(application, actor),
    }


@register.simple_tag
def remedy_file(remedy: RemedyCase, actor: Actor) -> dict[str, Any]:
    """``{% remedy_file subject actor as r %}``: claim, decision, evidence with its files, the other papers."""
    evidence = list(remedy.evidence.select_related("paper"))
    listed = {one.paper_id for one in evidence}
    return {
        "evidence": evidence,
        "papers": [file for file in files_of(remedy.ref) if file.pk not in listed],
        "application_url": remedy.application.get_absolute_url() if sees(remedy.application, actor) else "",
        "sheets": list(remedy.warnings.select_related("case")),
    }
