"""Take the pictures in docs/pictures and docs/guides/pictures from a running demonstration, so that they stay true.

    ./run demo rebuild --yes && ./run          in one terminal, then in another:
    .venv/bin/python scripts/pictures.py       needs the packages of ./test, and chromium
    .venv/bin/python scripts/pictures.py http://localhost:8140
    .venv/bin/python scripts/pictures.py --guides citizen,officer     these guides alone

The guides' pictures are taken on the ways that their tests walk (tests/demonstration/walks); these write into the demonstration,
so take them from a fresh one.

With Pillow at hand the files are made smaller (256 colours); without it they are kept as the browser wrote them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET, GUIDES = ROOT / "docs" / "pictures", ROOT / "docs" / "guides" / "pictures"
SIZE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 700}
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
LARGEST, LARGEST_OF_GUIDES = 300 * 1024, 80 * 1024
WIDEST_OF_GUIDES = 1000


def main() -> None:
    """All pictures, or those of some guides; exit code 1 when one is larger than it should be."""
    parser = argparse.ArgumentParser(description="从运行中的演示系统截取文档和使用指南的图。")
    parser.add_argument("site", nargs="?", default="http://localhost:8000")
    parser.add_argument("--guides", default="", help="只截这几份指南的图，用逗号分开")
    chosen = parser.parse_args()
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        sys.exit("no chromium on this machine: apt-get install chromium fonts-noto-cjk")
    TARGET.mkdir(parents=True, exist_ok=True)
    GUIDES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        if not chosen.guides:
            _of_the_readme(browser, chosen.site)
        _of_the_guides(browser, chosen.site, [one for one in chosen.guides.split(",") if one])
        browser.close()


def _of_the_readme(browser: Any, site: str) -> None:
    page = browser.new_page(base_url=site, viewport=SIZE, locale="zh-CN")
    page.goto("/")
    _take(page, "portal")
    page.goto("/zhengce/guifanxing/?validity=ended")
    page.locator(".papers__title a").first.click()
    _take(page, "document")
    _signed_in(page, ACCOUNT)
    page.goto("/desk/plan/")
    _take(page, "board")


def _of_the_guides(browser: Any, site: str, keys: list[str]) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.config.settings")
    import django

    django.setup()
    from tests.demonstration.walks import ON_A_PHONE, WALKS
    from tests.support.guided import Walk

    for key in keys or WALKS:
        size = PHONE if key in ON_A_PHONE else SIZE

        def sign_in(account: str, size: dict[str, int] = size) -> Any:
            page = browser.new_context(base_url=site, viewport=size, locale="zh-CN").new_page()
            return _signed_in(page, account) if account else page

        walk = Walk(key, sign_in, camera=_guide_picture)
        WALKS[key](walk)
        walk.finish()


def _signed_in(page: Any, account: str) -> Any:
    page.goto("/account/login/")
    page.fill("#id_login", account)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)
    return page


def _guide_picture(page: Any, name: str) -> None:
    """What the page itself says, without the frame around it, as a WebP no wider than a page needs."""
    from PIL import Image

    path = GUIDES / f"{name}.webp"
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path.with_suffix(".png"), clip=_of_the_page(page))
    with Image.open(path.with_suffix(".png")) as taken:
        taken.load()
    path.with_suffix(".png").unlink()
    if taken.width > WIDEST_OF_GUIDES:
        taken = taken.resize(
            (WIDEST_OF_GUIDES, taken.height * WIDEST_OF_GUIDES // taken.width), Image.Resampling.LANCZOS
        )
    taken.convert("RGB").save(path, quality=60, method=6)
    _weighed(path, LARGEST_OF_GUIDES)


def _of_the_page(page: Any) -> dict[str, float]:
    """The part of the screen that ``main`` takes."""
    box, size = page.locator("main").bounding_box(), page.viewport_size
    top, left = max(box["y"], 0), max(box["x"] - 12, 0)
    bottom, right = min(box["y"] + box["height"], size["height"]), min(box["x"] + box["width"] + 12, size["width"])
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _take(page: Any, name: str) -> None:
    path = TARGET / f"{name}.png"
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    _make_smaller(path)
    _weighed(path, LARGEST)


def _weighed(path: Path, largest: int) -> None:
    size = path.stat().st_size
    print(f"{path.name}: {size // 1024} KB")
    if size > largest:
        sys.exit(f"{path.name} is larger than {largest // 1024} KB: install Pillow and take it again")


def _make_smaller(path: Path) -> None:
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
