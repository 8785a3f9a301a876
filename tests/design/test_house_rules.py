"""Rules that hold for every template and style sheet of the project."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src/mingzheng"
STATIC = SOURCE / "design/static/design"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
SHEETS = sorted((STATIC / "css").glob("*.css"))


def symbols() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "vendor/icons.svg").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_templates_hold_no_inline_style_script_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_icons_that_are_named_exist(path):
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r'{% icon "([\w-]+)"', text)) | set(re.findall(r'icon_name="([\w-]+)"', text))
    assert named <= symbols()


def test_icons_named_in_code_exist():
    from mingzheng.design.templatetags import design

    names = [name for name, _ in (*design.LIGHTS.values(), *design.VALIDITY.values())]
    assert {*names, *design.CALLOUTS.values(), *design.FILE_ICONS.values()} <= symbols()


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheets_import_and_fetch_nothing(path):
    text = path.read_text(encoding="utf-8")
    assert "@import" not in text and "url(" not in text
    assert text.count("{") == text.count("}")


def test_vendored_files_are_what_the_record_says():
    for entry in json.loads((STATIC / "vendor/vendored.json").read_text(encoding="utf-8")):
        path = STATIC / "vendor" / entry["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], path.name
        assert entry["licence"] in {"MIT", "0BSD", "ISC"}


def test_every_colour_pair_of_text_meets_aa_and_body_text_aaa():
    for selector, paper in ((":root {", "plain"), (':root[data-contrast="high"] {', "high")):
        colours = tokens(":root {") | (tokens(selector) if paper == "high" else {})
        for ink, ground, least in PAIRS:
            assert contrast(colours[ink], colours[ground]) >= least, (paper, ink, ground)


PAIRS = [
    ("ink", "paper", 7),
    ("ink", "wash", 7),
    ("ink-2", "paper", 7),
    ("ink-2", "wash", 7),
    ("ink-3", "paper", 4.5),
    ("ink-3", "wash", 4.5),
    ("action", "paper", 4.5),
    ("action", "action-wash", 4.5),
    ("on-action", "action", 4.5),
    ("official", "paper", 4.5),
    ("green", "green-wash", 4.5),
    ("amber", "amber-wash", 4.5),
    ("red", "red-wash", 4.5),
    ("none", "none-wash", 4.5),
    ("on-red", "red-solid", 4.5),
    ("field-line", "sheet", 3),
    ("amber-mark", "paper", 3),
]


def tokens(selector: str) -> dict[str, str]:
    text = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    block = text[text.index(selector) :].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_addresses_that_are_named_exist():
    """A page that names an address nobody declared breaks only when somebody opens it."""
    from django.urls import get_resolver

    known = {f"{name}:" for name in get_resolver().namespace_dict}
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for space, (_prefix, resolver) in get_resolver().namespace_dict.items():
        names |= {f"{space}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    named = re.compile(r"""(?:{%\s*url\s+|\breverse\(\s*)["']([a-z_-]+:[a-z0-9_-]+)["']""")
    missing = [
        f"{path.relative_to(SOURCE)}: {name}"
        for suffix in ("*.html", "*.py")
        for path in SOURCE.rglob(suffix)
        for name in named.findall(path.read_text(encoding="utf-8"))
        if not name.endswith("-") and f"{name.split(':')[0]}:" in known and name not in names
    ]
    assert not missing, "\n".join(missing)
