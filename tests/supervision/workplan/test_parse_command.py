"""``plan parse`` as a person runs it: on a fresh clone, and with files that are none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mingzheng

SAMPLE = Path(mingzheng.__file__).parent / "supervision/workplan/samples/workplan-2023-notice.txt"


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fresh") / "var"


def run(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    env = {k: v for k, v in os.environ.items() if k not in hidden} | {"MINGZHENG_VAR": str(var)}
    command = [sys.executable, "-m", "mingzheng", "plan", "parse", *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, timeout=600, check=False)


def test_a_file_is_read_on_a_fresh_clone(var: Path) -> None:
    done = run(var, str(SAMPLE), "--json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["tasks"]) == 66


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", b""), ("a.docx", b"PK\x03\x04 broken" * 99), ("a.pdf", b"%PDF-1.4\n")]
)
def test_what_cannot_be_read_is_said_in_chinese(var: Path, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(var, str(tmp_path / name), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "上传" in done.stderr
    assert "Traceback" not in done.stderr
