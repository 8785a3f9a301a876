"""The site as a whole, log-in pages, interpretations without their document: each planted defect is found, and no other."""

from __future__ import annotations

import datetime as dt
import json
import ssl
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from django.core.management import call_command
from tests.supervision.inspections.shapes import news
from tests.supervision.inspections.standin import HTML, html

from mingzheng.core.outbox.commands import run_due
from mingzheng.supervision.inspections import commands, inspecting, outside, sources
from mingzheng.supervision.inspections.checks.ground import Ground
from mingzheng.supervision.inspections.checks.site import WANTED, judge_site
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.outcome import Fetched
from mingzheng.supervision.inspections.crawler.site import Look, look_at
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.outside import Asked
from mingzheng.supervision.inspections.reading.page import read_page
from mingzheng.supervision.inspections.rules import rules

DAY = dt.date(2023, 6, 20)
GROUND = Ground(DAY)
GOOD = dict.fromkeys(WANTED, "x") | {"server": "nginx"}
HOME = "https://www.example.gov.cn/"


def answer(**changed) -> Fetched:
    """A front page as it should be: over https, with every header, its certificate good for a year."""
    expires = dt.datetime.now(dt.UTC) + dt.timedelta(days=365)
    given = {"url": HOME, "final": HOME, "status": 200, "headers": GOOD, "expires": expires}
    return Fetched(**{**given, **changed})


def found(front: Fetched, plain: Fetched | None = None) -> set[tuple[str, str]]:
    return {(one.rule, one.subject) for one in judge_site(Look(front.url, front, plain), GROUND)}


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in GOOD.items() if key != name}


