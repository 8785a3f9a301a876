"""Every read of the gazette that a page, a feed, the index or the printed file uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from mingzheng.core.actors import Actor
from mingzheng.core.outbox.models import Message
from mingzheng.core.searchable import Entry
from mingzheng.core.units.queries import office
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.vocabulary import Scope
from mingzheng.disclosure.gazette.effects import PDF
from mingzheng.disclosure.gazette.models import Dispatch, Issue, Item, Recipient, YearPlan
from mingzheng.disclosure.gazette.sections import Section, rank, sections, title_of

PAGE = 12
KIND = "政府公报"


# --- the public side ---------------------------------------------------------------------------------


def published() -> QuerySet[Issue]:
    return Issue.objects.filter(status=Issue.Status.PUBLISHED)


def sees_issue(issue: Issue, actor: Actor | None) -> bool:
    """A published issue is everybody's; one in composition is for staff."""
    return issue.status == Issue.Status.PUBLISHED or actor is not None


@dataclass(frozen=True)
class Filters:
    """What the database of issues was asked for; empty values ask for nothing."""

    words: str = ""
    year: int | None = None
    section: str = ""
    number: int | None = None

    @property
    def asked(self) -> bool:
        return bool(self.words or self.section or self.number or self.year)


@dataclass(frozen=True)
class Found:
    """One page of issues. ``before`` and ``after``: total number from which the neighbouring pages are asked, or 0."""

    issues: Sequence[Issue]
    newer: int
    older: int


def search(filters: Filters, *, older_than: int = 0, newer_than: int = 0) -> Found:
    """Issues, the newest first, with those of their items that were asked for (``shown``). Keyset by total number.

    Each item says whether it was withdrawn since (``gone``).
    """
    matching = _matching_items(filters)
    rows = _asked(filters, matching)
    if newer_than:
        rows = rows.filter(total__gt=newer_than).order_by("total")
    elif older_than:
        rows = rows.filter(total__lt=older_than)
    narrow = bool(filters.words or filters.section)
    shown = Prefetch("items", queryset=_with_documents(matching if narrow else Item.objects.all()), to_attr="shown")
    found = list(rows.prefetch_related(shown)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if newer_than:
        found.reverse()
    for issue in found:
        issue.shown = _whole_when_named(issue, filters)
        for item in issue.shown:
            item.issue, item.gone = issue, _gone(item)
    has_newer, has_older = (more, True) if newer_than else (bool(older_than), more)
    return Found(found, found[0].total if found and has_newer else 0, found[-1].total if found and has_older else 0)


def _matching_items(filters: Filters) -> QuerySet[Item]:
    rows = Item.objects.all()
    if filters.section:
        rows = rows.filter(section=filters.section)
    for word in filters.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(doc_number__icontains=word))
    return rows


def _asked(filters: Filters, matching: QuerySet[Item]) -> QuerySet[Issue]:
    rows = published().order_by("-total")
    if filters.year:
        rows = rows.filter(year=filters.year)
    if filters.number:
        rows = rows.filter(Q(number=filters.number) | Q(total=filters.number))
    if filters.words or filters.section:
        named = Q(doc_number__icontains=filters.words) if filters.words and not filters.section else Q(pk__in=[])
        rows = rows.filter(Q(Exists(matching.filter(issue=OuterRef("pk")))) | named)
    return rows


def _whole_when_named(issue: Issue, filters: Filters) -> list[Item]:
    """An issue that was found by its own number shows all that stands in it."""
    shown: list[Item] = getattr(issue, "shown", [])
    return shown or list(_with_documents(issue.items.all()))


def _with_documents(items: QuerySet[Item]) -> QuerySet[Item]:
    """For lists: what tells whether an item may still be read, without its text."""
    return items.select_related("document", "edition").defer("edition__body")


def years() -> list[int]:
    return list(published().order_by("-year").values_list("year", flat=True).distinct())


def public_issue(year: int, number: int) -> Issue | None:
    return published().filter(year=year, number=number).first()


@dataclass(frozen=True)
class Piece:
    """A document as it stands in an issue. ``gone``: it was withdrawn since; ``why`` is said in its place.

    ``newer``: it was corrected since the issue was published.
    """

    item: Item
    gone: bool
    why: str = ""
    newer: bool = False

    @property
    def edition(self) -> Edition | None:
        return None if self.gone else self.item.edition or self.item.document.live


@dataclass(frozen=True)
class Part:
    section: Section
    pieces: list[Piece]


def contents(issue: Issue) -> list[Part]:
    """The issue by sections, in printed order."""
    rows = issue.items.select_related("document__unit", "document__live", "edition").order_by("order", "id")
    parts: dict[str, list[Piece]] = {}
    for item in rows:
        item.issue = issue
        parts.setdefault(item.section, []).append(piece_of(item))
    return [
        Part(Section(code, title_of(code)), parts[code]) for code in sorted(parts, key=lambda code: (rank(code), code))
    ]


def piece_of(item: Item) -> Piece:
    """What may be shown of an item now: a document that is no longer open to all gives way to a notice."""
    document = item.document
    printed = item.edition or document.live
    if printed is None or _gone(item):
        return Piece(item, gone=True, why=_why(document))
    return Piece(item, gone=False, newer=bool(document.live_id and printed.pk != document.live_id))


