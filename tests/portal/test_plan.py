"""The work plan's public progress, its feed, the site map and the robots."""

import xml.etree.ElementTree as ET

import pytest

pytestmark = pytest.mark.django_db
PLAN = "/gongzuoyaodian/"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_without_a_plan_the_page_says_what_will_be_here(client):
    page = client.get(PLAN).content.decode()
    assert "还没有公布进展" in page and "区政府办公室印发" in page


def test_the_plan_is_shown_in_the_notice_order_with_its_state_in_a_sentence(client, plan):
    page = client.get(PLAN).content.decode()
    assert "共 3 项任务，已办结 1 项，逾期 1 项，临近期限 1 项。" in page
    assert page.index("（八）") < page.index("健全完善公开属性认定机制") < page.index("（十八）")
    assert "逾期 4 个工作日" in page and "3 / 4 次" in page and 'id="task-42"' in page
    assert '<meta name="ArticleTitle" content="2023年上海市长宁区政务公开工作要点">' in page
    assert '<meta name="PubDate" content="2023-04-17">' in page
    assert '<meta name="ContentSource" content="上海市长宁区人民政府办公室">' in page


def test_a_figure_opens_on_its_tasks(client, plan):
    assert f'href="{PLAN}?show=red#tasks"' in client.get(PLAN).content.decode()
    late = client.get(PLAN, {"show": "red"}).content.decode()
    assert "开发公开标准目录" in late and "健全完善公开属性" not in late and "现在只列出" in late


def test_an_unknown_filter_shows_everything(client, plan):
    page = client.get(PLAN, {"show": "<script>"}).content.decode()
    assert "健全完善公开属性" in page and "<script>" not in page


def test_the_feed_is_atom_and_escapes(client, plan):
    answer = client.get("/feeds/plan.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314 - made by this very test
    entries = feed.findall(f"{ATOM}entry")
    assert entries[0].find(f"{ATOM}title").text == "任务1办结"
    assert entries[0].find(f"{ATOM}summary").text == "<各单位>均已核实"
    assert entries[0].find(f"{ATOM}id").text == "urn:mingzheng:plan:task-1-closed"


def test_the_feed_without_a_plan_is_empty_but_valid(client):
    assert ET.fromstring(client.get("/feeds/plan.atom").content).findall(f"{ATOM}entry") == []  # noqa: S314


def test_the_site_map_lists_every_column(client):
    text = client.get("/sitemap-columns.xml").content.decode()
    assert "/zfxxgk/zhinan/" in text and PLAN in text and "/search/" not in text


def test_a_demonstration_keeps_search_engines_away(client, settings):
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    settings.MINGZHENG_DEMO = False
    real = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in real and "Disallow: /\n" not in real and "sitemap.xml" in real
