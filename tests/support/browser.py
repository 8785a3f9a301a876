"""A real browser for tests: fixtures and checks. Tests that use them carry ``@pytest.mark.browser``."""

from __future__ import annotations

import os
import shutil
import time
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
    until(page, "document.readyState === 'complete' && document.body !== null")


def until(page: Any, true_in_the_page: str, seconds: float = 30) -> None:
    """Ask the page until the expression holds.

    ``wait_for_function`` evaluates what it waits for again inside the page, which our Content Security Policy refuses: it works
    only when the first look is already true.
    """
    last = time.monotonic() + seconds
    while not _holds(page, true_in_the_page):
        assert time.monotonic() < last, f"{page.url}: still not so after {seconds} s: {true_in_the_page}"
        page.wait_for_timeout(50)


def _holds(page: Any, true_in_the_page: str) -> bool:
    from playwright.sync_api import Error

    try:
        return bool(page.evaluate(true_in_the_page))
    except Error as error:
        if "Execution context was destroyed" in str(error):  # the page left while it was asked: ask the next one
            return False
        raise


def assert_accessible(page: Any) -> None:
    """axe finds nothing on the page as it stands."""
    settled(page)
    _accessible(page)


def _accessible(page: Any) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    if page.evaluate("typeof axe") == "undefined":  # half a megabyte: sent to each page once
        page.evaluate(AXE_SCRIPT)
    # What was found in order stays in the browser: it is most of the answer.
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((all) => all.violations)")
    said = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    assert said == [], f"{page.url}:\n" + "\n".join(said)


def assert_fits(page: Any) -> None:
    """The page does not scroll sideways."""
    settled(page)
    _fits(page)


def _fits(page: Any) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def enter_as(page: Any, client: Any, person: Any) -> None:
    """The page's browser is signed in as a member of staff, in the post that they hold first."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies["sessionid"].value
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": origin}])


def step_pages(record: Any, actor: Any) -> list[str]:
    """The case page of a record and the page of every step with a form that this actor may take now."""
    from mingzheng.core.procedures.models import Case
    from mingzheng.core.procedures.permission import permitted

    case = Case.objects.get(pk=record.case_id)
    steps = [one.step for one in permitted(case, actor) if one.allowed and one.step.form]
    return [f"/desk/cases/{case.pk}/", *(f"/desk/cases/{case.pk}/{step.command}/" for step in steps)]


def assert_pages(page: Any, paths: list[str], sizes: tuple[dict[str, int], ...] = (DESKTOP, PHONE)) -> None:
    """Each page answers and fits in each size, and is accessible in the first: the crawl asks axe on a phone (test_crawl_browser)."""
    for path in paths:
        answer = page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        for size in reversed(sizes):  # the first last: there axe looks
            page.set_viewport_size(size)
            _fits(page)  # nothing was pressed: there is nothing to wait for
        _accessible(page)
