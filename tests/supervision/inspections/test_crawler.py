"""The crawler against a site that misbehaves: four levels, nothing hangs, nothing private is ever asked."""

from __future__ import annotations

from urllib.parse import urljoin, urlunsplit

import pytest
from tests.supervision.inspections.standin import HTML, PDF, html

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, Guard, normal, parsed
from mingzheng.supervision.inspections.crawler.checking import InMemory, check
from mingzheng.supervision.inspections.crawler.judging import judge
from mingzheng.supervision.inspections.crawler.sitemaps import BadSitemap, parse_sitemap, read_sitemap


def level(fetcher, url):
    outcome = judge(fetcher.patient(url), fetcher.limits)
    return outcome.level.value, outcome.code


PAGES = {
    "/fine": ((200, HTML, html("通知")), ("ok", "ok")),
    "/gone": ((404, HTML, html("404")), ("broken", "gone")),
    "/error": ((500, HTML, html("错误")), ("broken", "server")),
    "/closed": ((403, HTML, html("拒绝")), ("caution", "closed")),
    "/busy": ((429, HTML, html("忙")), ("caution", "busy")),
    "/soft": ((200, HTML, html("您访问的页面不存在")), ("caution", "soft_gone")),
    "/login": ((200, HTML, html("统一身份认证", "<form><input type='password'></form>")), ("caution", "login")),
    "/hijacked": ((200, HTML, html("真人娱乐 百家乐 注册送彩金")), ("danger", "harmful")),
    "/nothing": ((200, HTML, b""), ("broken", "empty")),
    "/plan.pdf": ((200, "application/pdf", PDF), ("ok", "ok")),
    "/lost.pdf": ((200, HTML, html("首页")), ("broken", "not_a_file")),
    "/odd.docx": ((200, "application/octet-stream", b"plain words"), ("caution", "odd_file")),
}


@pytest.mark.parametrize("path", PAGES)
def test_each_kind_of_answer_has_its_level_and_words(site, crawler, path):
    site.pages[path], expected = PAGES[path]
    fetcher = crawler()
    outcome = judge(fetcher.patient(site.url(path)), fetcher.limits)
    assert (outcome.level.value, outcome.code) == expected
    assert outcome.level.value == "ok" or (outcome.seen and outcome.mend)
    assert site.methods["HEAD"] == 0


@pytest.mark.parametrize(
    ("path", "limits", "expected"),
    [
        ("/slow", {"warn": 0.1}, ("caution", "slow")),
        ("/silent", {"timeout": 0.8}, ("broken", "timeout")),
        ("/drip", {"timeout": 0.8}, ("broken", "timeout")),
        ("/cut", {}, ("broken", "cut")),
        ("/reset", {}, ("broken", "cut")),
        ("/endless", {}, ("ok", "ok")),
        ("/round/0", {}, ("broken", "redirects")),
    ],
)
def test_a_site_that_misbehaves_costs_no_more_than_the_limits(site, crawler, path, limits, expected):
    assert level(crawler(tries=1, **limits), site.url(path)) == expected


def test_redirects_are_followed_up_to_the_limit_and_no_further(site, crawler):
    for number in range(12):
        site.onward[f"/step{number}"] = f"/step{number + 1}"
    site.pages["/step7"] = (200, HTML, html("到了"))
    fetcher = crawler(tries=1)
    site.onward.pop("/step7")
    assert level(fetcher, site.url("/step4")) == ("ok", "ok")
    assert level(fetcher, site.url("/step0")) == ("caution", "many_redirects")
    site.onward["/step7"] = "/step8"
    assert level(fetcher, site.url("/step0")) == ("broken", "redirects")
    assert site.asked["/step8"] == 0


def test_being_sent_to_the_front_page_is_worth_a_look(site, crawler):
    site.onward["/2019/old.html"] = "/"
    site.pages["/"] = (200, HTML, html("首页"))
    assert level(crawler(), site.url("/2019/old.html")) == ("caution", "to_home")


def test_a_passing_weakness_is_no_broken_link(site, crawler):
    site.pages["/weak"] = (200, HTML, html("好了"))
    site.failing["/weak"] = 1
    assert level(crawler(), site.url("/weak")) == ("ok", "ok")
    site.failing["/weak"] = 5
    assert level(crawler(), site.url("/weak")) == ("broken", "server")


def test_a_certificate_that_nobody_signed_is_a_caution_and_no_encryption_at_all_is_broken(site, secure_site, crawler):
    guard = Guard.of([site.netloc, secure_site.netloc])
    assert level(crawler(guard=guard, tries=1), f"https://{secure_site.netloc}/") == ("caution", "tls")
    assert level(crawler(guard=guard, tries=1), f"https://{site.netloc}/") == ("broken", "handshake")
    assert not site.asked and not secure_site.asked


def test_nobody_listens_and_nobody_knows(crawler):
    guard = Guard(frozenset({"nobody.example"}), lambda host, port: _unknown(host))
    assert level(crawler(tries=1, guard=guard), "http://nobody.example/") == ("broken", "unknown_host")
    assert level(crawler(tries=1, guard=Guard.of(["127.0.0.1"])), "http://127.0.0.1:9/") == ("broken", "refused")


def _unknown(host):
    raise OSError(host)


