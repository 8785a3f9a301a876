"""What a document's page shows, put together from the records: header, validity, files, life line, links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.core import timekeeping
from mingzheng.core.relations.queries import Related, links_of
from mingzheng.design.parts import Pair, TimelineEntry, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.documents import queries, reading, tagging
from mingzheng.disclosure.documents.models import Attachment, Document, Edition, Validity
from mingzheng.disclosure.documents.reading import Mention, PublicFile
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.disclosure.documents.texts import plain_text, under
from mingzheng.disclosure.documents.validity import ENDED, Status
from mingzheng.disclosure.normative import queries as normative
from mingzheng.disclosure.normative.models import Evaluation
from mingzheng.policy.interpretations import queries as explained
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.policies import lifeline
from mingzheng.policy.policies import queries as policies
from mingzheng.policy.policies.lifeline import LifeLine
from mingzheng.portal.meta import PageMeta

ENDS_WITHIN = 300  # characters at either end of a text in which its 主送 and its 署名 are looked for


@dataclass(frozen=True)
class Banner:
    """The line above a text that is not, or not wholly, in force. ``successors``: what ended or changed it."""

    kind: str
    title: str
    reasons: Sequence[str]
    successors: Sequence[Mention] = ()


@dataclass(frozen=True)
class FileLine:
    name: str
    url: str
    size: int
    note: str = ""


@dataclass(frozen=True)
class View:
    """Everything that the templates of one document read. ``tags``: of freshness; ``words``: 标签, by today's names."""

    document: Document
    edition: Edition
    status: Status
    header: Sequence[Pair]
    banner: Banner | None
    body: SafeString
    files: Sequence[FileLine]
    papers: Sequence[FileLine]
    life: Sequence[TimelineEntry]
    links: Sequence[tuple[str, Sequence[Related]]]
    done_to: Sequence[Mention]
    done_by: Sequence[Mention]
    editions: Sequence[Edition]
    evaluations: Sequence[Evaluation] = ()
    interpretations: Sequence[Interpretation] = ()
    targeted: bool = False
    tags: Sequence[str] = field(default_factory=tuple)
    words: Sequence[str] = field(default_factory=tuple)
    line: LifeLine | None = None

    @property
    def signature(self) -> str:
        """署名, as it stands under the text; "" where the text itself still ends with it."""
        signed = self.edition.signature
        return "" if signed and signed in plain_text(self.edition.body)[-ENDS_WITHIN:] else signed

    @property
    def addressee(self) -> str:
        """主送, with its colon, as it stands above the text; "" where the text itself still begins with it."""
        named = self.edition.addressee.rstrip("：:")
        return "" if not named or named in plain_text(self.edition.body)[:ENDS_WITHIN] else f"{named}："

    @property
    def other_editions(self) -> bool:
        return len(self.editions) > 1


def view(document: Document, edition: Edition, *, targeted: bool = False, day: dt.date | None = None) -> View:
    """Read all that the page shows of an edition; ``day``: of which the validity is said."""
    done_to, done_by = reading.done_to(document), reading.done_by(document)
    status = reading.status(document, edition, day or timekeeping.today(), done_to)
    files = reading.files(edition)
    related = links_of(document.ref, None)
    editions = [] if targeted else list(queries.public_editions(document).defer("body"))
    policy = None if targeted else policies.policy_of(document)
    mentioned = [one.document.pk for one in (*done_to, *done_by) if one.document]
    linked = [f"document:{one.record.ref.id}" for one in related if one.record.ref.kind == "documents.document"]
    return View(
        document=document,
        edition=edition,
        status=status,
        header=header(document, edition, status),
        banner=banner(status, done_to),
        body=body(document, edition),
        files=[_line(document, one) for one in files if one.attachment.role == Attachment.Role.ATTACHMENT],
        papers=papers(document, edition, files),
        life=life(document, edition, done_to, editions),
        links=_by_label(one for one in related if one.record.ref.kind != "interpretations.interpretation"),
        done_to=done_to,
        done_by=done_by,
        editions=editions,
        evaluations=list(normative.evaluations_of(document)) if document.normative else [],
        interpretations=[] if targeted else explained.of_document(document),
        targeted=targeted,
        words=tags_of(document) or tagging.currents(edition.tags),
        tags=[
            f"document:{document.pk}",
            "tags",
            *(f"document:{pk}" for pk in mentioned),
            *linked,
            *([f"policy:{policy.pk}"] if policy else []),
        ],
        line=lifeline.of([policy], timekeeping.today())[policy.pk] if policy else None,
    )


def header(document: Document, edition: Edition, status: Status) -> list[Pair]:
    """The header table: every field that has a value, in the order of the city's pages."""
    listed = reverse("portal:documents")
    agency = reverse("portal:agency", args=[document.unit.code])
    issuer_url = agency if edition.issuer == document.unit.name else ""
    theme = edition.theme.partition("/")[0]
    pairs = [
        Pair(_("索引号"), document.index_number, nobreak=True),
        Pair(_("主题分类"), edition.theme.replace("/", " › "), url=f"{listed}?theme={quote(theme)}" if theme else ""),
        Pair(_("发文机关"), edition.issuer, url=issuer_url),
        Pair(_("联合发文机关"), "、".join(edition.co_issuers)),
        Pair(_("发文字号"), edition.doc_number, nobreak=True),
        Pair(_("体裁"), edition.get_genre_display() if edition.genre else ""),
        Pair(_("组配分类"), edition.get_group_display() if edition.group else ""),
        Pair(_("公开属性"), edition.get_attribute_display()),
        Pair(_("公开主体"), document.unit.name if document.unit.name != edition.issuer else "", url=agency),
        Pair(_("主送"), edition.addressee),
        Pair(_("成文日期"), cn_date(edition.formed_on)),
        Pair(_("印发日期"), cn_date(edition.printed_on)),
        Pair(_("发布日期"), cn_date(document.first_published_at or edition.published_at)),
        Pair(_("施行日期"), cn_date(edition.effective_on)),
        Pair(_("有效期至"), cn_date(status.until)),
        Pair(_("规范性文件"), _("是") if edition.normative else "", url=reverse("portal:normative")),
        Pair(_("备案"), filed(document)),
        Pair(_("面向"), "、".join(edition.audience)),
        Pair(_("关键词"), "、".join(edition.keywords)),
    ]
    return pairs_of(pairs)


