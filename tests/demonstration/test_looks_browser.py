"""Colour contrast as elder mode and high contrast draw it, in a real browser: a room's own tests look at the plain look only."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from tests.support.browser import enter_as

from mingzheng.core.units.models import Person
from mingzheng.design.preferences import COOKIE

PORTAL = (
    "/", "/search/?q=公开", "/zfxxgk/", "/zfxxgk/zhinan/", "/zfxxgk/yishenqing/", "/zfxxgk/fdzdgk/", "/lingyu/", "/zhengce/",
    "/zhengce/wenjian/", "/zhengce/wenda/", "/hudong/", "/gongzuoyaodian/", "/zhuanti/", "/shuju/", "/bangzhu/", "/denglu/",
    "/account/login/", "/nothing-here/",
)  # fmt: skip
PALE = "document.querySelector('main').insertAdjacentHTML('beforeend', '<p id=pale>浅色的字</p>'); pale.style.color = '#ccc'"
CONTRAST = """
axe.run(document, {runOnly: ['color-contrast']}).then((all) =>
  all.violations.flatMap((one) => one.nodes.map((node) => node.html.slice(0, 160))))
"""


def faint(page: Any) -> list[str]:
    """What axe finds too pale on the page as it stands."""
    return page.evaluate(CONTRAST)


@pytest.mark.browser
@pytest.mark.parametrize(("look", "shown"), [("elder", "[data-mode=elder]"), ("contrast", "[data-contrast=high]")])
def test_every_look_is_dark_enough(browser: Any, served_district: str, client: Any, look: str, shown: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": look, "url": served_district}])
    context.add_init_script(AXE_SCRIPT)  # kept by the browser, not sent to each page
    page, found = context.new_page(), {}
    for path in PORTAL:
        page.goto(served_district + path)
        assert page.query_selector(f"html{shown}"), path
        found[path] = faint(page)
    page.evaluate(PALE)
    assert any("浅色的字" in one for one in faint(page)), "the look that finds nothing must be able to find something"
    enter_as(page, client, Person.objects.get(username="qfb.jingban"))
    page.goto(f"{served_district}/desk/")
    found["/desk/"] = faint(page)
    context.close()
    assert {path: said for path, said in found.items() if said} == {}
