"""What each step changes in the room's own records. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures.table import Act
from mingzheng.core.relations.commands import link
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.gazette.models import Issue, Item
from mingzheng.disclosure.gazette.sections import rank, sections

PDF = "gazette.pdf"
COLUMN = "zfgb"
MOST_ITEMS = 200


def has_items(issue: Issue, _actor: Actor) -> bool:
    return issue.items.exists()


def all_public(issue: Issue, _actor: Actor) -> bool:
    return not issue.items.filter(document__listed=False).exists()


def arrange(act: Act) -> None:
    """Put the rows in their place: ``rows`` of (document, section, order); what is not named is taken out.

    Raises:
        Refused: unknown section, too many, or a document that is not public.
    """
    rows = act.data.get("rows")
    if rows is None:
        raise Refused("编排要在编排页面办理。", remedy="请打开本期的编排页面。", code="no_rows")
    issue: Issue = act.subject
    wanted = _in_order(rows)
    before = {item.document_id: item for item in issue.items.all()}
    for document_id in before.keys() - {document.pk for document, _section in wanted}:
        before[document_id].delete()
    for place, (document, section) in enumerate(wanted, 1):
        item = before.get(document.pk) or Item(issue=issue, document=document)
        item.section, item.order = section, place
        item.title, item.doc_number = document.title, document.doc_number
        item.save()
    added = len({document.pk for document, _section in wanted} - before.keys())
    removed = len(before.keys() - {document.pk for document, _section in wanted})
    act.note = f"共 {len(wanted)} 篇，加入 {added} 篇，移出 {removed} 篇"
    act.facts = {"documents": [document.pk for document, _section in wanted]}


def _in_order(rows: list[tuple[Any, str, int]]) -> list[tuple[Any, str]]:
    """By section, then by the number given; equal numbers stay as they came."""
    if len(rows) > MOST_ITEMS:
        raise Refused(f"一期最多编入 {MOST_ITEMS} 篇。", remedy="请分两期编排。", code="too_many")
    known = {section.code for section in sections()}
    for document, section, _order in rows:
        if section not in known:
            raise Refused("没有这个栏目。", remedy="请从列表中选择栏目。", field="section")
        if not document.listed:
            raise Refused(f"《{document.title}》现在没有向社会公开，不能编入公报。", remedy="请移出这份文件。")
    ordered = sorted(enumerate(rows), key=lambda pair: (rank(pair[1][1]), pair[1][2], pair[0]))
    return [(document, section) for _place, (document, section, _order) in ordered]


def edit(act: Act) -> None:
    """Numbers, cover and note of an issue in composition; its case follows.

    Raises:
        Refused: a number is taken by another issue.
    """
    issue: Issue = act.subject
    for name, value in act.data.items():
        setattr(issue, name, value)
    try:
        with transaction.atomic():
            issue.save()
    except IntegrityError as error:
        raise Refused(
            "年份和期数、总期数或公报编号已有一期使用。", remedy="请核对编号。", field="number", code="number_taken"
        ) from error
    act.case.title, act.case.number = str(issue)[:300], issue.doc_number
    act.note = f"{issue.label}，{issue.doc_number}"


def submit(act: Act) -> None:
    act.note = f"{act.subject.label}，{act.subject.items.count()} 篇"


def approve(act: Act) -> None:
    act.subject.reviewed_at = timekeeping.now()
    act.subject.save(update_fields=["reviewed_at"])
    act.note = act.data.get("remark") or ""


def send_back(act: Act) -> None:
    act.subject.reviewed_at = act.subject.signed_at = None
    act.subject.save(update_fields=["reviewed_at", "signed_at"])
    act.note = act.data["reason"]


def sign(act: Act) -> None:
    act.subject.signed_at = timekeeping.now()
    act.subject.save(update_fields=["signed_at"])
    act.note = act.data.get("remark") or ""


def publish(act: Act) -> None:
    """Fix the editions, open the issue to the public, owe its PDF."""
    issue: Issue = act.subject
    for item in issue.items.select_related("document__live"):
        item.edition = item.document.live
        item.title, item.doc_number = item.document.title, item.document.doc_number
        item.save(update_fields=["edition", "title", "doc_number"])
        link(item.document.ref, "printed_in", issue.ref, act.actor)
        touch(f"document:{item.document_id}")
    issue.status, issue.published_at, issue.dated = Issue.Status.PUBLISHED, timekeeping.now(), act.day
    issue.save(update_fields=["status", "published_at", "dated"])
    _into_column(issue, act)
    enqueue(PDF, {"issue": issue.pk})
    renew(issue)
    announce("gazette.published", {"issue": issue.pk})
    act.note = f"{issue.label}，{issue.doc_number}"


def _into_column(issue: Issue, act: Act) -> None:
    """Issues stand in the column 政府公报, where the district has one."""
    if Column.objects.filter(code=COLUMN, closed_on=None).exists():
        catalogue.place(
            issue.ref,
            [COLUMN],
            title=str(issue),
            url=issue.get_absolute_url(),
            published_on=issue.dated,
            actor=act.actor,
        )


def drop(act: Act) -> None:
    act.subject.status = Issue.Status.DROPPED
    act.subject.save(update_fields=["status"])
    act.note = act.data["reason"]


def renew(issue: Issue) -> None:
    """Pages, lists and the index follow with the commit."""
    touch("gazette", f"gazette:{issue.pk}")
    searchable.changed("gazette.issue", issue.pk)
