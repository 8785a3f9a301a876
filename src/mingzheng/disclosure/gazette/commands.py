"""Every write to the gazette: check, change, journal, freshness, in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.permission import OFFICE_POSTS, still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.gazette.effects import PDF, renew
from mingzheng.disclosure.gazette.models import Dispatch, Issue, Item, Recipient, YearPlan
from mingzheng.disclosure.gazette.sections import suggested

ART_23 = "《政府信息公开条例》第二十三条"
ART_25 = "《政府信息公开条例》第二十五条（向国家档案馆、公共图书馆提供主动公开的政府信息）"
POINT_10 = "政务公开工作要点第十点：做好政府公报编撰和赠阅工作"


def office() -> Unit:
    """区府办, to which the gazette belongs.

    Raises:
        Refused: the directory holds none.
    """
    found = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first()
    if found is None:
        raise Refused("单位表里没有区政府办公室。", remedy="请先导入单位。", code="no_office")
    return found


def proposed(day: dt.date) -> dict[str, Any]:
    """The numbers that follow, and the words of the cover; a person confirms them."""
    district = settings.MINGZHENG_DISTRICT
    standing = Issue.objects.exclude(status=Issue.Status.DROPPED)
    number = (standing.filter(year=day.year).aggregate(last=Max("number"))["last"] or 0) + 1
    short = district.split("市")[-1].removesuffix("区") or district
    return {
        "year": day.year,
        "number": number,
        "total": (standing.aggregate(last=Max("total"))["last"] or 0) + 1,
        "doc_number": f"{short}公报〔{day.year}〕{number}号",
        "name": f"{district}人民政府公报",
        "organiser": f"{district}人民政府办公室",
        "dated": day,
        "note": "",
    }


@transaction.atomic
def begin(actor: Actor, values: dict[str, Any]) -> Issue:
    """A new issue and its case.

    Raises:
        Refused: a number is taken, or the actor's post may not begin one.
    """
    try:
        with transaction.atomic():
            issue = Issue.objects.create(**values)
    except IntegrityError as error:
        raise Refused(
            "年份和期数、总期数或公报编号已有一期使用。", remedy="请核对编号。", field="number", code="number_taken"
        ) from error
    issue.case = open_case(
        "gazette.issue", issue.ref, unit=office(), actor=actor, title=str(issue), number=issue.doc_number
    )
    issue.save(update_fields=["case"])
    return issue


def arrange(issue: Issue, actor: Actor, rows: list[tuple[Document, str, int]], *, revision: int | None = None) -> Entry:
    """Fix which documents stand in the issue, in which section and order.

    Raises:
        Refused: the issue is not being composed, or one of the rows cannot stand.
    """
    if issue.case is None:
        raise Refused("这一期没有事项。", remedy="请联系系统管理员。", code="no_case")
    return act(issue.case, "arrange", actor, {"rows": rows}, revision=revision)


def suited(documents: list[Document], after: int) -> list[tuple[Document, str, int]]:
    """Rows that put documents into the sections that suit them, behind what stands there."""
    return [(document, suggested(document), after + place) for place, document in enumerate(documents, 1)]


def add(issue: Issue, actor: Actor, documents: list[Document]) -> Entry:
    """Put documents into the issue; those already in stay where they are.

    Raises:
        Refused: as ``arrange``.
    """
    held = list(issue.items.select_related("document"))
    known = {item.document_id for item in held}
    fresh = [document for document in documents if document.pk not in known]
    rows = [(item.document, item.section, item.order) for item in held]
    return arrange(issue, actor, [*rows, *suited(fresh, len(held))])


# --- the printed and readable file -------------------------------------------------------------------


@transaction.atomic
def keep_pdf(issue: Issue, data: bytes, pages: int) -> StoredFile:
    """Keep the PDF of a published issue; an earlier one is taken away, since it may show what was withdrawn.

    Raises:
        Refused: the issue is not published.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.status != Issue.Status.PUBLISHED:
        raise Refused("这一期还没有出版。", code="not_published")
    machine = Actor.system("公报排版")
    name = f"{issue.name}{issue.year}年第{issue.number}期.pdf"
    stored = files.store(data, name, owner=issue.ref, actor=machine, label=name)
    earlier, issue.pdf_id, issue.pdf_pages = issue.pdf_id, stored.pk, pages
    issue.save(update_fields=["pdf_id", "pdf_pages"])
    if earlier and earlier != stored.pk:
        for old in StoredFile.objects.filter(pk=earlier):
            files.remove(old, actor=machine)
    renew(issue)
    return stored


@handler("gazette.withdrawn", label="公报：文件撤下后重排", event="documents.withdrawn")
def on_withdrawn(payload: dict[str, Any]) -> None:
    """``{document}``: issues that hold it show a notice in its place, on the page and in the file."""
    _remade(Item.objects.filter(document=payload["document"]))


@handler("gazette.past_withdrawn", label="公报：历史版本撤下后重排", event="documents.past_withdrawn")
def on_past_withdrawn(payload: dict[str, Any]) -> None:
    """``{document, edition}``: an issue that printed this very edition must not go on showing it in its file."""
    _remade(Item.objects.filter(edition=payload["edition"]))


