"""What is installed to run the house: pinned, with hashes, from no named host, under licences that a public body may use.

That what is installed is what is locked, pip sees to (``--require-hashes``). Whether a version has a known hole is asked where there is a network: docs/controls.md has the command.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution

from django.conf import settings

LOCK = (settings.BASE_DIR / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$", re.MULTILINE)
# LGPL libraries are used unchanged from a package of their own, which their licence allows.
DENIED = re.compile(
    r"(?<!L)GPL|Affero|AGPL|SSPL|Server Side Public|BUSL|Business Source|Commons Clause|Elastic License", re.I
)
LESSER = re.compile(r"LGPL|Lesser General Public|GNU Library or Lesser", re.I)
UNSAID: dict[str, str] = {}  # package → where its licence was read, for those whose metadata name none


def test_every_package_is_pinned_with_hashes_and_without_addresses():
    assert "://" not in LOCK
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    named = [block for block in blocks if PINNED.match(block.strip().splitlines()[0])]
    assert named == blocks, "not pinned by =="
    assert len(named) > 40
    assert not [block.splitlines()[0] for block in named if "--hash=sha256:" not in block]


def test_no_package_that_runs_is_under_a_licence_that_binds_the_house():
    denied, unknown, seen = [], [], 0
    for name in {name for name, _version, _marker in PINNED.findall(LOCK)}:
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform or an older Python
        seen += 1
        words = licence_of(found)
        if not words and name not in UNSAID:
            unknown.append(name)
        if DENIED.search(LESSER.sub("", words)):
            denied.append(f"{name}: {words}")
    assert seen > 40
    assert not denied
    assert not unknown


def licence_of(found) -> str:
    """The expression, else the classifiers, else the first words of the free text."""
    meta = found.metadata
    classifiers = " ".join(one for one in meta.get_all("Classifier") or [] if one.startswith("License ::"))
    return meta.get("License-Expression") or classifiers or (meta.get("License") or "")[:120]
