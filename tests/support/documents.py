"""A small district that publishes: one column, units with organisation codes, and the ways in which its people work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.snapshots import once
from tests.support.workplan import District

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.documents.commands import begin
from mingzheng.disclosure.documents.models import Document, Edition

DRAFTED = dt.date(2023, 4, 18)
ORG_CODES = {
    "qufuban": "YS0000018",
    "fagai": "YS0000026",
    "sifa": "YS0000034",
    "xinhua": "YS0000042",
    "xinjing": "YS0000050",
    "chengyun": "YS0000069",
}
BODY = "<p>各有关单位：</p><p>现将有关事项通知如下。</p><h2>一、总体要求</h2><p>提高服务水平，方便企业和群众。</p>"


def facts(**changes: Any) -> dict[str, Any]:
    """Header fields of a paper that may be released, as typed."""
    return {
        "title": "关于优化营商环境若干措施的通知",
        "doc_number": "长发改〔2023〕12号",
        "issuer": "某区发展和改革委员会",
        "co_issuers": "",
        "official": "on",
        "genre": "notice",
        "theme": "综合政务/政务公开",
        "group": "regulation",
        "secrecy": "none",
        "formed_on": "2023-04-17",
        "effective_on": "2023-05-01",
        "attribute": "proactive",
        "scope": "public",
        "carriers": ["site"],
        "columns": ["zcwj"],
        "tags": "营商环境、企业",
        "keywords": "营商环境",
        "summary": "优化营商环境的若干措施。",
        "body": BODY,
        **changes,
    }


@dataclass
class Papers:
    """``papers.released()`` takes a document through all steps by different people of 区发改委."""

    district: District
    unit: Unit

    def actor(self, post: Post, nth: int = 1) -> Actor:
        return self.district.actor(self.unit.code, post, nth)

    def actor_of(self, post: str, nth: int = 1) -> Actor:
        """Another person in a post: who did not take part so far."""
        return self.actor(Post(post), nth)

    @property
    def drafter(self) -> Actor:
        return self.actor(Post.OFFICER)

    @property
    def reviewer(self) -> Actor:
        return self.actor(Post.REVIEWER)

    @property
    def secrecy(self) -> Actor:
        return self.actor(Post.SECRECY)

    @property
    def head(self) -> Actor:
        return self.actor(Post.HEAD)

    def does(
        self, edition: Edition, command: str, by: Actor, files: dict[str, bytes] | None = None, **data: Any
    ) -> Any:
        """One step, as typed into its form."""
        sent = MultiValueDict(
            {"uploads": [SimpleUploadedFile(name, content) for name, content in (files or {}).items()]}
        )
        case = Case.objects.get(pk=edition.case_id)
        entry = act(case, command, by, _typed(data), files=sent if files else None)
        edition.refresh_from_db()
        edition.document.refresh_from_db()
        return entry

    def draft(self, **changes: Any) -> Edition:
        edition = begin(self.unit, self.drafter, {"title": changes.get("title", "草稿")})
        self.does(edition, "edit", self.drafter, **facts(**changes))
        return edition

    def interpreted(self, edition: Edition) -> None:
        """What needs an interpretation gets its scheme and an approved one by the public way; anything else is left alone."""
        from tests.support.interpretations import Explaining

        Explaining(self).approved_for(edition)

    def submitted(self, **changes: Any) -> Edition:
        edition = self.draft(**changes)
        self.interpreted(edition)
        self.does(edition, "submit", self.drafter)
        return edition

    def reviewed(self, edition: Edition) -> Edition:
        """From the check to the head's desk."""
        self.does(edition, "check", self.reviewer)
        self.does(edition, "pass_secrecy", self.secrecy)
        self.does(edition, "pass_privacy", self.reviewer)
        return edition

    def released(self, **changes: Any) -> Document:
        edition = self.reviewed(self.submitted(**changes))
        self.does(edition, "release", self.head)
        return Document.objects.select_related("live", "unit").get(pk=edition.document_id)


def _typed(data: dict[str, Any]) -> MultiValueDict[str, Any]:
    """As a browser sends it: every value a text, several of one name for a list."""
    return MultiValueDict({key: value if isinstance(value, list) else [str(value)] for key, value in data.items()})


@pytest.fixture
def papers(district, on_day) -> Papers:
    """区发改委 on 18 April 2023, with the column 政策文件."""
    on_day(DRAFTED)
    return Papers(district, once("papers", _prepared))


def _prepared() -> Unit:
    """Organisation codes and a column; returns the unit that publishes."""
    for code, org_code in ORG_CODES.items():
        Unit.objects.filter(code=code).update(org_code=org_code)
    unit = Unit.objects.get(code="fagai")
    Column.objects.get_or_create(
        code="zcwj", defaults={"title": "政策文件", "owner": unit, "opened_on": timekeeping.today()}
    )
    return unit
