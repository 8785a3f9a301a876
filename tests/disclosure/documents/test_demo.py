"""The demonstration's papers pass the rules of the header fields; a handful is played through to its end."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from tests.support.documents import ORG_CODES

from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.documents import demo, rules, texts
from mingzheng.disclosure.documents.models import Document, Edition, Finding

ROWS = yaml.safe_load(demo.DATA.read_text(encoding="utf-8"))["documents"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["number"])
def test_every_paper_may_be_released_as_far_as_its_header_goes(row):
    body = demo.body_of(row["body"])
    values = {
        **{
            name: row.get(name)
            for name in ("title", "genre", "theme", "group", "columns", "tags", "summary", "normative")
        },
        "doc_number": row["number"],
        "issuer": "某局",
        "official": True,
        "secrecy": "none",
        "scope": "public",
        "formed_on": row["formed"],
        "effective_on": row.get("effective"),
        "expires_on": row.get("expires"),
        "attribute": row.get("attribute", "proactive"),
        "ground": row.get("ground", ""),
        "carriers": ["site"],
        "body_text": texts.plain_text(body),
        "pictures_described": True,
        "today": row["drafted"],
    }
    assert rules.hard(rules.problems(values)) == []


@pytest.mark.django_db
def test_some_papers_are_played_to_where_the_data_says(district, on_day):
    """One published and repealed by another, one with a hidden number that waits, one forced."""
    for code, org_code in ORG_CODES.items():
        Unit.objects.filter(code=code).update(org_code=org_code)
    for post in (Post.OFFICER, Post.REVIEWER, Post.SECRECY, Post.HEAD):
        district.person("fagai", post)
    wanted = {"长商务规〔2020〕2号", "长商务规〔2023〕1号", "长人社〔2023〕12号", "长应急〔2023〕8号"}
    rows = [row for row in ROWS if row["number"] in wanted]
    for code in {code for row in rows for code in row["columns"]}:
        Column.objects.get_or_create(code=code, defaults={"title": code, "opened_on": dt.date(2020, 1, 1)})
    units = {row["unit"]: Unit.objects.get(code="fagai") for row in rows}
    diary, cast = demo.Diary(), demo.Cast()
    for row in rows:
        demo.Paper(row, units, cast, diary).plan()
    diary.play()
    on_day(demo.LAST)
    demo.effects.refresh_all()
    assert Document.objects.get(doc_number="长商务规〔2020〕2号").validity == "repealed"
    assert Document.objects.get(doc_number="长商务规〔2023〕1号").validity == "valid"
    hidden = Edition.objects.get(doc_number="长人社〔2023〕12号")
    assert hidden.case.state == "reviewing"
    waiting = hidden.findings.filter(resolution="", gone=False)
    assert any("身份证" in one.label for one in waiting)
    assert "310105199001010018" not in "".join(f"{one.place}{one.excerpt}{one.advice}" for one in Finding.objects.all())
    forced = Edition.objects.get(doc_number="长应急〔2023〕8号")
    assert forced.forced_at is not None
    assert forced.case.state == "forced_privacy"
