"""``sitemap.xml``: the portal's columns; other rooms add their own classes to ``SITEMAPS``."""

from __future__ import annotations

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.datasets import Dataset, datasets
from mingzheng.design import guides
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.queries import public
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.disclosure.gazette.queries import published
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.interpretations.queries import public as public_interpretations
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.queries import public as public_policies
from mingzheng.policy.push import applying
from mingzheng.policy.push.columns import sections
from mingzheng.policy.questions.models import Entry as QuestionEntry
from mingzheng.policy.questions.models import Message as QuestionMessage
from mingzheng.policy.questions.queries import public as public_entries
from mingzheng.policy.questions.queries import public_messages
from mingzheng.policy.tags.models import Tag
from mingzheng.policy.topics.models import Topic
from mingzheng.policy.topics.queries import public as public_topics
from mingzheng.portal import sitemaps_participation, structure
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.annual_report.queries import public as public_annual_reports
from mingzheng.supervision.bulletins.models import Bulletin
from mingzheng.supervision.bulletins.queries import public as public_bulletins
from mingzheng.supervision.training.models import GoodCase
from mingzheng.supervision.training.queries import public_cases


class Columns(Sitemap):
    changefreq = "weekly"

    def items(self) -> list[str]:
        return ["/", *(column.url for column in structure.every() if column.key != "search")]

    def location(self, item: str) -> str:
        return item


class Guides(Sitemap):
    """Every guide for the public."""

    changefreq = "yearly"

    def items(self) -> list[guides.Text]:
        return guides.texts(public=True)

    def location(self, item: guides.Text) -> str:
        return reverse("portal:help-guide", args=[item.guide.key])


class Datasets(Sitemap):
    """Every dataset."""

    changefreq = "weekly"

    def items(self) -> list[Dataset]:
        return datasets()

    def location(self, item: Dataset) -> str:
        return reverse("portal:dataset", args=[item.code])


class Documents(Sitemap):
    """Every document that everybody may read, in portions of ``limit`` in the order of their ids."""

    changefreq = "monthly"
    limit = 10_000

    def items(self) -> QuerySet[Document]:
        return public().order_by("pk").only("pk", "index_number", "published_on")

    def lastmod(self, item: Document) -> dt.date | None:
        return item.published_on


class Gazette(Sitemap):
    """Every published issue."""

    changefreq = "yearly"

    def items(self) -> QuerySet[Issue]:
        return published().order_by("total").only("pk", "year", "number", "dated")

    def lastmod(self, item: Issue) -> dt.date:
        return item.dated


class Interpretations(Sitemap):
    """Every public interpretation."""

    changefreq = "monthly"
    limit = 10_000

    def items(self) -> QuerySet[Interpretation]:
        return public_interpretations().order_by("pk")

    def lastmod(self, item: Interpretation) -> dt.date | None:
        return item.published_on


class Topics(Sitemap):
    """Every public topic."""

    changefreq = "monthly"

    def items(self) -> QuerySet[Topic]:
        return public_topics().order_by("pk")

    def lastmod(self, item: Topic) -> dt.date | None:
        return item.renewed_on


class Bulletins(Sitemap):
    """Every bulletin for the public."""

    changefreq = "yearly"

    def items(self) -> QuerySet[Bulletin]:
        return public_bulletins().order_by("pk")


class GoodCases(Sitemap):
    """Every published case."""

    changefreq = "monthly"

    def items(self) -> QuerySet[GoodCase]:
        return public_cases().order_by("pk")

    def lastmod(self, item: GoodCase) -> dt.date | None:
        return localtime(item.published_at).date() if item.published_at else None


class Policies(Sitemap):
    """The life line of every public policy."""

    changefreq = "weekly"

    def items(self) -> QuerySet[Policy]:
        return public_policies().order_by("pk")

    def location(self, item: Policy) -> str:
        return reverse("portal:policy-life", args=[item.pk])


class Answers(Sitemap):
    """Every published question."""

    changefreq = "monthly"
    limit = 10_000

    def items(self) -> QuerySet[QuestionEntry]:
        return public_entries().order_by("pk")

    def lastmod(self, item: QuestionEntry) -> dt.date | None:
        return item.live.approved_on if item.live else None


class Messages(Sitemap):
    """Every published message with its answer."""

    changefreq = "yearly"
    limit = 10_000

    def items(self) -> QuerySet[QuestionMessage]:
        return public_messages().order_by("pk")

    def lastmod(self, item: QuestionMessage) -> dt.date | None:
        return item.published_on


class TagPages(Sitemap):
    """Every tag that a public document carries: the page of another one is empty."""

    changefreq = "weekly"

    def items(self) -> list[str]:
        active = Tag.objects.filter(status=Tag.Status.ACTIVE).order_by("pk").values_list("name", flat=True)
        carried = INDEX.counts({})[1].get("tag", {})
        return [name for name in active if carried.get(name)]

    def location(self, item: str) -> str:
        return reverse("portal:tag", args=[item])


class Applying(Sitemap):
    """What may apply to each industry, and in each life event."""

    changefreq = "weekly"

    def items(self) -> list[tuple[str, str]]:
        industries = [("portal:industry", letter.lower()) for letter in sections()]
        return [*industries, *(("portal:life-event", one.code) for one in applying.events())]

    def location(self, item: tuple[str, str]) -> str:
        name, code = item
        return reverse(name, args=[code])


class AnnualReports(Sitemap):
    """Every published annual report."""

    changefreq = "yearly"

    def items(self) -> QuerySet[AnnualReport]:
        return public_annual_reports().order_by("pk")

    def lastmod(self, item: AnnualReport) -> dt.date | None:
        return item.published_on


SITEMAPS: dict[str, type[Sitemap]] = {
    "columns": Columns,
    "guides": Guides,
    "datasets": Datasets,
    "documents": Documents,
    "gazette": Gazette,
    "interpretations": Interpretations,
    "topics": Topics,
    "cases": GoodCases,
    "bulletins": Bulletins,
    "answers": Answers,
    "messages": Messages,
    "tags": TagPages,
    "policies": Policies,
    "applying": Applying,
    "annual_reports": AnnualReports,
    **sitemaps_participation.SITEMAPS,
}
