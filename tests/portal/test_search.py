"""Site-wide search, as a visitor meets it."""

import json

import pytest
from django.db import transaction
from django.urls import reverse

from mingzheng.core.actors import Actor
from mingzheng.core.datasets import datasets
from mingzheng.core.searchable import Entry, SearchKind, changed, declare
from mingzheng.design import kept
from mingzheng.search import asked, commands, following
from mingzheng.search.models import Asked, FoundRecord

pytestmark = pytest.mark.django_db


def search(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_query_says_what_can_be_searched(client, searchable):
    page = search(client, "")
    assert "网站页面" in page and "工作要点任务" in page and "没有找到" not in page


def test_a_task_is_found_by_content_and_unit_together(client, searchable):
    page = search(client, "目录 天山路")
    assert "找到 1 条" in page and "/gongzuoyaodian/#task-7" in page and "<mark>目录</mark>" in page


def test_a_page_is_found_by_its_text(client, searchable):
    assert "/zfxxgk/yishenqing/" in search(client, "信息处理费")


def test_datasets_are_found_by_what_they_are(client, searchable):
    pages = [reverse("portal:dataset", args=[one.code]) for one in datasets()]
    for query in ("数据集", "开放数据"):
        found = search(client, query)
        assert any(f'href="{page}"' in found for page in pages), query


def test_nothing_found_helps_and_escapes(client, searchable):
    page = search(client, "<script>zzz</script>")
    assert "没有找到" in page and "怎样申请" in page and "<script>zzz" not in page


def test_texts_of_records_are_escaped(client, searchable):
    FoundRecord.objects.filter(key="portal.task:7").update(title="<b>目录</b>应用", position=900)
    following.catch_up()
    page = search(client, "目录应用")
    assert "&lt;b&gt;" in page and "<b>目录" not in page


def test_the_page_is_for_people_not_for_search_engines(client, searchable):
    assert '<meta name="robots" content="noindex">' in search(client, "公开")


@pytest.mark.parametrize("more", [{"page": "x"}, {"page": "9" * 40}, {"page": "-1"}, {"year": "²"}, {"year": "99999"}, {"kind": "没有"}, {"sort": "?"}, {"page": "100"}])  # fmt: skip
def test_nonsense_in_the_address_is_answered_like_anything_else(client, searchable, more):
    search(client, "公开", **more)


@pytest.mark.parametrize(
    "query", ["长" * 5000, " '\"%_\\", "AND OR NOT (", "公", "🀄", "ｆｕｌｌ", "1" * 90, "〔2023〕", "。。。", "的"]
)
def test_any_query_is_answered(client, searchable, query):
    search(client, query)


def test_without_an_index_the_database_answers_and_says_so(client, plan):
    from mingzheng.search.commands import refresh_all

    refresh_all()
    page = search(client, "目录")
    assert "检索索引正在建立" in page and "#task-7" in page


def test_a_facet_narrows_and_is_taken_back(client, searchable):
    page = search(client, "公开")
    assert "缩小范围" in page and "kind=" in page
    narrowed = search(client, "公开", kind="工作要点任务")
    assert "（去掉）" in narrowed and "/zfxxgk/yishenqing/" not in narrowed.split('class="hits"')[1].split("</ol>")[0]


def test_a_misspelt_word_is_put_right(client, searchable):
    page = search(client, "木路")
    assert "您要找的是不是" in page and ">目录</a>" in page


def test_suggestions_while_typing(client, searchable):
    answer = client.get("/search/suggest/", {"q": "目"})
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "目录" in json.loads(answer.content)["suggestions"]
    assert json.loads(client.get("/search/suggest/", {"q": "mulu"}).content)["suggestions"][0] == "目录"
    assert json.loads(client.get("/search/suggest/").content) == {"suggestions": []}


def test_a_machine_that_asks_too_often_waits(client, searchable, monkeypatch):
    from django.core.cache import cache

    from mingzheng.portal.views import search as views

    cache.clear()
    monkeypatch.setattr(views, "SUGGESTIONS_PER_MINUTE", 3)
    codes = [client.get("/search/suggest/", {"q": "目"}).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    cache.clear()


def test_what_people_look_for_is_counted_without_the_people(client, searchable):
    for query in ("目录", "目录", "不存在的东西", "13800138000 投诉", "王建国房产证"):
        search(client, query)
    search(client, "目录", kind="工作要点任务")
    asked.fold(at_once=True)
    counted = {row.query: (row.times, row.empty) for row in Asked.objects.all()}
    assert counted == {"目录": (2, 0), "不存在的东西": (1, 1)}


def test_what_a_room_publishes_is_found_once_the_worker_has_passed(client, searchable):
    from mingzheng.core.outbox.commands import run_due

    held = {1: "长宁区公共租赁住房准入标准"}

    def entry(number):
        return (
            Entry(f"test.paper:{number}", "政策文件", held[number], "正文", f"/d/{number}/") if number in held else None
        )

    declare(SearchKind("test.paper", "政策文件", entry, lambda after, limit: [n for n in sorted(held) if n > after]))
    try:
        changed("test.paper", 1)
        run_due()
        following.catch_up()
        assert "/d/1/" in search(client, "公租房准入") or "/d/1/" in search(client, "公共租赁住房")
        held.clear()
        changed("test.paper", 1)
        run_due()
        assert "/d/1/" not in search(client, "公共租赁住房"), "withdrawn at once, before the index follows"
    finally:
        from mingzheng.core import searchable as registry

        registry._kinds.pop("test.paper")


class TestARush:
    """The same question asked again is answered from memory: until something changes, beside few results for a second."""

    @pytest.fixture(autouse=True)
    def keeping(self, settings, tmp_path):
        settings.MINGZHENG_KEEP_PAGES = True
        settings.MINGZHENG_KEPT_FOLDER = tmp_path / "pages"
        kept.forget()
        yield
        kept.forget()

    def test_it_is_drawn_once_and_written_nowhere(self, client, searchable, settings):
        first = client.get("/search/", {"q": "目录 天山路"})
        FoundRecord.objects.filter(key="portal.task:7").update(gone=True)
        assert client.get("/search/", {"q": "目录 天山路"}).content == first.content
        assert not list(settings.MINGZHENG_KEPT_FOLDER.rglob("*"))

    def test_after_a_second_it_is_drawn_anew(self, client, searchable, monkeypatch):
        monkeypatch.setattr(kept, "MOMENT", 0)
        assert "找到 1 条" in search(client, "目录 天山路")
        FoundRecord.objects.filter(key="portal.task:7").update(gone=True)
        assert "/gongzuoyaodian/#task-7" not in search(client, "目录 天山路")

    @pytest.mark.parametrize("query", ["王建国", "13800138000"])
    def test_a_question_about_a_person_is_not_held(self, client, searchable, query):
        search(client, query)
        assert not kept.MEMORY._pages
        search(client, "目录")
        assert len(kept.MEMORY._pages) == 1

    def test_results_are_kept_until_a_record_changes(self, client, searchable, settings, monkeypatch):
        monkeypatch.setattr(kept, "MOMENT", 0)
        settings.MINGZHENG_FRESHNESS_SECONDS = 0
        asked = {"q": "目录"}
        first = client.get("/search/", asked)
        FoundRecord.objects.filter(key="portal.task:7").update(title="不经过命令的改动")
        assert client.get("/search/", asked).content == first.content, "drawn once"
        with transaction.atomic():
            commands._write(commands._locked_log(), [], gone=["portal.task:7"])
        assert b"#task-7" in first.content
        assert "#task-7" not in search(client, asked["q"]), "withdrawn before the index has followed"

    def test_results_are_drawn_anew_when_the_index_has_followed(self, client, searchable, settings):
        settings.MINGZHENG_FRESHNESS_SECONDS = 3600  # the stamps alone would not tell
        first = search(client, "公开")
        FoundRecord.objects.filter(key="portal.task:7").update(title="公开公开公开", position=900)
        following.catch_up()
        assert "<mark>公开</mark>公开" not in first and "公开公开公开" in search(client, "公开").replace("<mark>", "").replace("</mark>", "")  # fmt: skip

    def test_a_synonym_is_there_at_the_next_question(self, client, searchable, settings):
        settings.MINGZHENG_FRESHNESS_SECONDS = 0
        assert "一并查找" not in search(client, "公开")
        commands.add_synonyms(["公开", "公示"], Actor.system("测试"))
        assert "一并查找" in search(client, "公开")

    def test_every_question_is_counted_also_from_memory(self, client, searchable):
        for _ in range(3):
            search(client, "公开")
        client.head("/search/", {"q": "公开"})
        asked.fold(at_once=True)
        assert [(row.query, row.times) for row in Asked.objects.all()] == [("公开", 3)]
