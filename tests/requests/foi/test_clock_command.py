"""``./run foi clock``: one line in, one line out; a line that cannot be read does not stop the others."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.workdays import queries
from mingzheng.core.workdays.commands import load_shipped
from mingzheng.requests.foi.law.histories import read

IN_PERSON = {"type": "submitted", "channel": "in_person", "date": "2023-04-17"}


@pytest.fixture
def published(db):
    """The calendar as shipped."""
    load_shipped(Actor.system("测试"))
    yield
    queries.forget()


@pytest.fixture
def clock(published, tmp_path):
    """``clock(line, …)`` runs the command over lines and returns what it printed."""

    def run(*lines, flags=("--json",)):
        path = tmp_path / "histories.jsonl"
        text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        path.write_text(text, encoding="utf-8")
        call_command("foi", "clock", str(path), *flags, stdout=run.out)
        return run.out.getvalue()

    run.out = StringIO()
    return run


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_each_event_is_answered_with_state_date_and_reasons(clock):
    events = [
        IN_PERSON,
        {"event": "consult_sent", "kind": "third_party", "ref": "t1", "date": "2023-04-20"},
        {"kind": "consult_answered", "ref": "t1", "date": "2023-04-25", "position": "agree"},
        {"type": "extension", "date": "2023-04-26", "days": 5},
    ]
    (found,) = rows(clock({"id": "x1", "events": events}))
    assert found["id"] == "x1"
    received, asked, answered, refused = found["after"]
    assert [one["n"] for one in found["after"]] == [1, 2, 3, 4]
    assert received == {
        "n": 1,
        "state": "running",
        "due": "2023-05-16",
        "provisional": False,
        "reasons": received["reasons"],
    }
    assert any("20个工作日" in line for line in received["reasons"])
    assert asked["due"] is None
    assert asked["waiting"] == [{"for": "third_party", "ref": "t1", "due": "2023-05-12"}]
    assert answered["due"] == "2023-05-22"
    assert "第三十三条第二款" in refused["refused"]
    assert (refused["state"], refused["due"]) == (answered["state"], answered["due"])


def test_wrong_lines_are_named_and_the_others_are_answered(clock):
    lines = [
        {"id": 1, "events": [IN_PERSON]},
        "{not json",
        "",
        {"id": 2},
        {"events": []},
        {"id": 3, "events": [IN_PERSON, {"type": "vanished", "date": "2023-04-18"}]},
        {"id": 4, "events": ["x"]},
        {"id": 5, "events": []},
        "[1]",
    ]
    with pytest.raises(CommandError) as told:
        clock(*lines)
    assert told.value.returncode == 1
    said = str(told.value).splitlines()
    assert [line.split("：")[0] for line in said] == [f"第 {n} 行" for n in (2, 4, 5, 6, 7, 9)]
    assert "vanished" in said[3]
    assert "第 2 个事项" in said[3]
    assert [row["id"] for row in rows(clock.out.getvalue())] == [1, 5]


def test_a_line_in_another_encoding_is_named(clock, tmp_path):
    path = tmp_path / "gbk.jsonl"
    path.write_bytes('{"id": "甲", "events": []}\n'.encode("gbk") + b'{"id": "b", "events": []}\n')
    out = StringIO()
    with pytest.raises(CommandError, match="第 1 行：不是 UTF-8"):
        call_command("foi", "clock", str(path), "--json", stdout=out)
    assert rows(out.getvalue()) == [{"id": "b", "after": []}]


def test_a_file_that_is_not_there_is_said(clock):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("foi", "clock", "nowhere.jsonl")


def test_without_json_it_reads_as_a_text(clock):
    said = clock({"id": "甲", "events": [IN_PERSON, {"type": "fee_paid", "date": "2023-04-18"}]}, flags=())
    assert "1. 2023-04-17 提交申请：计算中，期限 2023-05-16" in said
    assert "没有登记：" in said


def test_the_offices_own_version_of_a_rule_is_used(clock):
    DeadlineRule.objects.create(
        code="foi.reply", version=2, label="答复", length=15, unit="workday", article="新条例",
        valid_from=dt.date(2023, 4, 1),
    )  # fmt: skip
    (found,) = rows(clock({"id": 1, "events": [IN_PERSON]}))
    assert found["after"][0]["due"] == "2023-05-09"
    assert any("新条例" in line for line in found["after"][0]["reasons"])


DATE = {"date": "2023-04-17"}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"type": "submitted", "channel": "in_person"}, "date"),
        ({"type": "submitted", "channel": "in_person", "date": "2023-02-30"}, "date"),
        ({"type": "submitted", "channel": "in_person", "date": "9999-01-01"}, "date"),
        ({"type": "submitted", "channel": "in_person", "date": 20230417}, "date"),
        ({"type": "submitted", **DATE}, "channel"),
        ({"type": "submitted", "channel": "pigeon", **DATE}, "channel"),
        ({"type": "consult_sent", **DATE}, "party"),
        ({"type": "consult_sent", "kind": "neighbour", **DATE}, "party"),
        ({"type": "consult_answered", "ref": "x" * 21, **DATE}, "ref"),
        ({"type": "extension", "days": "many", **DATE}, "days"),
        ({"type": "extension", "days": True, **DATE}, "days"),
        ({"type": "extension", "days": 3.5, **DATE}, "days"),
        ({"type": "extension", "days": 10**9, **DATE}, "days"),
        ({"type": "extension", "approved": "soon", **DATE}, "approved"),
        ({"type": "correction_requested", "delivered": "x", **DATE}, "delivered"),
        ({**DATE}, "kind"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_name_of_the_field(row, field):
    with pytest.raises(Refused) as told:
        read(row)
    assert told.value.field == field


def test_events_are_read_generously():
    assert read({"kind": "consult-sent", "party": "co-agency", **DATE}).party == "co_agency"
    assert read({"type": "posted", **DATE}).channel == "signed_post"
    assert read({"type": "extension", "days": "7", "approved": "2023-04-18", "notified": True, **DATE}).days == 7