def _gone(item: Item) -> bool:
    printed = item.edition or item.document.live
    return not item.document.listed or printed is None or printed.scope != Scope.PUBLIC or _withdrawn(printed)


def _withdrawn(edition: Edition) -> bool:
    return edition.status not in (Edition.Status.LIVE, Edition.Status.SUPERSEDED)


def _why(document: Document) -> str:
    last = document.editions.filter(status=Edition.Status.WITHDRAWN, scope=Scope.PUBLIC).order_by("-ended_at").first()
    return last.withdrawal if last else ""


def piece(issue: Issue, order: int) -> tuple[Piece, Item | None, Item | None] | None:
    """The piece at a place of an issue, with its neighbours; None when there is none."""
    rows = list(issue.items.select_related("document__unit", "document__live", "edition").order_by("order", "id"))
    for item in rows:
        item.issue = issue
    at = next((place for place, item in enumerate(rows) if item.order == order), None)
    if at is None:
        return None
    before = rows[at - 1] if at else None
    after = rows[at + 1] if at + 1 < len(rows) else None
    return piece_of(rows[at]), before, after


def newest(limit: int) -> list[Issue]:
    return list(published().prefetch_related("items").order_by("-total")[:limit])


# --- the index -----------------------------------------------------------------------------------------


def entry_of(issue_id: int) -> Entry | None:
    """The issue as it is found: its contents, not the texts, which are found as documents."""
    issue = published().filter(pk=issue_id).prefetch_related("items").first()
    if issue is None:
        return None
    lines = [f"{item.section_title} {item.title} {item.doc_number}" for item in issue.items.all()]
    return Entry(
        key=f"gazette.issue:{issue.pk}",
        kind=KIND,
        title=str(issue),
        body="\n".join([issue.note, *lines]).strip(),
        url=issue.get_absolute_url(),
        number=issue.doc_number,
        agency=home.short if (home := office()) else issue.organiser,
        published_on=issue.dated,
        weight=0.9,
    )


def ids_after(after: int, limit: int) -> list[int]:
    return list(published().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


# --- the desk -----------------------------------------------------------------------------------------


def desk_issues() -> list[Issue]:
    """Every issue that was not dropped, the newest first, with the number of its documents and copies."""
    rows = Issue.objects.exclude(status=Issue.Status.DROPPED).select_related("case")
    return list(rows.annotate(count=Count("items", distinct=True)).order_by("-total")[:200])


def candidates(issue: Issue, words: str = "", *, everything: bool = False, limit: int = 50) -> list[Document]:
    """Public documents that may be put into an issue: not in it, and (without ``everything``) in no other yet."""
    rows = Document.objects.filter(listed=True).exclude(gazette_items__issue=issue)
    if not everything:
        printed = Item.objects.exclude(issue__status=Issue.Status.DROPPED).filter(document=OuterRef("pk"))
        rows = rows.exclude(Exists(printed))
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(doc_number__icontains=word))
    return list(rows.select_related("unit", "live").order_by("-published_on", "-id")[:limit])


@dataclass(frozen=True)
class Making:
    """Where the PDF stands: "ready", "waiting" or "failed", with the reason for a person."""

    state: str
    reason: str = ""


def making(issue: Issue) -> Making:
    """Where the PDF of a published issue stands, by its newest message in the outbox."""
    last = Message.objects.filter(topic=PDF, payload__issue=issue.pk).order_by("-id").first()
    if last is not None and last.status == Message.Status.GIVEN_UP:
        return Making("failed", last.last_error.partition(": ")[2] or last.last_error)
    if last is not None and last.status in (Message.Status.WAITING, Message.Status.RUNNING):
        return Making("waiting", last.last_error.partition(": ")[2])
    return Making("ready" if issue.pdf_id else "waiting")


@dataclass(frozen=True)
class Line:
    """A recipient in the distribution of an issue; ``sent`` None: nothing was sent yet."""

    recipient: Recipient
    sent: Dispatch | None


@dataclass(frozen=True)
class Distribution:
    lines: list[Line]
    sent: int
    received: int
    outstanding: int


def distribution(issue: Issue) -> Distribution:
    """The list with what was sent and received, and its totals."""
    sent = {row.recipient_id: row for row in issue.dispatches.select_related("recipient")}
    rows = Recipient.objects.filter(Q(active=True) | Q(pk__in=sent)).order_by("kind", "id")
    lines = [Line(row, sent.get(row.pk)) for row in rows]
    copies = sum(row.copies for row in sent.values())
    received = sum(row.received_copies or 0 for row in sent.values())
    waiting = sum(1 for row in sent.values() if row.received_on is None)
    return Distribution(lines, copies, received, waiting)


def copies_sent(year: int, until: dt.date) -> int:
    rows = Dispatch.objects.filter(issue__year=year, sent_on__lte=until)
    return int(rows.aggregate(sum=Sum("copies"))["sum"] or 0)


def plan_of(year: int) -> YearPlan | None:
    return YearPlan.objects.filter(year=year).first()


def recipients() -> QuerySet[Recipient]:
    return Recipient.objects.select_related("unit").order_by("-active", "kind", "id")


def section_choices() -> list[tuple[str, str]]:
    return [(section.code, section.title) for section in sections()]
