"""Every page of the portal opens, says where it is, and carries the national tags."""

import datetime as dt
import re

import pytest
import yaml
from django.urls import reverse

from mingzheng.portal import content, providers, running, structure

pytestmark = pytest.mark.django_db
KEYS = [column.key for column in structure.every()]


def tags(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))


@pytest.mark.parametrize("key", KEYS)
def test_each_column_opens_with_one_heading_a_breadcrumb_and_its_tags(client, key):
    column = structure.find(key)
    answer = client.get(column.url)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    assert 'class="breadcrumb"' in page and 'aria-current="page"' in page
    found = tags(page)
    assert found["SiteName"] == "上海市长宁区人民政府"
    assert found["ColumnName"] == column.label
    assert found["ColumnType"] == column.kind
    assert found["ColumnDescription"] and found["ColumnKeywords"] and found["SiteDomain"] and found["SiteIDCode"]


def test_the_public_pages_set_no_cookie(client):
    for column in structure.every():
        assert not client.get(column.url).cookies


def test_the_home_page_has_the_search_first_and_is_honest_about_what_is_empty(client):
    page = client.get("/").content.decode()
    assert page.index('action="/search/"') < page.index("有什么变化") < page.index("现在可以参与")
    for words in ("还没有新的变化", "现在没有正在征集的事项", "还没有可以公布的问答", "本年度工作要点还没有公布进展"):
        assert words in page
    assert "演示系统" in page


def test_the_demonstration_marker_goes_away_in_real_use(client, settings):
    settings.MINGZHENG_DEMO = False
    assert "演示系统" not in client.get("/").content.decode()


def test_the_district_is_a_setting(client, settings):
    settings.MINGZHENG_DISTRICT = "上海市徐汇区"
    assert "上海市徐汇区人民政府" in client.get("/").content.decode()


def test_the_home_page_shows_what_rooms_hand_in(client, plan, monkeypatch):
    providers.register_home("changes", lambda limit: [providers.HomeItem("办法印发", "/x/", note="新")][:limit])
    draft = running.Item("办法草案", "/y/", "意见征集", "区发改委", dt.date(2099, 1, 9))
    part = running.Part("test", "试", "试", "portal:surveys", lambda limit: [draft][:limit])
    monkeypatch.setitem(running._parts, "test", part)
    page = client.get("/").content.decode()
    assert "任务1办结" in page and "办法草案" in page and "1月9日截止" in page
    assert "现在没有正在征集的事项" not in page
    with pytest.raises(KeyError):
        providers.register_home("nowhere", lambda limit: [])


def test_every_link_inside_the_portal_leads_somewhere(client, plan):
    seen, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/desk", "/account", "/static")):
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if "html" in answer["Content-Type"]:
            links = re.findall(r'href="(/[^"]*)"', answer.content.decode())
            waiting += [link.split("#")[0].replace("&amp;", "&") for link in links]
    assert len(seen) > 15


def test_the_guide_holds_what_article_12_wants(client):
    page = client.get(reverse("portal:guide")).content.decode()
    for words in ("分类", "编排", "获取", "机构名称", "办公地址", "办公时间", "联系电话", "传真号码", "互联网联系方式"):
        assert words in page


def test_the_statutory_list_holds_the_fifteen_items_and_the_district_ones(client):
    groups = content.load("disclosure")["groups"]
    assert [len(group["entries"]) for group in groups] == [15, 7, 7]
    page = client.get(reverse("portal:statutory")).content.decode()
    assert "（十五）" in page and "社会救助" in page and "本站尚未公布" in page


def test_applying_names_no_purpose_and_the_right_days(client):
    page = client.get(reverse("portal:apply")).content.decode()
    assert "20个工作日" in page and "不需要说明用途" in page and "15个工作日" not in page


@pytest.mark.parametrize("name", ["site", "guide", "systems", "disclosure", "reports", "apply", "access"])
def test_standing_texts_load(name):
    assert content.load(name)


@pytest.fixture
def own_texts(settings, tmp_path):
    """A folder of the district's own texts; what was read before is forgotten, and afterwards again."""
    settings.MINGZHENG_CONTENT = tmp_path
    content.load.cache_clear()
    yield tmp_path
    content.load.cache_clear()


def test_the_districts_own_texts_stand_in_place_of_the_examples(client, own_texts):
    site = dict(content.load("site"), organizer="某区人民政府办公室", id_code="3101990001")
    del site["demo"]
    (own_texts / "site.yaml").write_text(yaml.safe_dump(site, allow_unicode=True), encoding="utf-8")
    content.load.cache_clear()
    page = client.get("/").content.decode()
    assert "某区人民政府办公室" in page and '<meta name="SiteIDCode" content="3101990001">' in page
    assert "site" not in content.examples() and "guide" in content.examples()
    assert content.check() == []


@pytest.mark.parametrize(
    ("text", "told"), [("organizer: 某区", "缺少：maintainer"), ("[1, 2]", "名称: 内容"), ("a: [", "YAML")]
)
def test_a_text_that_cannot_be_shown_is_told_before_anybody_reads_it(own_texts, text, told):
    (own_texts / "site.yaml").write_text(text, encoding="utf-8")
    (fault,) = content.check()
    assert "site.yaml" in fault.msg and told in fault.msg


def test_only_reading_is_allowed(client):
    assert client.post("/").status_code == 405


def test_the_ways_through_policy_stand_under_three_headings_each_once(client, db):
    page = client.get("/zhengce/").content.decode()
    ways = page[page.index('id="ways-1"') :]
    assert [ways.count(f">{heading}</h2>") for heading in ("查文件", "看懂、问清", "找适合我的")] == [1, 1, 1]
    for child in structure.find("policy").children:
        assert ways.count(f'href="{child.url}">{child.label}<') >= 1, child.key