def filed(document: Document) -> str:
    """区政府，长府规备字〔2023〕1号; "" while nothing was filed."""
    filing = normative.filing_of(document) if document.normative else None
    return f"{filing.organ}，{filing.number}" if filing else ""


BANNERS = {
    Validity.REPEALED: ("danger", gettext_lazy("本文件已废止，不再执行")),
    Validity.EXPIRED: ("danger", gettext_lazy("本文件已失效，不再执行")),
    Validity.AMENDED: ("warning", gettext_lazy("本文件已被修改，请同时查看修改它的文件")),
    Validity.PARTIAL: ("warning", gettext_lazy("本文件部分条款已失效")),
    Validity.PENDING: ("info", gettext_lazy("本文件尚未施行")),
}


def banner(status: Status, done_to: Sequence[Mention]) -> Banner | None:
    """None for a document in force."""
    if status.validity not in BANNERS:
        return None
    kind, title = BANNERS[status.validity]
    successors = [one for one in done_to if one.document and (status.by is None or one.document.pk == status.by)]
    if status.validity is Validity.PENDING or (status.validity in ENDED and status.by is None):
        successors = []
    return Banner(kind, str(title), status.reasons, successors)


def body(document: Document, edition: Edition) -> SafeString:
    """The text, its pictures fetched under the document's own address. It was cleaned when it was saved."""
    text = under(document.get_absolute_url(), edition.body)
    # A wide table is scrolled within itself, also by the keyboard; the page never is.
    wide = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{_("表格，可以左右滑动")}"><table'
    return mark_safe(text.replace("<table", wide).replace("</table>", "</table></div>"))  # noqa: S308


def _line(document: Document, one: PublicFile) -> FileLine:
    url = reverse("portal:document-file", args=[document.index_number, one.file.pk])
    return FileLine(one.name, url, one.file.size)


def papers(document: Document, edition: Edition, files: Iterable[PublicFile]) -> list[FileLine]:
    """The text in other forms: 官方版式 PDF where it can be made, the original file when that is public."""
    found = []
    if edition.official:
        url = reverse("portal:document-pdf", args=[document.index_number])
        found.append(FileLine(_("官方版式.pdf"), url, 0, _("按公文格式排版")))
    for one in files:
        if one.attachment.role == Attachment.Role.ORIGINAL:
            line = _line(document, one)
            found.append(FileLine(line.name, line.url, line.size, _("原文件")))
    return found


def life(
    document: Document, edition: Edition, done_to: Sequence[Mention], editions: Sequence[Edition]
) -> list[TimelineEntry]:
    """From 成文 to the end of validity, in the order of days; what is still to come is marked so."""
    today = timekeeping.today()
    stations: list[tuple[dt.date | None, str, str, str]] = [
        (edition.formed_on, _("成文"), "", ""),
        (edition.printed_on, _("印发"), "", ""),
        (_day(document.first_published_at or edition.published_at), _("公开发布"), "", ""),
        (edition.effective_on, _("施行"), "", ""),
    ]
    history = reverse("portal:document-history", args=[document.index_number])
    stations += [(_day(one.published_at), _("更正"), one.change_note, history) for one in editions if one.serial > 1]
    for one in done_to:
        where = _("涉及%(article)s") % {"article": one.effect.article} if one.effect.article else ""
        url = one.document.get_absolute_url() if one.document else ""
        stations.append((one.effect.effective_on, one.effect.get_kind_display(), f"{one.name} {where}".strip(), url))
    last = max((one.effect.new_expiry for one in done_to if one.effect.new_expiry), default=edition.expires_on)
    stations.append((last, _("有效期的最后一日"), "", ""))
    entries = [
        TimelineEntry(what, day, note=note, url=url, state="future" if day > today else "")
        for day, what, note, url in stations
        if day
    ]
    return sorted(entries, key=lambda entry: str(entry.when))


def _day(moment: dt.datetime | None) -> dt.date | None:
    return localtime(moment).date() if moment else None


def _by_label(related: Iterable[Related]) -> list[tuple[str, list[Related]]]:
    found: dict[str, list[Related]] = {}
    for one in related:
        if one.record.url:
            found.setdefault(one.label, []).append(one)
    return list(found.items())


def meta(shown: View) -> PageMeta:
    """The national tags of an article page."""
    edition = shown.edition
    published = shown.document.first_published_at or edition.published_at  # as the page shows it: a correction keeps it
    return PageMeta(
        column_name=_("政策文件"),
        column_type=_("政策文件"),
        article_title=edition.title,
        published=published,
        source=edition.issuer or shown.document.unit.name,
        author=edition.issuer or shown.document.unit.name,
        keywords="，".join(dict.fromkeys([*edition.keywords, *shown.words])) or edition.theme.partition("/")[0],
        description=edition.summary[:200] or edition.title,
    )
