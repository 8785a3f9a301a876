"""The dictionary of the search and the report of what people look for, on the desk."""

from __future__ import annotations

import pytest

from mingzheng.search import commands
from mingzheng.search.models import DictionaryTerm, SynonymGroup

PAGES = ["/desk/search-terms/", "/desk/search-report/"]


def text(response):
    return response.content.decode()


def test_the_office_adds_and_switches_off_a_term(work, enter):
    client = enter(work.district.clerk)
    page = text(client.post("/desk/search-terms/", {"form": "term", "word": "双随机一公开"}, follow=True))
    assert "词典已更新" in page and "索引等待重建" in page
    term = DictionaryTerm.objects.get()
    assert "已停用：双随机一公开" in text(client.post(f"/desk/search-terms/{term.pk}/off/", follow=True))
    assert not DictionaryTerm.objects.get().active


def test_what_is_no_term_stays_in_the_form(work, enter):
    client = enter(work.district.clerk)
    page = text(client.post("/desk/search-terms/", {"form": "term", "word": "公租房！"}))
    assert "不含标点" in page and 'value="公租房！"' in page
    assert "请填写词语" in text(client.post("/desk/search-terms/", {"form": "term", "word": ""}))
    assert "2 至 8 个不同的词" in text(client.post("/desk/search-terms/", {"form": "synonyms", "words": "公租房"}))


def test_synonyms_are_written_with_any_comma(work, enter):
    client = enter(work.district.clerk)
    client.post("/desk/search-terms/", {"form": "synonyms", "words": "公租房，公共租赁住房、公共租赁房"})
    group = SynonymGroup.objects.get()
    assert group.words == ["公租房", "公共租赁住房", "公共租赁房"]
    client.post(f"/desk/search-terms/synonyms/{group.pk}/off/")
    assert not SynonymGroup.objects.get().active


def test_the_report_names_what_was_not_found(work, enter, on_day):
    day = on_day("2023-04-20")
    client = enter(work.district.clerk)
    assert "还没有人检索" in text(client.get("/desk/search-report/"))
    commands.count_questions([(day, "停车位", 0), (day, "停车位", 0), (day, "公租房", 9)])
    page = text(client.get("/desk/search-report/", {"days": "7"}))
    assert "共检索 3 次，其中 2 次没有找到（66.7%）" in page and "停车位" in page
    assert client.get("/desk/search-report/", {"days": "x"}).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_units_do_not_see_them(work, enter, address):
    client = enter(work.district.actor("xinhua"))
    assert client.get(address).status_code == 403
    assert client.post("/desk/search-terms/", {"form": "term", "word": "公租房"}).status_code == 403
    assert client.post("/desk/search-terms/1/off/").status_code == 403


@pytest.mark.parametrize("address", ["/desk/search-terms/999999/off/", "/desk/search-terms/synonyms/999999/off/"])
def test_unknown_numbers_are_not_found(work, enter, address):
    assert enter(work.district.clerk).post(address).status_code == 404
