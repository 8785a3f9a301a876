"""Take the pictures in docs/pictures from a running demonstration, so that they stay true.

    ./run demo rebuild --yes && ./run          in one terminal, then in another:
    .venv/bin/python scripts/pictures.py       needs the packages of ./test, and chromium
    .venv/bin/python scripts/pictures.py http://localhost:8140

With Pillow at hand the files are made smaller (256 colours); without it they are kept as the browser wrote them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = {"width": 1280, "height": 800}
ACCOUNT, PASSWORD = "qfb.jingban", "mingzheng2023"  # the demonstration's, shown on its sign-in page
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LARGEST = 300 * 1024


def main(site: str) -> None:
    """All pictures; exit code 1 when one is larger than it should be."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        sys.exit("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        page = browser.new_page(base_url=site, viewport=SIZE, locale="zh-CN")  # type: ignore[arg-type]
        page.goto("/")
        _take(page, "portal")
        page.goto("/zhengce/guifanxing/?validity=ended")
        page.locator(".papers__title a").first.click()
        _take(page, "document")
        page.goto("/account/login/?next=/desk/plan/")
        page.fill("#id_login", ACCOUNT)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/desk/plan/")
        _take(page, "board")
        browser.close()


def _take(page: Any, name: str) -> None:
    path = TARGET / f"{name}.png"
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    _make_smaller(path)
    size = path.stat().st_size
    print(f"{path.name}: {size // 1024} KB")
    if size > LARGEST:
        sys.exit(f"{path.name} is larger than {LARGEST // 1024} KB: install Pillow and take it again")


def _make_smaller(path: Path) -> None:
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
