# ruff: noqa: SIM905
"""Build the icon sprite, copy htmx and bundle ProseMirror from npm packages; record what was taken.

Usage, from the root of the repository, after ``npm pack @tabler/icons htmx.org`` and unpacking both archives:

    python tools/vendor_assets.py ICONS_PACKAGE_DIR HTMX_PACKAGE_DIR

and, after ``npm install`` of the packages in ``PROSEMIRROR`` and of esbuild in a folder of its own:

    python tools/vendor_assets.py --editor FOLDER_WITH_NODE_MODULES

Only the icons named in ``ICONS`` are taken. Nothing is downloaded here.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "src/mingzheng/design/static/design/vendor"

ICONS = """
alert-circle archive arrow-back-up arrow-left arrow-right bell book building calendar-due calendar-event
chart-bar check checklist chevron-down chevron-left chevron-right circle-dashed clipboard-list clock contrast
copy dots download external-link eye file-spreadsheet file-text filter folder help-circle history home inbox
info-circle keyboard layout-grid link list-check lock logout mail map-pin menu-2 message-circle messages
paperclip pencil phone player-stop plus printer refresh rss scale search send settings shield-check sitemap
speakerphone switch-horizontal text-size trash upload user users volume world x
""".split()
FILLED = "circle-check alert-triangle alert-octagon".split()

PROSEMIRROR = """
prosemirror-model prosemirror-state prosemirror-view prosemirror-transform prosemirror-commands prosemirror-keymap
prosemirror-history prosemirror-schema-list prosemirror-tables prosemirror-gapcursor prosemirror-dropcursor
""".split()

BUNDLED = "orderedmap rope-sequence w3c-keyname".split()  # what those need

INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BOUNDS = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def symbol(path: Path, name: str, *, filled: bool) -> str:
    """One icon as a ``<symbol>``; paint is set on the symbol so that pages need no style of their own."""
    found = INNER.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"not an svg: {path}")
    inner = " ".join(BOUNDS.sub("", found.group(1)).split())
    paint = (
        'fill="currentColor"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{inner}</symbol>'


def package(folder: Path) -> dict[str, str]:
    data = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return {"name": data["name"], "version": data["version"], "licence": data["license"]}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(icons: Path, htmx: Path) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    symbols = [symbol(icons / f"icons/outline/{name}.svg", name, filled=False) for name in ICONS]
    symbols += [symbol(icons / f"icons/filled/{name}.svg", f"{name}-filled", filled=True) for name in FILLED]
    sprite = TARGET / "icons.svg"
    sprite.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n", encoding="utf-8"
    )
    shutil.copy(icons / "LICENSE", TARGET / "icons.LICENSE")
    script = TARGET / "htmx.min.js"
    shutil.copy(htmx / "dist/htmx.min.js", script)
    shutil.copy(htmx / "LICENSE", TARGET / "htmx.LICENSE")
    record(
        {
            **package(icons),
            "file": sprite.name,
            "sha256": digest(sprite),
            "icons": [*ICONS, *(f"{n}-filled" for n in FILLED)],
        },
        {**package(htmx), "file": script.name, "sha256": digest(script)},
    )


def editor(folder: Path) -> None:
    """One script with everything of ProseMirror that the body editor uses, as ``window.ProseMirror``."""
    modules = folder / "node_modules"
    entry = folder / "entry.js"
    entry.write_text("".join(f'export * from "{name}";\n' for name in PROSEMIRROR), encoding="utf-8")
    script = TARGET / "prosemirror.min.js"
    options = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--global-name=ProseMirror",
        "--target=es2020",
        "--charset=utf8",
    ]
    command = [str(modules / ".bin/esbuild"), str(entry), *options, "--legal-comments=none", f"--outfile={script}"]
    subprocess.run(command, check=True)  # noqa: S603 - the builder that the caller installed
    shutil.copy(modules / "prosemirror-model/LICENSE", TARGET / "prosemirror.LICENSE")
    parts = [package(modules / name) for name in [*PROSEMIRROR, *BUNDLED]]
    whole = {"name": "prosemirror", "version": parts[0]["version"], "licence": "MIT"}
    built = package(modules / "esbuild")
    record({**whole, "file": script.name, "sha256": digest(script), "packages": parts, "bundled_by": built})


def record(*entries: dict[str, object]) -> None:
    """Write the entries into the record; those of other files stay."""
    path = TARGET / "vendored.json"
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    fresh = {entry["file"]: entry for entry in [*held, *entries]}
    path.write_text(json.dumps(list(fresh.values()), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "--editor":
        editor(Path(sys.argv[2]).resolve())
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