# --- private addresses -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f000001",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "100.64.1.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "0.0.0.0",  # noqa: S104 - asked for, not bound
        "224.0.0.1",
        "localhost",
    ],
)
def test_no_spelling_of_a_private_address_is_asked(site, crawler, host):
    port = site.netloc.rsplit(":", 1)[1]
    fetcher = crawler(guard=Guard(), tries=1)
    reached = level(fetcher, f"http://{host}:{port}/fine")
    assert reached in (("danger", "private"), ("broken", "address"))
    assert not site.asked


def test_a_public_page_cannot_send_the_crawler_inside(site, crawler):
    """The first name is allowed, the second is not; and the same for a name that answers with two addresses."""
    port = site.netloc.rsplit(":", 1)[1]
    answers = {"outside.example": ["127.0.0.1"], "inside.example": ["127.0.0.1"]}
    guard = Guard(frozenset({f"outside.example:{port}"}), lambda host, _port: answers.get(host, [host]))
    site.onward["/a"] = f"http://inside.example:{port}/secret"
    assert level(crawler(guard=guard, tries=1), f"http://outside.example:{port}/a") == ("danger", "private")
    assert site.asked == {"/a": 1}
    site.onward["/b"] = "http://169.254.169.254/latest/meta-data/"
    assert level(crawler(guard=guard, tries=1), f"http://outside.example:{port}/b") == ("danger", "private")


def test_one_private_answer_among_public_ones_is_enough_to_refuse():
    guard = Guard(resolver=lambda _host, _port: ["93.184.216.34", "10.0.0.8"])
    with pytest.raises(Forbidden):
        guard.open("mixed.example", 80)
    assert (
        Guard(resolver=lambda _host, _port: ["2001:4860::1", "93.184.216.34"]).open("two.example", 80)
        == "93.184.216.34"
    )


def test_an_own_site_in_the_inner_network_is_allowed_by_name_but_never_the_metadata_service():
    guard = Guard(frozenset({"www.intra"}), lambda _host, _port: ["10.0.0.8"])
    assert guard.open("www.intra", 80) == "10.0.0.8"
    with pytest.raises(Forbidden):
        Guard(frozenset({"www.intra"}), lambda _host, _port: ["169.254.169.254"]).open("www.intra", 80)
    with pytest.raises(Forbidden):
        Guard(frozenset({"www.intra:8080"}), lambda _host, _port: ["10.0.0.8"]).open("www.intra", 80)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.cn/x",
        "file:///etc/passwd",
        "http://",
        "http://u:p@a.cn/",
        "http://a.cn:99999/",
        "http://[::1",
        "a" * 3000,
        "http://a.cn/\x00",
        "http://a..b.cn\u2028/",
    ],
)
def test_what_is_no_address_of_a_page_is_not_asked(address):
    with pytest.raises(Forbidden):
        normal(address)


def test_one_spelling_for_one_address():
    assert normal("HTTP://WWW.A.cn:80/x?y#z") == normal("http://www.a.cn/x?y") == "http://www.a.cn/x?y"
    assert normal("../b.html", "https://a.cn/x/y/c.html") == "https://a.cn/x/b.html"
    for base in ("https://a.cn/x/y/c.html?q=/z", "https://a.cn/", "http://a.cn:8080/x"):
        for rooted in ("/x/../b.html", "/?q=1", "/政务/", "/"):
            assert normal(rooted, base) == urlunsplit(parsed(urljoin(base, rooted)))
    assert normal("//b.cn/x", "https://a.cn/y") == "https://b.cn/x"
    assert normal("http://政务.cn/") == "http://xn--zfr164b.cn/"


# --- many at once ------------------------------------------------------------------------------


def test_each_address_is_asked_once_and_never_more_than_so_many_at_a_time(site, crawler):
    for number in range(30):
        site.pages[f"/p{number}"] = (200, HTML, html("页"))
    urls = [site.url(f"/p{number}") for number in range(30)] * 2
    results = InMemory()
    found = check(urls, crawler(per_host=2), results)
    assert len(found) == 30 and {outcome.level.value for outcome in found.values()} == {"ok"}
    assert set(site.asked.values()) == {1}
    assert site.most_open <= 3  # two at a time; a third may be seen while the second closes
    check(urls, crawler(), results)
    assert set(site.asked.values()) == {1}, "results are used again"


# --- sitemaps ----------------------------------------------------------------------------------


def test_an_index_of_sitemaps_with_one_packed_and_one_missing(site, crawler):
    one = site.sitemap("/one.xml", [site.url("/a"), site.url("/b"), "ftp://x/y"])
    two = site.sitemap("/two.xml.gz", [site.url("/b"), site.url("/c#part")], packed=True)
    index = site.sitemap("/sitemap.xml", [one, two, site.url("/three.xml")], kind="sitemapindex")
    found = read_sitemap(index, crawler(tries=1), 10)
    assert found.pages == [site.url("/a"), site.url("/b"), site.url("/c")]
    assert [where for where, _why in found.faults] == ["ftp://x/y", site.url("/three.xml")]
    assert read_sitemap(index, crawler(tries=1), 2).left == 1


def test_a_sitemap_that_names_itself_ends(site, crawler):
    index = site.sitemap("/loop.xml", [site.url("/loop.xml")], kind="sitemapindex")
    assert read_sitemap(index, crawler(tries=1), 10).pages == []
    assert site.asked["/loop.xml"] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"<html>no</html>",
        b"\x1f\x8bbroken",
        b"",
        b"<urlset",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;</loc></url></urlset>',
    ],
)
def test_what_is_no_sitemap_is_refused(data):
    with pytest.raises(BadSitemap):
        parse_sitemap(data)
