"""A year's figures are frozen, and what was frozen can be proved: whatever was changed by SQL afterwards is named."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from tests.support.tampering import sql, tampering

from mingzheng.core.errors import Refused
from mingzheng.core.journal import chain
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.journal.models import Entry, Head, Seal
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.daily import owe_today
from mingzheng.supervision.indicators import commands as indicators
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.open_data import commands, verify
from mingzheng.supervision.open_data.models import Freeze
from mingzheng.supervision.open_data.triggers import FREEZES

REASON = "半年总结引用的数字。"
SCRIPT = Path(verify.__file__)


@pytest.fixture
def read(work, on_day):
    """Readings of three days in two months; a share is finished in between."""
    for day in ("2023-05-30", "2023-06-19", "2023-06-20"):
        on_day(day)
        if day == "2023-06-20":
            work.does("chengyun", 4, "accept")
            work.does("chengyun", 4, "attest", statement="演练。", dated="2023-06-18", file=b"x")
            work.does("chengyun", 4, "check_attest", by=work.district.clerk, remark="")
        indicators.take_readings()
    return work


@pytest.fixture
def frozen(read):
    return commands.ask(read.plan, read.district.clerk, REASON)


@pytest.fixture
def files(frozen, tmp_path):
    public, inner = tmp_path / "public.json", tmp_path / "inner.json"
    public.write_bytes(frozen.public_text.encode())
    inner.write_bytes(frozen.inner_text.encode())
    return public, inner


def run(*words):
    """(exit code, everything printed)."""
    out = io.StringIO()
    try:
        call_command(*words, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def script(*words):
    done = subprocess.run([sys.executable, str(SCRIPT), *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


# --- making -------------------------------------------------------------------------------------------------------


def test_a_freeze_holds_every_reading_with_the_journals_place_and_is_journalled(frozen, read):
    public, inner = json.loads(frozen.public_text), json.loads(frozen.inner_text)
    assert frozen.sha256 == hashlib.sha256(frozen.public_text.encode()).hexdigest()
    assert public["inner_sha256"] == frozen.inner_sha256 == hashlib.sha256(frozen.inner_text.encode()).hexdigest()
    assert sum(len(one["days"]) for one in inner["figures"]) == Reading.objects.count()
    attested = next(one for one in inner["figures"] if one["indicator"] == "workplan.attested")
    assert attested["days"] == [["2023-05-30", 0, 1], ["2023-06-19", 0, 1], ["2023-06-20", 1, 1]]
    assert attested["units"]["chengyun"] == [["2023-05-30", 0, 1], ["2023-06-20", 1, 1]]  # the ends of months
    assert inner["bindings"]["4 workplan.attested"] == ["confirmed", None]
    seal = Seal.objects.get(position=frozen.journal_position)
    assert (seal.hash, seal.entry.action) == (frozen.journal_hash, "indicators.read")
    entry = Entry.objects.get(action="open_data.frozen")
    assert entry.data["sha256"] == frozen.sha256 and entry.person_name == read.district.clerk.person_name


def test_the_public_file_names_no_unit_and_no_inner_figure(frozen):
    figures = json.loads(frozen.public_text)["figures"]
    assert figures and all("units" not in one and not one["inner"] for one in figures)
    inner = {one["indicator"] for one in json.loads(frozen.inner_text)["figures"] if one["inner"]}
    assert inner and not inner & {one["indicator"] for one in figures}
    assert "chengyun" not in frozen.public_text and frozen.made_by not in frozen.public_text


def test_the_year_is_frozen_by_itself_once_it_is_over(read, on_day):
    assert commands.freeze_due() == 0
    with pytest.raises(Refused, match="还没有结束"):
        commands.freeze_year(read.plan)
    on_day("2024-01-01")
    indicators.take_readings()
    owe_today()
    run_due(500)
    made = Freeze.objects.get()
    assert (made.kind, str(made.day), str(made.figures_on)) == ("yearly", "2023-12-31", "2023-06-20")
    assert '["2024-01-01"' not in made.inner_text
    assert commands.freeze_due() == 0


def test_who_may_not_freeze_and_what_cannot_be_frozen(work, on_day):
    for actor, why in ((work.district.actor("xinhua"), "区府办"), (work.district.clerk, "还没有登记过读数")):
        with pytest.raises(Refused, match=why):
            commands.ask(work.plan, actor, REASON)
    indicators.take_readings()
    with pytest.raises(Refused, match="为什么"):
        commands.ask(work.plan, work.district.clerk, "  ")
    commands.ask(work.plan, work.district.head, REASON)
    with pytest.raises(Refused, match="已经冻结过"):
        commands.ask(work.plan, work.district.clerk, REASON)


@pytest.mark.parametrize("statement", ["UPDATE open_data_freeze SET reason = 'x'", "DELETE FROM open_data_freeze"])
def test_the_database_refuses_to_change_a_freeze(frozen, statement):
    with pytest.raises(DatabaseError, match="a freeze is fixed"), transaction.atomic():
        sql(statement)
    frozen.refresh_from_db()
    assert frozen.reason == REASON


# --- verification -------------------------------------------------------------------------------------------------


def test_untouched_both_files_agree(files, frozen):
    for file in files:
        code, said = run("freeze", "verify", str(file))
        assert code == 0 and "核对相符" in said and "是冻结的原文" in said
    assert run("figures", "verify")[0] == 0
    assert script(files[0], frozen.sha256, files[1])[0] == 0


def test_a_changed_reading_of_the_district_is_named_with_was_and_is(files, read):
    row = Reading.objects.get(task=read.task(4), indicator="workplan.attested", day="2023-06-19")
    assert sql("UPDATE indicators_reading SET numerator = 1 WHERE id = %s", row.pk) == 1
    wanted = "第4项 有说明并经核对的任务（workplan.attested） 全区 2023年6月19日：原为 0%（0/1），现为 100%（1/1）"
    label = row.task.bindings.get(indicator="workplan.attested").label
    wanted = wanted.replace("有说明并经核对的任务", label)
    for words in (("freeze", "verify", str(files[0])), ("freeze", "verify", str(files[1])), ("figures", "verify")):
        code, said = run(*words)
        assert (code, said.count(wanted)) == (5, 1), said


def test_a_changed_reading_of_a_unit_is_named_on_any_day(files, read):
    """Of a day that the file itself does not hold, and of one that it does."""
    unit = read.district.units["chengyun"].pk
    for day in ("2023-06-19", "2023-06-20"):
        row = UnitReading.objects.get(task=read.task(4), indicator="workplan.attested", day=day, unit=unit)
        sql("UPDATE indicators_unitreading SET denominator = 7 WHERE id = %s", row.pk)
    code, said = run("freeze", "verify", str(files[0]))
    assert code == 5
    assert "区城运中心 2023年6月19日：原为 0%（0/1），现为 0%（0/7）" in said
    assert said.count("区城运中心 2023年6月20日：原为 100%（1/1），现为 14%（1/7）") == 1


def test_a_row_taken_away_and_a_row_slipped_in_are_named(files, read):
    row = Reading.objects.get(task=read.task(4), indicator="workplan.attested", day="2023-06-19")
    Reading.objects.filter(pk=row.pk).delete()
    Reading.objects.create(task=read.task(5), indicator="made.up", day="2023-06-20", numerator=9)
    Reading.objects.create(
        task=read.task(4), indicator="workplan.attested", day="2023-06-10", numerator=1, denominator=1
    )
    code, said = run("freeze", "verify", str(files[1]), "--json")
    found = json.loads(said.splitlines()[0])["differences"]
    told = {(one["task"], one["indicator"], one["day"], one["was"], one["now"]) for one in found}
    assert code == 5 and told == {
        (4, "workplan.attested", "2023-06-19", "0/1", None),
        (5, "made.up", "2023-06-20", None, "9"),
        (4, "workplan.attested", "2023-06-10", None, "1/1"),
    }


def test_a_changed_file_is_not_the_frozen_one_and_its_figure_is_named(files, frozen):
    facts = json.loads(files[0].read_text(encoding="utf-8"))
    attested = next(one for one in facts["figures"] if one["indicator"] == "workplan.attested")
    attested["days"][0][1] = 1
    forged = files[0].with_name("forged.json")
    forged.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    code, said = run("freeze", "verify", str(forged))
    assert code == 3 and "不是原文" in said
    assert "2023年5月30日：原为 0%（0/1），现为 100%（1/1）" in said
    code, said = script(forged, frozen.sha256)
    assert code == 3 and "不是公布的那份文件" in said
    code, said = script(forged, files[0])
    assert code == 5 and "第4项" in said and "2023-05-30：1/1 / 0/1" in said


def test_what_is_no_file_of_a_freeze_is_said(tmp_path, db):
    for text in ("不是 JSON", "[]", '{"format": "mingzheng-freeze/1"}'):
        path = tmp_path / "x.json"
        path.write_text(text, encoding="utf-8")
        code, said = run("freeze", "verify", str(path))
        assert code == 1 and "这不是冻结的文件" in said
        assert script(path)[0] == 1
    assert run("freeze", "verify", str(tmp_path / "nothing.json"))[0] == 1


def test_a_freeze_changed_behind_the_triggers_is_found(files, frozen):
    with tampering():
        sql("UPDATE open_data_freeze SET public_text = %s, sha256 = %s", "{}", "0" * 64)
    code, said = run("freeze", "verify", str(files[0]))
    assert code == 3 and "公开文件被改过" in said
    code, said = run("figures", "verify")
    assert code == 5 and "公开文件" in said
    with tampering():
        Freeze.objects.all()._raw_delete("default")
    code, said = run("freeze", "verify", str(files[0]))
    assert code == 3 and "数据库里却没有它" in said


def test_triggers_taken_away_are_said(files):
    FREEZES.remove(connection)
    code, said = run("freeze", "verify", str(files[0]))
    FREEZES.install(connection)
    assert code == 3 and "缺少防改触发器" in said


def test_a_journal_rebuilt_to_fit_a_changed_reading_does_not_fit_the_frozen_head(files, read, on_day):
    """Whoever changes reading and journal alike and seals everything anew: the file names the head, and the reading."""
    row = Reading.objects.get(task=read.task(4), indicator="workplan.attested", day="2023-06-19")
    entry = Entry.objects.get(action="indicators.read", subject_id=f"{read.plan.pk}.2023-06-19")
    facts = entry.data
    facts["rows"]["4 workplan.attested"][""] = "1/1"
    with tampering():
        sql("UPDATE indicators_reading SET numerator = 1 WHERE id = %s", row.pk)
        Entry.objects.filter(pk=entry.pk).update(data_text=chain.dump(facts))
        head = chain.GENESIS
        for seal in Seal.objects.select_related("entry").order_by("position"):
            head = chain.link(head, seal.entry)
            Seal.objects.filter(position=seal.position).update(hash=head)
        Head.objects.update(hash=head)
    assert run("figures", "verify")[0] == 0  # consistent with itself
    code, said = run("freeze", "verify", str(files[0]))
    assert code == 4 and "改动发生在第 1 号到第" in said
    assert "2023年6月19日：原为 0%（0/1），现为 100%（1/1）" in said


def test_where_the_journal_breaks_is_narrowed_by_an_earlier_freeze(read, frozen, on_day, tmp_path):
    on_day("2023-06-21")
    indicators.take_readings()
    later = commands.ask(read.plan, read.district.clerk, REASON)
    seal_all()
    with tampering():
        Entry.objects.filter(pk=Entry.objects.get(subject_id=f"{read.plan.pk}.2023-06-21").pk).update(summary="改过")
        head = Seal.objects.get(position=frozen.journal_position).hash
        for seal in Seal.objects.filter(position__gt=frozen.journal_position).select_related("entry"):
            head = chain.link(head, seal.entry)
            Seal.objects.filter(position=seal.position).update(hash=head)
        Head.objects.update(hash=head)
    path = tmp_path / "later.json"
    path.write_bytes(later.public_text.encode())
    code, said = run("freeze", "verify", str(path))
    assert code == 4
    assert f"第 {frozen.journal_position} 号（2023年6月20日的冻结）仍然一致" in said


def test_a_changed_binding_is_named(files, read):
    row = Binding.objects.get(task=read.task(4), indicator="workplan.attested")
    sql("UPDATE indicators_binding SET target = 10, target_why = 'x' WHERE id = %s", row.pk)
    code, said = run("figures", "verify")
    assert (
        code == 5
        and "第4项 指标 workplan.attested 的对应：日志记为 已确认，目标照指标本身，现为 已确认，目标 10" in said
    )


def test_lawful_changes_of_bindings_and_readings_taken_again_agree(read):
    row = Binding.objects.get(task=read.task(4), indicator="workplan.attested")
    indicators.aim(row, read.district.clerk, 80, "逐步达到。")
    indicators.end(Binding.objects.filter(task=read.task(2))[0], read.district.clerk, "另有办法。")
    indicators.take_readings()
    assert run("figures", "verify") == (0, run("figures", "verify")[1])


def test_a_day_read_after_it_was_over_is_noted(read, on_day):
    on_day("2023-07-03")
    indicators.take_readings(__import__("datetime").date(2023, 6, 21))
    code, said = run("figures", "verify")
    assert code == 0 and "2023年6月21日 的读数是 2023年7月3日 登记的" in said


def test_make_writes_both_files_and_list_names_them(read, tmp_path):
    code, said = run("freeze", "make", "--reason", "年中核对", "--folder", str(tmp_path / "kept"))
    assert code == 0 and "已冻结" in said
    names = sorted(path.name for path in (tmp_path / "kept").iterdir())
    assert names == ["shuzi-2023-2023-06-20-asked-inner.json", "shuzi-2023-2023-06-20-asked.json"]
    assert all(run("freeze", "verify", str(tmp_path / "kept" / name))[0] == 0 for name in names)
    (row,) = json.loads(run("freeze", "list", "--json")[1])
    assert row["sha256"] in said and row["day"] == "2023-06-20"
    assert run("freeze", "make")[0] == 1  # the year is not over
