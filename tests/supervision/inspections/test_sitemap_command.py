"""``./run inspect`` on a site that answers: pages and links together, one finding for one link."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.supervision.inspections import shapes
from tests.supervision.inspections.shapes import column, facts
from tests.supervision.inspections.standin import HTML, PDF, html

pytestmark = pytest.mark.django_db

LINKS = """<p><a href="/f/ok.pdf">附件1：任务分解表</a> <a href="/f/lost.pdf">附件2：名单</a>
<a href="/jd/12.html">政策解读</a> <a href="http://10.9.8.7/oa">内部系统</a> <a href="/hall">办事指南</a></p>"""


@pytest.fixture
def portal(site, changning, settings):
    """Two documents that share their links, a stale column, a page that is gone."""
    settings.MINGZHENG_INSPECT_ALLOW = [site.netloc]
    for number in (1, 2):
        text = shapes.four_cells(facts(links=LINKS)).encode()
        site.pages[f"/doc/{number}.html"] = (200, HTML, text)
    for number in range(1, 3):
        site.pages[f"/c/{number}.html"] = (200, HTML, html("公告"))
    site.pages["/gg/"] = (
        200,
        HTML,
        column("通知公告", [("关于施工的公告", "2022-01-04"), ("关于招考的公告", "2022-01-02")]).encode(),
    )
    for path in ("/", "/zwgk/", "/hall"):
        site.pages[path] = (200, HTML, html("页面"))
    site.pages["/f/ok.pdf"] = (200, "application/pdf", PDF)
    paths = ["/doc/1.html", "/doc/2.html", "/gg/", "/gone.html"]
    return site.sitemap("/sitemap.xml", [site.url(path) for path in paths])


def test_a_sitemap_is_inspected_with_its_links(portal, site, capsys):
    call_command("inspect", portal, "--json", "--day", "2023-06-20")
    report = json.loads(capsys.readouterr().out)
    assert report["pages"] == 4 and report["read"] == 3
    found = sorted((one["rule"], one["subject"].removeprefix(site.url(""))) for one in report["findings"])
    assert found == [
        ("column.stale", ""),
        ("link.attachment", "/f/lost.pdf"),
        ("link.danger", "http://10.9.8.7/oa"),
        ("link.interpretation", "/jd/12.html"),
        ("page.unreachable", ""),
    ]
    shared = next(one for one in report["findings"] if one["rule"] == "link.attachment")
    assert "还出现在 1 个页面" in shared["evidence"]
    assert site.methods["HEAD"] == 0 and max(site.asked[path] for path in ("/f/ok.pdf", "/hall")) == 1


def test_without_links_nothing_but_the_pages_is_asked_for(portal, site, capsys):
    call_command("inspect", portal, "--no-links", "--day", "2023-06-20")
    said = capsys.readouterr().out
    assert "栏目没有按期更新" in said and "没有逐条打开链接" in said
    assert site.asked["/f/ok.pdf"] == 0


def test_an_inner_site_that_was_not_allowed_is_refused_with_the_way_out(portal, settings):
    settings.MINGZHENG_INSPECT_ALLOW = []
    with pytest.raises(CommandError, match="MINGZHENG_INSPECT_ALLOW"):
        call_command("inspect", portal)


def test_exit_codes_and_words(portal, tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("inspect", portal, "--fail", "--no-links", "--day", "2023-06-20")
    assert ended.value.code == 3
    for words in (
        ["no-such-folder"],
        [str(tmp_path)],
        ["ftp://a.cn/sitemap.xml"],
        [portal, "--rules", "nosuch"],
        [portal, "--day", "昨天"],
    ):
        with pytest.raises(CommandError):
            call_command("inspect", *words)
    call_command("inspect", "--list")
    assert "index.check_digit" in capsys.readouterr().out
