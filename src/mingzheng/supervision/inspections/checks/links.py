"""The links of a page, with what came of asking for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.supervision.inspections.checks.ground import Check, Ground, said
from mingzheng.supervision.inspections.crawler.outcome import Level, Outcome
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.links import Link, Usage
from mingzheng.supervision.inspections.reading.page import Page

BROKEN = {
    "attachment": "link.attachment",
    "interpretation": "link.interpretation",
    "service": "link.interpretation",
    "link": "link.broken",
}
ENTRANCE = re.compile("登录|登陆|注册|入口|我的")  # whoever clicks it expects to sign in
UNSURE = {
    "first_failure": "这是第一次打不开，再次检查仍打不开才算",
    "slow": "只慢了这一次也说不定",
    "closed": "机器没有登录，公众也许能打开",
    "soft_gone": "页面文字像是找不到内容",
    "to_home": "也许首页就是要去的地方",
}


def written(page: Page, _ground: Ground) -> Iterator[Defect]:
    """What can be said of a link without asking for it."""
    for link in page.links:
        if link.kind == "empty" and link.use == "link" and not _downloads(link):
            continue  # a button of a script; whether it works a machine cannot see
        if link.kind in ("private", "secret"):
            yield said(page, "link.danger", _shown(link, link.fault), link.written)
        elif link.kind in ("address", "empty"):
            yield said(page, "link.malformed", _shown(link, link.fault), link.written or link.text)
    if page.insecure:
        yield said(page, "link.mixed", f"{len(page.insecure)} 处，如 {page.insecure[0]}。")


def _downloads(link: Link) -> bool:
    return link.text.startswith(("附件", "下载", "点击下载"))


def _shown(link: Link, what: str) -> str:
    name = f"「{link.text[:60]}」" if link.text else "（没有文字的链接）"
    return f"{name}{link.url or link.written}：{what}。"


def asked(usage: Usage, outcome: Outcome) -> Defect | None:
    """What can be said once the address was asked for: one defect, however many pages lead there."""
    if outcome.level is Level.OK or (outcome.code == "login" and ENTRANCE.search(usage.text)):
        return None
    rule = {Level.DANGER: "link.danger", Level.BROKEN: BROKEN[usage.use]}.get(outcome.level, "link.caution")
    place = usage.first
    more = f"同一链接还出现在 {usage.count - 1} 个页面上。" if usage.count > 1 else ""
    name = f"「{usage.text[:60]}」" if usage.text else "（没有文字的链接）"
    unsure = UNSURE.get(outcome.code, "") if outcome.level is Level.CAUTION else ""
    return Defect(
        rule,
        place.address,
        place.title,
        f"{name}{usage.url}：{outcome.seen}。{more}",
        usage.url,
        unsure,
        outcome.mend,
        place.agency,
        anywhere=True,
    )


CHECKS: tuple[Check, ...] = (written,)