UNSAFE = replace(answer(), url="http://www.example.gov.cn/", final="http://www.example.gov.cn/", expires=None)
SOON = dt.datetime.now(dt.UTC) + dt.timedelta(days=12)
PLANTED = {
    "sound": (answer(), None, set()),
    "sound, http leads to https": (answer(), answer(url=UNSAFE.url), set()),
    "nothing answers without encryption": (answer(), Fetched(UNSAFE.url, UNSAFE.url, fault="refused"), set()),
    "certificate over": (Fetched(HOME, HOME, fault="tls", detail="证书已经过期"), None, {("site.certificate", "")}),
    "certificate soon over": (answer(expires=SOON), None, {("site.certificate_soon", "")}),
    "no encryption at all": (replace(UNSAFE, headers=without("strict-transport-security")), None, {("site.plain", "")}),
    "http stays http": (answer(), UNSAFE, {("site.plain", "")}),
    "version told": (answer(headers=GOOD | {"x-powered-by": "PHP/5.3"}), None, {("site.version", "x-powered-by")}),
    "framed by policy": (
        answer(headers=without("x-frame-options") | {"content-security-policy": "frame-ancestors 'none'"}), None, set(),
    ),
    "does not open": (Fetched(HOME, HOME, fault="timeout"), None, set()),
    "broken server": (answer(status=503, headers={}), None, set()),
    **{f"no {name}": (answer(headers=without(name)), None, {("site.header", name)}) for name in WANTED},
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_each_defect_of_a_site_is_found_and_no_other(name):
    front, plain, expected = PLANTED[name]
    assert found(front, plain) == expected


def test_every_rule_of_a_site_is_planted_and_says_its_source_and_mark():
    said = {rule for _front, _plain, expected in PLANTED.values() for rule, _subject in expected}
    said |= {rule for rule, *_rest in PAGES.values() for rule in rule}
    of_groups = {code for code, rule in rules().items() if rule.group in ("site", "interpretation")}
    assert of_groups - said == {"site.unreachable"}
    assert all(rules()[code].source and rules()[code].mend for code in of_groups)


def test_a_certificate_is_read_from_the_connection(secure_site, crawler, monkeypatch):
    secure_site.pages["/"] = (200, HTML, html("首页"))
    guard = Guard.of([secure_site.netloc])
    refused = look_at(f"https://{secure_site.netloc}/sitemap.xml", crawler(guard=guard, tries=1))
    assert refused.front.fault == "tls" and refused.front.detail == "证书是自己签的，浏览器不信任"
    trusting = ssl.create_default_context(cafile=str(Path(__file__).with_name("standin.pem")))
    trusting.check_hostname = False
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    front = look_at(f"https://{secure_site.netloc}/", crawler(guard=guard)).front
    assert front.status == 200 and front.expires is not None and front.expires.year == 2126


# --- pages ---------------------------------------------------------------------------------------------------------

FORM = "<form method='post' action='{}'><label for='p'>密码</label><input id='p' type='password'></form>"
SECURE, INSECURE = "https://www.example.gov.cn/login", "http://www.example.gov.cn/login"
READING = {"title": "《长宁区人才安居办法》政策解读", "column": "政策解读", "type": "政策解读"}
BACK = '<p><a href="{}">{}</a></p>'


def page(body: str) -> str:
    return f"<html lang='zh-CN'><head><title>登录</title></head><body>{body}</body></html>"


# what → (rules that must be found, address, page)
PAGES: dict[str, tuple[set[str], str, str]] = {
    "safe": (set(), SECURE, page(FORM.format("/login"))),
    "page without encryption": ({"login.plain"}, INSECURE, page(FORM.format("/login"))),
    "sends without encryption": ({"login.plain"}, SECURE, page(FORM.format("http://www.example.gov.cn/do"))),
    "saved page, address unknown": (set(), "", page(FORM.format("/login"))),
    "no password asked": (set(), INSECURE, page("<form action='http://a.cn/'></form>")),
    "back office by its words": ({"login.back_office"}, SECURE, page(BACK.format("/x", "网站后台登录"))),
    "back office by its address": ({"login.back_office"}, SECURE, page(BACK.format("/admin/login.jsp", "内部"))),
    "administration is no back office": (set(), SECURE, page(BACK.format("/administration-law/", "行政管理"))),
    "sign in of the public": (set(), SECURE, page(BACK.format("/account/login/", "个人登录"))),
    "interpretation alone": ({"interpretation.unlinked"}, SECURE, news(**READING)),
    "interpretation by its title alone": (
        {"interpretation.unlinked"}, SECURE, news(title="关于《长宁区人才安居办法》的解读"),
    ),
    "interpretation with its document": (
        set(), SECURE, news(**READING, links="<p><a href='/d/1.html'>《长宁区人才安居办法》</a></p>"),
    ),
    "news about interpreting": (set(), SECURE, news(title="区司法局开展政策解读进社区活动")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_each_defect_of_a_page_is_found_and_no_other(name):
    expected, address, text = PAGES[name]
    read = read_page(text.encode(), "page.html", url=address)
    assert {one.rule for one in inspecting.judge_page(read, GROUND)} == expected


# --- as it runs ----------------------------------------------------------------------------------------------------

SAID = {"site.plain", "site.header", "login.back_office"}


@pytest.fixture
def portal(site, changning, settings, on_day, looked_at):
    on_day(DAY)
    settings.MINGZHENG_INSPECT_ALLOW = [site.netloc]
    link = BACK.format("/admin/", "后台管理")
    for path in ("/", "/1.html", "/2.html", "/admin/"):
        site.pages[path] = (200, HTML, html("页面", link if path.endswith("html") else "<p>正文</p>"))
    site.sitemap("/sitemap.xml", [site.url("/1.html"), site.url("/2.html")])
    site.district = changning
    return site


def all_done():
    while run_due(20, slow=True):
        pass


@pytest.mark.django_db
def test_our_own_portal_is_looked_at_once_a_run_and_what_is_mended_goes(portal, settings):
    settings.MINGZHENG_SITE_URL = portal.url("")
    commands.start_run(sources.own_sitemap(), portal.district.clerk)
    all_done()
    rows = Finding.objects.exclude(state="gone")
    assert set(rows.values_list("rule", flat=True)) >= SAID
    assert rows.filter(rule="site.header").count() == len(WANTED) - 1, "HSTS makes no sense without encryption"
    assert rows.filter(rule="login.back_office").count() == 1, "one for the address, not one for each page"
    portal.headers = dict.fromkeys(WANTED, "x")
    commands.start_run(sources.own_sitemap(), portal.district.clerk)
    all_done()
    assert not Finding.objects.filter(rule="site.header").exclude(state="gone").exists()
    assert Finding.objects.get(rule="site.plain").state == "open"


@pytest.mark.django_db
def test_an_outside_site_and_the_command_line_say_the_same(portal, capsys):
    row = outside.begin(Asked("某局网站", None, DAY, sitemap=portal.url("/sitemap.xml")), portal.district.clerk)
    all_done()
    call_command("inspect", portal.url("/sitemap.xml"), "--json", "--day", DAY.isoformat())
    said = json.loads(capsys.readouterr().out)["findings"]
    kept = sorted(row.findings.values_list("rule", "subject"))
    assert kept == sorted((one["rule"], one["subject"]) for one in said) and {rule for rule, _ in kept} >= SAID
