"""``./run plan parse | import | issue | board``: what it prints, what it creates, how it ends."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from tests.support.workplan import ROWS, SAMPLE, notice

from mingzheng.supervision.workplan.models import Assignment, ImportDraft, Plan


@pytest.fixture
def file(tmp_path):
    def make(rows=ROWS):
        path = tmp_path / "要点.csv"
        path.write_bytes(notice(rows))
        return str(path)

    return make


@pytest.fixture
def clerk(district, on_day):
    on_day("2023-04-18")
    return district.clerk


def run(*words):
    out = io.StringIO()
    call_command("plan", *words, stdout=out)
    return out.getvalue()


def test_parse_prints_json_of_the_agreed_form_and_stores_nothing(whole_district):
    found = json.loads(run("parse", str(SAMPLE), "--json"))
    assert {"issuer", "number", "year", "points", "tasks", "warnings"} <= found.keys()
    assert len(found["tasks"]) == 66 and len(found["points"]) == 25 and found["year"] == 2023
    assert {"number", "group", "content", "units", "open_ended", "due", "inferred"} <= found["tasks"][0].keys()
    assert {row["number"] for row in found["tasks"] if row["inferred"]} >= {13, 61, 64}
    assert not ImportDraft.objects.exists() and not Plan.objects.exists()


def test_parse_for_people_flags_what_was_inferred(clerk, file):
    assert "健全完善公开属性认定机制、流程" in run("parse", file())


def test_import_yes_imports_and_issue_issues(clerk, file):
    said = json.loads(run("import", file(), "--yes", "--json"))
    assert said["tasks"] == 6 and said["year"] == 2023 and Plan.objects.get().pk == said["plan"]
    assert "6 项任务，6 个责任单位，共 12 件" in run("issue")
    assert Assignment.objects.count() == 12
    board = json.loads(run("board", "--json"))
    assert board["as_of"] == "2023-04-18" and board["tasks"][0]["total"] == 4
    assert "办结 0/4" in run("board")


def test_a_second_import_says_so_and_creates_nothing(clerk, file):
    run("import", file(), "--yes")
    assert "没有重复创建" in run("import", file(), "--yes")
    assert json.loads(run("import", file(), "--yes", "--json"))["created"] is False
    assert Plan.objects.count() == 1


def test_without_a_terminal_and_without_yes_it_waits_for_a_person(clerk, file, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match="有内容待人确认"):
        run("import", file())
    assert not Plan.objects.exists() and ImportDraft.objects.get().status == "open"


def test_yes_guesses_no_unit(clerk, file):
    with pytest.raises(CommandError, match="「区司法所」不在单位表中"):
        run("import", file([*ROWS[:1], (2, "目录管理", "解读说明", "区司法所", "全年")]), "--yes")
    assert not Plan.objects.exists()


def test_yes_takes_an_open_word_for_every_unit(clerk, file):
    run("import", file([(1, "目录管理", "解读说明", "各承办单位", "全年")]), "--yes")
    run("issue")
    assert Assignment.objects.count() == 4


def test_a_person_at_the_terminal_is_asked(clerk, file, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    asked, answers = [], iter(["sifa", "xinhua，fagai"])
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or next(answers))
    run("import", file([(1, "目录管理", "解读说明", "区司法所、各承办单位", "全年")]))
    assert "相近：区司法局(sifa)" in asked[0] and "「各承办单位」" in asked[1]
    run("issue")
    assert sorted(Assignment.objects.values_list("unit__code", flat=True)) == ["fagai", "sifa", "xinhua"]


@pytest.mark.parametrize(
    ("words", "said"),
    [(("parse", "没有.txt"), "无法打开"), (("issue",), "还没有导入要点"), (("board",), "还没有导入要点")],
)
def test_what_cannot_be_done_is_said_plainly(clerk, words, said):
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_an_account_without_an_office_post_may_not_import(clerk, district, file):
    from mingzheng.core.actors import Post

    name = district.person("xinhua", Post.HEAD).username
    with pytest.raises(CommandError, match="没有区府办的岗位"):
        run("import", file(), "--yes", "--as", name)


def test_two_issues_issue_once(clerk, file):
    run("import", file(), "--yes")
    run("issue")
    with pytest.raises(CommandError, match="现在是「已下达」"):
        run("issue")
