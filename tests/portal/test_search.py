"""Site-wide search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingzheng.portal import providers, search

pytestmark = pytest.mark.django_db


def test_an_empty_query_says_what_can_be_searched(client):
    page = client.get("/search/").content.decode()
    assert "现在可以搜到：本站页面、工作要点任务" in page and "没有找到" not in page


def test_a_task_is_found_by_content_and_unit_together(client, plan):
    page = client.get("/search/", {"q": "目录 天山路"}).content.decode()
    assert "找到 1 条" in page and "/gongzuoyaodian/#task-7" in page and "<mark>目录</mark>" in page


def test_a_page_is_found_by_its_text(client):
    page = client.get("/search/", {"q": "信息处理费"}).content.decode()
    assert "/zfxxgk/yishenqing/" in page


def test_nothing_found_helps_and_escapes(client):
    page = client.get("/search/", {"q": "<script>x</script>"}).content.decode()
    assert "没有找到" in page and "怎样申请" in page and "<script>x" not in page


def test_rooms_add_what_can_be_found(client):
    class Documents:
        label = "政策文件"

        def search(self, words, limit):
            return [providers.Hit("某办法", "/d/1/", "摘要", "政策文件")]

    providers.register_search("documents", Documents())
    page = client.get("/search/", {"q": "某"}).content.decode()
    assert "<mark>某</mark>办法" in page and "、政策文件" in page


def test_a_very_long_query_is_cut_not_refused(client):
    assert client.get("/search/", {"q": "长" * 5000}).status_code == 200
    assert client.get("/search/", {"q": " '\"%_\\"}).status_code == 200


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marking_never_changes_the_text(text, words):
    folded = [word.casefold() for word in words if word.strip()]
    assert "".join(piece.text for piece in search.marked(text, folded)) == text
