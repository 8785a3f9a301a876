"""Is the site itself safe to visit: certificate, encryption, what its answers tell browsers and strangers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from mingzheng.core.dates import chinese_date
from mingzheng.supervision.inspections.checks.ground import Ground
from mingzheng.supervision.inspections.crawler.outcome import Fetched
from mingzheng.supervision.inspections.crawler.site import Look
from mingzheng.supervision.inspections.defects import Defect

# header → what it does for a visitor
WANTED = {
    "content-security-policy": "限制页面可以载入哪里的脚本",
    "x-content-type-options": "不许浏览器猜文件类型",
    "x-frame-options": "不许别的网站把本站套在框里",
    "referrer-policy": "限制把网址告诉别的网站",
    "strict-transport-security": "以后只用加密连接",
}
TELLING = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator")
VERSION = re.compile(r"\d")


def judge_site(look: Look, ground: Ground) -> list[Defect]:
    """What can be said of a site. A front page that did not open says nothing of its headers: that is another rule's matter."""
    return [*_certificate(look, ground), *_plain(look), *_headers(look), *_telling(look)]


def _said(look: Look, rule: str, evidence: str, subject: str = "") -> Defect:
    return Defect(rule, look.origin, look.origin, evidence, subject)


def _answered(front: Fetched) -> bool:
    return not front.fault and front.status < 500


def _encrypted(front: Fetched) -> bool:
    return urlsplit(front.final).scheme == "https"


def _certificate(look: Look, ground: Ground) -> Iterator[Defect]:
    if look.front.fault == "tls":
        yield _said(look, "site.certificate", f"{look.front.detail}。")
    # The certificate lives in real time; a demonstration stands on another day.
    elif look.front.expires is not None:
        left = (look.front.expires - dt.datetime.now(dt.UTC)).days
        if left < ground.number("certificate_days"):
            yield _said(
                look, "site.certificate_soon", f"证书到 {chinese_date(look.front.expires)} 为止，还有 {left} 天。"
            )


def _plain(look: Look) -> Iterator[Defect]:
    asked = look.front if look.plain is None else look.plain
    if _answered(asked) and not _encrypted(asked):
        yield _said(look, "site.plain", f"打开 {asked.url}，最后停在 {asked.final}，没有加密。")


def _headers(look: Look) -> Iterator[Defect]:
    if not _answered(look.front):
        return
    held = look.front.headers
    for name, does in WANTED.items():
        framed = name == "x-frame-options" and "frame-ancestors" in held.get("content-security-policy", "")
        needless = name == "strict-transport-security" and not _encrypted(look.front)
        if name not in held and not framed and not needless:
            yield _said(look, "site.header", f"首页的响应里没有 {name}（{does}）。", name)


def _telling(look: Look) -> Iterator[Defect]:
    if not _answered(look.front):
        return
    for name in TELLING:
        value = look.front.headers.get(name, "")
        if VERSION.search(value):
            yield _said(look, "site.version", f"首页的响应里写着 {name}: {value[:80]}。", name)
