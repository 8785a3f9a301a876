"""What the documents say of the code is there: places in walks and recipes, the picture of the floors, links between pages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
SOURCE = HOME / "src" / "mingzheng"
PAGES = sorted((HOME / "docs").rglob("*.md")) + sorted(HOME.glob("*.md"))
PLACE = re.compile(r"`([a-z_/]+\.py)::(\w+)`")
FOLDER = re.compile(
    r"`((?:config|portal|desk|api|design|papers|search|supervision|requests|policy|participation|disclosure|core|tests|scripts|benchmarks)/[\w/.-]*)`"
)
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


@cache
def names(path: Path) -> set[str]:
    """Functions, classes and constants of a module, methods too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


@pytest.mark.parametrize("page", ["docs/walks.md", "docs/how-to.md", "docs/architecture.md"])
def test_every_place_in_the_code_that_a_page_names_is_there(page):
    text = (HOME / page).read_text(encoding="utf-8")
    missing = []
    for path, name in PLACE.findall(text):
        if not (SOURCE / path).exists() or name not in names(SOURCE / path):
            missing.append(f"{path}::{name}")
    for path in FOLDER.findall(text):
        if not ((SOURCE / path).exists() or (HOME / path).exists()):
            missing.append(path)
    assert missing == []


def test_walks_name_many_places():
    assert len(PLACE.findall((HOME / "docs/walks.md").read_text(encoding="utf-8"))) > 30


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if not link.startswith(("http", "mailto:", "/"))]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_picture_of_the_floors_is_of_today():
    done = subprocess.run([sys.executable, HOME / "scripts/floors.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_page_of_benchmarks_says_what_was_kept():
    from benchmarks import keeping

    assert keeping.PAGE.read_text(encoding="utf-8") == keeping.page(), "run ./bench report"
