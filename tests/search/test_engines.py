"""Every index does what the interface says: the embedded one, the database alone, a search server (a stand-in)."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest
from tests.support.opensearch import StandIn

from mingzheng.search.analysis import VERSION, Segmenter
from mingzheng.search.engines import Ask, Standing
from mingzheng.search.engines.opensearch import OpenSearchEngine
from mingzheng.search.engines.sql import SqlEngine
from mingzheng.search.engines.tantivy_engine import TantivyEngine
from mingzheng.search.models import FoundRecord, Log
from mingzheng.search.reading import Synonyms, read

pytestmark = pytest.mark.django_db

PAPERS = [
    ("p:1", "公租房管理办法", "申请公租房的条件。", "政策文件", "区房管局", "valid", 2023),
    ("p:2", "公租房管理暂行办法", "公租房。", "政策文件", "区房管局", "repealed", 2015),
    ("p:3", "加装电梯工作方案", "补贴标准。", "政策文件", "区建管委", "valid", 2021),
    ("p:4", "电梯安全须知", "乘坐电梯。", "网站页面", "", "", None),
]


@pytest.fixture
def records(db):
    rows = [
        FoundRecord(key=key, code="p", position=place, title=title, body=body, kind=kind, agency=agency, validity=validity, published_on=dt.date(year, 1, 1) if year else None)
        for place, (key, title, body, kind, agency, validity, year) in enumerate(PAPERS, 1)
    ]  # fmt: skip
    Log.objects.create(pk=1, position=len(rows))
    return FoundRecord.objects.bulk_create(rows)


@pytest.fixture
def stand_in():
    return StandIn()


@pytest.fixture(params=["tantivy", "sql", "opensearch"])
def engine(request, records, tmp_path, stand_in):
    made = {
        "tantivy": lambda: TantivyEngine(tmp_path / "index"),
        "sql": SqlEngine,
        "opensearch": lambda: OpenSearchEngine("http://search.invalid/mz", client=stand_in.client()),
    }[request.param]()
    fill(made, records)
    return made


def fill(engine, records, position=4):
    building = engine.rebuild(Standing("log", position, 1, VERSION), ["公租房"])
    building.add(records)
    building.finish()


def asked(query, **more):
    return Ask(read(query, Segmenter(["公租房"]), Synonyms([["电梯", "升降机"]])), **more)


def test_finds_titles_and_texts(engine):
    assert set(engine.search(asked("公租房")).keys) == {"p:1", "p:2"}
    assert engine.search(asked("补贴标准")).keys == ["p:3"]
    assert engine.count(asked("公租房").reading) == 2


def test_what_is_out_of_force_stands_below(engine):
    assert list(engine.search(asked("公租房")).keys) == ["p:1", "p:2"]


def test_all_terms_or_some(engine):
    both = asked("公租房 补贴")
    assert engine.search(both).total == 0
    assert engine.search(Ask(both.reading.loosened())).total == 3


def test_synonyms(engine):
    assert set(engine.search(asked("升降机")).keys) == {"p:3", "p:4"}


def test_facets_and_filters(engine):
    answer = engine.search(asked("电梯", filters={"kind": "政策文件"}))
    assert list(answer.keys) == ["p:3"] and answer.total == 1
    assert dict(answer.facets["kind"]) == {"政策文件": 1, "网站页面": 1}
    assert dict(answer.facets["year"]) == {"2021": 1}
    assert engine.search(asked("公租房", filters={"year": "2015"})).keys == ["p:2"]


def test_newest_first_and_pages(engine):
    assert list(engine.search(asked("公租房", newest=True)).keys) == ["p:1", "p:2"]
    first, second = (engine.search(asked("公租房", start=start, size=1)).keys for start in (0, 1))
    assert [*first, *second] == ["p:1", "p:2"]
    assert engine.search(asked("公租房", start=10)).keys == []


def test_changes_and_removals_are_taken_in_and_again_without_harm(engine):
    changed = FoundRecord.objects.get(key="p:3")
    changed.title, changed.body, changed.position = "垃圾分类方案", "桶。", 5
    changed.save()
    FoundRecord.objects.filter(key="p:4").update(gone=True, position=6, title="", body="")
    rows = list(FoundRecord.objects.filter(position__gt=4).order_by("position"))
    for _ in range(2):
        engine.index(rows, upto=6)
    assert engine.search(asked("电梯")).total == 0
    assert engine.search(asked("垃圾分类")).keys == ["p:3"]


def test_suggests_titles(engine):
    assert "加装电梯工作方案" in engine.suggest("加装", 5)
    assert engine.suggest(" ", 5) == []


def test_the_standing_is_kept(engine, records):
    if engine.name == "sql":
        return  # the log itself is asked: it holds no mark
    assert engine.standing() == Standing("log", 4, 1, VERSION)
    assert tuple(engine.words()) == ("公租房",)
    engine.index([], upto=9)
    assert engine.standing().position == 9


class TestSearchServer:
    def test_building_anew_replaces_the_old_index_and_drops_it(self, records, stand_in):
        engine = OpenSearchEngine("http://search.invalid/mz", client=stand_in.client())
        fill(engine, records)
        fill(engine, records[:1])
        assert len([name for name in stand_in.indexes if name.startswith("mz-") and name != "mz-standing"]) == 1
        assert engine.search(asked("公租房")).keys == ["p:1"]

    def test_a_document_that_the_server_refuses_is_an_error_and_the_mark_stays(self, records, stand_in):
        engine = OpenSearchEngine("http://search.invalid/mz", client=stand_in.client())
        fill(engine, records)
        stand_in.refuses = {"p:3"}
        with pytest.raises(httpx.HTTPError, match="refused 1"):
            engine.index(records, upto=8)
        stand_in.refuses = set()
        assert engine.standing().position == 4

    def test_a_server_that_is_away_is_an_error_that_the_follower_survives(self, records, stand_in, monkeypatch):
        from mingzheng.search import following

        engine = OpenSearchEngine("http://search.invalid/mz", client=stand_in.client())
        monkeypatch.setattr(following, "current", lambda: engine)
        stand_in.down = True
        assert following.keep_up() is False
        stand_in.down = False
        following._held.rests_until = float("-inf")
        while following.keep_up():
            pass
        assert set(engine.search(asked("公租房")).keys) == {"p:1", "p:2"}

    def test_the_password_never_stands_in_an_error(self, db):
        engine = OpenSearchEngine("http://user:geheim@127.0.0.1:1/mz")
        with pytest.raises(httpx.HTTPError) as caught:
            engine.standing()
        assert "geheim" not in f"{caught.value!r} {caught.value.request.url}"
