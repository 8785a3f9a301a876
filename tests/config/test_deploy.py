"""The files of ``deploy/``: checked by the programs that will read them, where the machine has them."""

from __future__ import annotations

import re
import shutil
import subprocess

from django.conf import settings
from tests.config import front

DEPLOY = front.DEPLOY
UNITS = sorted(DEPLOY.glob("*.service"))


def test_units_are_understood_and_name_programs_of_ours(tmp_path):
    assert [unit.name for unit in UNITS] == ["mingzheng-web.service", "mingzheng-worker.service"]
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        # Where nothing is installed the program's path cannot be found: another program stands in its place.
        standing_in = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(standing_in, encoding="utf-8")
        assert re.search(r"^ExecStart=/opt/mingzheng/\.venv/bin/(granian|python) ", text, re.MULTILINE)
    if shutil.which("systemd-analyze"):
        paths = [str(tmp_path / unit.name) for unit in UNITS]
        said = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True)
        complaints = [line for line in said.stderr.splitlines() if "mingzheng-" in line and "Failed to" not in line]
        assert not complaints, said.stderr


def test_nginx_understands_its_file_and_keeps_the_inside_inside(tmp_path):
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert re.search(r"location = /metrics \{ deny all; \}", text)
    assert "$request_uri" not in text.partition("log_format")[2].partition(";")[0], "a log would hold what was typed"
    nginx = front.nginx_program()
    done = subprocess.run(
        [nginx, "-t", "-c", front.written(tmp_path, (1080, 1443, 1001, 1002))], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_example_and_the_image_name_only_variables_that_exist():
    known = set(
        re.findall(
            r"`([A-Z][A-Z0-9_]+)`", (settings.BASE_DIR / "docs" / "configuration.md").read_text(encoding="utf-8")
        )
    )
    named = re.findall(
        r"^([A-Z][A-Z0-9_]+)=", (DEPLOY / "environment.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(named) - known == set()
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in image and "USER mingzheng" in image
