"""What ``sitemap.xml`` lists of 互动交流: every record that the public may read on a page of its own."""

from __future__ import annotations

import datetime as dt

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.utils.timezone import localdate

from mingzheng.participation.consultations.models import Consultation, Hearing
from mingzheng.participation.consultations.queries import announced_hearings
from mingzheng.participation.consultations.queries import public as public_consultations
from mingzheng.participation.decisions.models import Catalogue, Matter
from mingzheng.participation.decisions.queries import published as published_catalogues
from mingzheng.participation.delegates.models import Meeting as DelegateMeeting
from mingzheng.participation.delegates.queries import public as public_meetings
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.queries import public as public_draws
from mingzheng.participation.letters.models import Selection as LetterSelection
from mingzheng.participation.letters.queries import public as public_letters
from mingzheng.participation.open_days.models import OpenDay, Programme
from mingzheng.participation.open_days.queries import decided_programmes, public_days
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.participation.surveys.queries import listed_surveys, public_calls


class Consultations(Sitemap):
    """Every announced consultation; its page carries the adoption of opinions once that is public."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[Consultation]:
        return public_consultations().order_by("pk")

    def lastmod(self, item: Consultation) -> dt.date | None:
        return item.answered_on or item.announced_on


class Hearings(Sitemap):
    """Every announced hearing, with its record once that is public."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[Hearing]:
        return announced_hearings().order_by("pk")

    def lastmod(self, item: Hearing) -> dt.date | None:
        return item.held_on or item.announced_on


class Surveys(Sitemap):
    """Every survey that stands for itself, with its result once that is public."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[Survey]:
        return listed_surveys().order_by("pk")

    def lastmod(self, item: Survey) -> dt.date | None:
        return item.results_on or item.released_on


class Calls(Sitemap):
    """Every call for suggestions, with its ballot and its feedback."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[Call]:
        return public_calls().order_by("pk")

    def lastmod(self, item: Call) -> dt.date | None:
        return item.results_on or item.released_on


class Draws(Sitemap):
    """Every draw from the freezing of its list on."""

    changefreq = "monthly"
    limit = 10_000

    def items(self) -> QuerySet[Draw]:
        return public_draws().order_by("pk")

    def lastmod(self, item: Draw) -> dt.date:
        return localdate(item.drawn_at or item.frozen_at)


class Catalogues(Sitemap):
    """Every published catalogue of major decisions, of the district and of units."""

    changefreq = "monthly"

    def items(self) -> QuerySet[Catalogue]:
        return published_catalogues().order_by("pk")

    def lastmod(self, item: Catalogue) -> dt.date | None:
        return item.published_on


class Programmes(Sitemap):
    """Every year's month of open days whose theme is decided."""

    changefreq = "weekly"

    def items(self) -> QuerySet[Programme]:
        return decided_programmes().order_by("pk")


class Letters(Sitemap):
    """Every published letter with its reply."""

    changefreq = "yearly"
    limit = 10_000

    def items(self) -> QuerySet[LetterSelection]:
        return public_letters().order_by("pk")

    def lastmod(self, item: LetterSelection) -> dt.date | None:
        return item.published_on


class Decisions(Sitemap):
    """Every matter of a published catalogue."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[Matter]:
        return Matter.objects.order_by("pk")

    def lastmod(self, item: Matter) -> dt.date:
        return item.published_on or item.listed_on


class OpenDays(Sitemap):
    """Every announced session; its page carries the result once that is public."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[OpenDay]:
        return public_days().order_by("pk")

    def lastmod(self, item: OpenDay) -> dt.date | None:
        return item.result_on or (localdate(item.announced_at) if item.announced_at else None)


class DelegateMeetings(Sitemap):
    """Every announced meeting that public delegates attend, with its record once that is public."""

    changefreq = "weekly"
    limit = 10_000

    def items(self) -> QuerySet[DelegateMeeting]:
        return public_meetings().order_by("pk")

    def lastmod(self, item: DelegateMeeting) -> dt.date | None:
        last = item.published_at or item.announced_at
        return localdate(last) if last else None


SITEMAPS: dict[str, type[Sitemap]] = {
    "consultations": Consultations,
    "hearings": Hearings,
    "surveys": Surveys,
    "calls": Calls,
    "draws": Draws,
    "catalogues": Catalogues,
    "decisions": Decisions,
    "delegates": DelegateMeetings,
    "letters": Letters,
    "open_months": Programmes,
    "open_days": OpenDays,
}
