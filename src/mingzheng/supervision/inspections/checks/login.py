"""Pages on which people sign in: is the password safe on its way, and is a back office shown to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.links import Link
from mingzheng.supervision.inspections.reading.page import Page

BACK_OFFICE = re.compile(r"(网站|系统)?后台(管理|登录|入口)|管理后台|管理员(登录|入口)|网站管理(登录|入口)|编辑登录")
BACK_PATH = re.compile(
    r"/(wp-admin|wp-login\.php|admin|administrator|manager?|houtai|sysadmin|siteadmin)(/|\.\w+|$)", re.IGNORECASE
)


def plain(page: Page, _ground: Ground) -> Iterator[Defect]:
    """A password that travels as it is typed."""
    if not page.login.asks:
        return
    way = next((one for one in (page.login.sends_to, page.url) if one.startswith("http:")), "")
    if way:
        yield said(page, "login.plain", f"页面要填密码，而 {way} 没有加密。")


def back_office(page: Page, _ground: Ground) -> Iterator[Defect]:
    """A way into the back office on a public page: one defect for the address, however many pages show it."""
    for link in page.links:
        if _leads_in(link):
            name, where = link.text[:60] or "（没有文字的链接）", link.url or link.written
            yield Defect(
                "login.back_office", page.address, page.name, f"「{name}」{where}。", where, anywhere=True,
                agency=page.value("agency"),
            )  # fmt: skip


def _leads_in(link: Link) -> bool:
    return bool(BACK_OFFICE.search(link.text) or BACK_PATH.search(urlsplit(link.url).path))


CHECKS: tuple[Check, ...] = (plain, back_office)
