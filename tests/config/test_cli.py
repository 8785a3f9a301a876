"""The command line as a person meets it: Chinese words, exit codes, no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(settings.BASE_DIR / "src")} | environment
    return subprocess.run(
        [sys.executable, "-m", "mingzheng", *words], env=env, capture_output=True, text=True, check=False
    )


def test_the_list_names_every_command_of_ours():
    done = run("--help")
    assert done.returncode == 0
    assert {"demo", "inspect", "journal", "people", "plan", "units", "workdays"} <= {
        line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")
    }


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nosuch",), 2, "没有「nosuch」这个命令。"),
        (("workdays", "add", "2023-09-28"), 2, "缺少参数：天数"),
        (("plan", "parse", "no-such-file.txt"), 1, "无法打开 no-such-file.txt。"),
        (("delegates", "verify", "no-such-file.txt"), 1, "读不到文件「no-such-file.txt」。"),
        (("consultations", "group", "no-such-file.txt"), 1, "读不到文件「no-such-file.txt」。"),
    ],
)
def test_what_goes_wrong_is_said_plainly(words, code, said):
    done = run(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "CommandError" not in done.stderr
    assert "No such file" not in done.stderr


def test_two_first_commands_at_once_set_up_once_and_both_are_answered(tmp_path):
    """An empty file is no database yet."""
    (tmp_path / "mingzheng.sqlite3").touch()
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(
            lambda _: run("consultations", "group", "no-such-file.txt", MINGZHENG_VAR=str(tmp_path), DATABASE_URL=""),
            range(2),
        )
    assert [one.stderr.splitlines()[-1][:8] for one in (first, second)] == ["读不到文件「no"] * 2
    assert (first.stderr + second.stderr).count("第一次使用") == 1
    assert "请稍候" in first.stderr + second.stderr


def test_a_file_is_looked_for_where_the_command_was_typed(tmp_path):
    (tmp_path / "replies.jsonl").write_text('{"id": 1, "letter": "路灯不亮", "reply": "收到。"}\n', encoding="utf-8")
    command = [settings.BASE_DIR / "run", "letters", "check", "replies.jsonl", "--json"]
    environment = os.environ | {"MINGZHENG_VENV": sys.prefix}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, '"only_received"' in done.stdout) == (0, True), done.stderr


def test_the_version_is_that_of_the_changelog():
    done = run("--version")
    newest = re.search(r"^## (\S+)", (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert done.stdout == f"明政 {newest[1]}\n"


def test_help_is_chinese_and_leaves_out_what_is_for_developers():
    done = run("people", "--help")
    assert done.stdout.startswith("用法：")
    assert "--pythonpath" not in done.stdout


def test_production_names_every_unsafe_setting_at_once(tmp_path):
    done = run("units", "list", MINGZHENG_MODE="production", SECRET_KEY="", DATABASE_URL=f"sqlite:///{tmp_path}/x")
    assert done.returncode == 1
    assert all(name in done.stderr for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"))
