"""A real browser for tests: fixtures and checks. Tests that use them carry ``@pytest.mark.browser``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, started once. Skips when there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright's event loop lives in the test's thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """``open_page("/", size=PHONE, look="elder", script=False)`` → page; fails at the end on console errors."""
    contexts: list[Any] = []
    faults: list[str] = []

    def opened(
        path: str, *, size: dict[str, int] | None = None, look: str = "", script: bool = True, media: str = "screen"
    ) -> Any:
        context = browser.new_context(
            base_url=live_server.url, viewport=size or DESKTOP, locale="zh-CN", java_script_enabled=script
        )
        contexts.append(context)
        if look:
            context.add_cookies([{"name": "mz_look", "value": look, "url": live_server.url}])
        page = context.new_page()
        page.emulate_media(media=media)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == [], f"the browser's console shows errors: {faults}"


@pytest.fixture
def browser_page(open_page: Callable[..., Any]) -> Any:
    """One desktop page, standing at the home page; ``page.goto("/path")`` goes on from there."""
    return open_page("/")


def settled(page: Any) -> None:
    """A press of a button may be on its way to the next page: wait until that has arrived."""
    page.wait_for_timeout(60)
    page.wait_for_load_state("load")
    page.wait_for_function("document.readyState === 'complete' && document.body !== null")


def assert_accessible(page: Any) -> None:
    """axe finds nothing on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    found = Axe().run(page).response["violations"]
    said = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert said == [], f"{page.url}:\n" + "\n".join(said)


def assert_fits(page: Any) -> None:
    """The page does not scroll sideways."""
    settled(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"
