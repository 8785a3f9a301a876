"""Public pages of the catalogue and of a tag; the catalogue as a file; what the map and the search know."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.tags import TAGS, catalogue  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import searchable
from mingzheng.policy.tags.models import Tag

pytestmark = pytest.mark.django_db


def test_before_there_is_a_catalogue_the_page_shows_the_words_in_use(papers, client):  # noqa: F811
    assert "标签目录还没有公布" in client.get("/biaoqian/").content.decode()
    papers.released()
    page = client.get("/biaoqian/").content.decode()
    assert "营商环境" in page and "现在用的标签" in page
    assert client.get("/biaoqian/营商环境/").status_code == 200


def test_the_catalogue_shows_every_facet_with_counts_and_is_downloaded(papers, catalogue, client):  # noqa: F811
    papers.released(tags=TAGS)
    page = client.get("/biaoqian/").content.decode()
    for word in ("主题", "面向对象", "软件和信息技术服务业（65）", "有效性", "第 1 版", "2023年4月20日"):
        assert word in page, word
    data = json.loads(client.get("/biaoqian/mulu-1.json").content)
    assert data["number"] == 1 and len(data["tags"]) == Tag.objects.count()
    book = openpyxl.load_workbook(BytesIO(client.get("/biaoqian/mulu-1.xlsx").content))
    assert book.active.max_row == 3 + Tag.objects.count()
    assert client.get("/biaoqian/mulu-9.json").status_code == 404
    assert client.get("/biaoqian/mulu-1.exe").status_code == 404


def test_tags_are_filtered_by_their_names_without_a_script(papers, catalogue, client):  # noqa: F811
    whole = client.get("/biaoqian/").content.decode()
    assert (
        whole.count("<details") > 3 and 'id="facet-industry"' in whole and '<details class="tags-facet" open>' in whole
    )
    page = client.get("/biaoqian/", {"q": "软件"}).content.decode()
    assert "软件和信息技术服务业（65）" in page and "信息传输、软件和信息技术服务业" in page
    assert "低收入家庭" not in page and page.count("<details") == page.count('tags-facet" open')
    none = client.get("/biaoqian/", {"q": "<b>没有的词"}).content.decode()
    assert "没有名称里带" in none and "<b>没有" not in none and "在全站搜索" in none


def test_a_tags_page_says_what_it_means_and_splits_by_validity(papers, catalogue, client):  # noqa: F811
    papers.released(tags=[*TAGS, "低收入家庭"])
    page = client.get("/biaoqian/低收入家庭/").content.decode()
    assert "重点人群" in page and "低保" in page  # its parent, its old word
    assert "关于优化营商环境若干措施的通知" in page
    assert "有效" in page and "/feeds/biaoqian/" in page
    assert client.get("/biaoqian/低保/").status_code == 301
    feed = client.get("/feeds/biaoqian/低收入家庭.atom")
    assert feed.status_code == 200 and "关于优化营商环境" in feed.content.decode()
    assert client.get("/feeds/biaoqian/没有这个.atom").status_code == 404
    assert "%E4%BD%8E%E6%94%B6%E5%85%A5%E5%AE%B6%E5%BA%AD" in client.get("/sitemap-tags.xml").content.decode()
    kind = searchable.kind_of("tags.tag")
    entry = kind.entry_of(Tag.objects.get(name="低收入家庭").pk)
    assert "低保" in entry.body and entry.url.startswith("/biaoqian/")