@handler("gazette.released", label="公报：文件有新版后核对", event="documents.released")
def on_released(payload: dict[str, Any]) -> None:
    """``{document, edition}``: an edition other than the printed one may have narrowed who may read the document."""
    _remade(Item.objects.filter(document=payload["document"]).exclude(edition=payload["edition"]))


def _remade(items: QuerySet[Item]) -> None:
    """Owe the published issues of these items their file anew; what is the same gives the same file."""
    for issue in Issue.objects.filter(status=Issue.Status.PUBLISHED, items__in=items).distinct():
        enqueue(PDF, {"issue": issue.pk})
        renew(issue)


@transaction.atomic
def remake_pdf(issue: Issue, actor: Actor) -> None:
    """Owe the PDF once more, after a person removed what stood in its way (a missing face).

    Raises:
        Refused: wrong post, or the issue is not published.
    """
    _require_office(actor)
    if issue.status != Issue.Status.PUBLISHED:
        raise Refused("这一期还没有出版。", remedy="请在编排页面用「试排」查看。", code="not_published")
    enqueue(PDF, {"issue": issue.pk})
    _note("gazette.pdf_again", issue.ref, "重新生成公报版式文件", ART_23, actor)


# --- year plan, distribution ----------------------------------------------------------------------------


@transaction.atomic
def plan_year(actor: Actor, year: int, planned: int) -> YearPlan:
    """How many issues a year is to have; written again it replaces the number."""
    _require_office(actor)
    plan, _made = YearPlan.objects.update_or_create(year=year, defaults={"planned": planned})
    _note(
        "gazette.year_planned",
        RecordRef("gazette.plan", str(plan.pk)),
        f"{year}年计划出版 {planned} 期",
        POINT_10,
        actor,
    )
    return plan


@transaction.atomic
def save_recipient(actor: Actor, values: dict[str, Any], recipient: Recipient | None = None) -> Recipient:
    """Enter or change a recipient of printed copies.

    Raises:
        Refused: wrong post, or the name is in the list already.
    """
    _require_office(actor)
    row = recipient or Recipient()
    for name in ("name", "kind", "unit", "address", "copies", "active"):
        if name in values:
            setattr(row, name, values[name])
    if Recipient.objects.filter(name=row.name).exclude(pk=row.pk).exists():
        raise Refused("名单里已有这个名称。", remedy="请在名单中修改。", field="name", code="taken")
    row.save()
    verb = "更改" if recipient else "登记"
    words = f"{verb}公报赠阅单位「{row.name}」，每期 {row.copies} 份{'' if row.active else '，停止赠阅'}"
    _note("gazette.recipient", RecordRef("gazette.recipient", str(row.pk)), words, POINT_10, actor)
    return row


@transaction.atomic
def dispatch(issue: Issue, actor: Actor, copies: dict[int, int]) -> list[Dispatch]:
    """Send copies: recipient id → number. Who was sent to already is left as it is.

    Raises:
        Refused: wrong post, the issue is not published, or nothing is to be sent.
    """
    _require_office(actor)
    if issue.status != Issue.Status.PUBLISHED:
        raise Refused("出版以后才能登记赠阅。", code="not_published")
    sent = set(issue.dispatches.values_list("recipient_id", flat=True))
    rows = Recipient.objects.filter(pk__in=copies, active=True).exclude(pk__in=sent)
    made = [
        Dispatch(issue=issue, recipient=row, copies=copies[row.pk], sent_on=timekeeping.today())
        for row in rows
        if 1 <= copies[row.pk] <= 2000
    ]
    if not made:
        raise Refused("没有要发出的份数。", remedy="请勾选单位并填写份数（1 至 2000）。", code="nothing")
    Dispatch.objects.bulk_create(made)
    total = sum(row.copies for row in made)
    _note("gazette.dispatched", issue.ref, f"发出公报 {total} 份，{len(made)} 家", ART_25, actor)
    renew(issue)
    return made


@transaction.atomic
def receive(row: Dispatch, actor: Actor, *, received_on: dt.date, received_copies: int) -> None:
    """Write down a receipt.

    Raises:
        Refused: received before it was sent, more than was sent, or wrong post.
    """
    _require_office(actor)
    row = Dispatch.objects.select_for_update().get(pk=row.pk)
    if received_on < row.sent_on:
        raise Refused("签收日期早于发出日期。", remedy="请核对日期。", field="received_on")
    if received_copies > row.copies:
        raise Refused(f"签收份数多于发出的 {row.copies} 份。", remedy="请核对份数。", field="received_copies")
    row.received_on, row.received_copies = received_on, received_copies
    row.save(update_fields=["received_on", "received_copies"])
    _note("gazette.received", row.issue.ref, f"{row.recipient.name}签收公报 {received_copies} 份", ART_25, actor)


def _require_office(actor: Actor) -> None:
    if not actor.is_machine:
        if actor.post not in OFFICE_POSTS:
            raise Refused("公报由区府办编辑和赠阅。", remedy="请切换到区府办的岗位。", code="wrong_post")
        still_in_post(actor)


def _note(action: str, subject: RecordRef, summary: str, basis: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=subject, summary=summary, basis=basis)
