"""A report from the records to its publication: drafted, written, checked by another, approved, published, corrected."""

from __future__ import annotations

import datetime as dt
import io
import json
import random

import docx
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.support.annual import TEXTS, row, seen_tables, whole
from tests.support.tampering import sql
from tests.support.workplan import GROUPS, UNITS

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.procedures.permission import allows, sees
from mingzheng.core.units.importing import import_units
from mingzheng.core.units.sheet import Sheet
from mingzheng.core.workdays.commands import load_shipped
from mingzheng.desk.models import Notification
from mingzheng.papers import annual_report as papers
from mingzheng.requests.foi.annual import commands as figures
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS
from mingzheng.requests.foi.law.outcomes import LEAVES
from mingzheng.requests.foi.models import Application, ClosingFigures
from mingzheng.supervision.annual_report import checking, commands, judging, queries
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.open_data.proving import prove

YEAR = 2023
TODAY = dt.date(2024, 1, 16)
PLAIN = {key: text for key, text in TEXTS.items() if key not in ("assessment", "review", "accountability")} | {
    "proactive": "全年首次公开公文{{ documents.published }}件。",
    "requests": "本年新收政府信息公开申请{{ table3.total.new }}件，结转下年度继续办理{{ table3.total.carried_out }}件。",
    "plan": "承担的要点任务全部办结，其中三项提前完成。",
}


@pytest.fixture(autouse=True)
def _january(on_day):
    on_day(TODAY)


@pytest.fixture
def unit(district):
    return district.units["fagai"]


@pytest.fixture
def cases(unit):
    """Forty applications of the year, some from the year before, some still open at its end."""
    return spread(unit, 40)


def spread(unit, n, seed=7):
    dice, leaves = random.Random(seed), list(LEAVES)
    rows = []
    for number in range(n):
        received = dt.date(YEAR - 1, 11, 20) + dt.timedelta(dice.randrange(400))
        closed = received + dt.timedelta(dice.randrange(1, 40))
        done = closed <= TODAY
        rows.append(
            Application(
                unit=unit, number=f"测{seed}-{number}", origin="import", channel="internet", submitted_on=received,
                received_on=received, applicant_kind=dice.choice(list(APPLICANT_KINDS)),
                closed_on=closed if done else None, leaf=dice.choice(leaves) if done else "",
            )
        )  # fmt: skip
    return Application.objects.bulk_create(rows)


def own_figures(district, unit, actor):
    values = {"licences": 12, "penalties": 3, "coercive": 0, "fees_wan": "0", "source": "业务系统"}
    figures.keep_own(unit, YEAR, actor, values)


@pytest.fixture
def report(district, unit, cases):
    own_figures(district, unit, district.actor("fagai"))
    return commands.draft(YEAR, unit, district.actor("fagai"))


def does(report, command, actor, **data):
    act(Case.objects.get(pk=report.case_id), command, actor, data)
    report.refresh_from_db()
    return report


def explained(report, actor):
    """A reason for whatever may stand."""
    soft = judging.judge(report).soft
    if soft:
        does(report, "explain", actor, **{f"reason_{at}": "已逐件核对，数据无误。" for at in range(len(soft))})


def published(report, district, code="fagai"):
    officer = district.actor(code)
    does(report, "edit", officer, **PLAIN)
    explained(report, officer)
    does(report, "submit", officer)
    does(report, "check", district.actor(code, Post.REVIEWER))
    does(report, "approve", district.actor(code, Post.HEAD))
    return does(report, "publish", officer)


def test_the_draft_says_what_the_records_say(report):
    assert set(report.texts) == {one.key for one in judging.own_sections(report)}
    assert "{{ table3.total.new }}" in report.texts["requests"]
    assert "{{ fees.collected }}" in report.texts["fees"]
    total = report.cells["table3.total.new"]["value"]
    assert total == Application.objects.filter(received_on__year=YEAR).count()
    clock = Clock.objects.get(case=report.case, name="publish")
    assert clock.due_on == dt.date(2024, 1, 31)


def test_a_whole_life_ends_in_an_edition_whose_text_and_tables_agree(report, district, client):
    published(report, district)
    edition = report.editions.get()
    said = edition.content["parts"]["1"][1]["paragraphs"][0]
    assert said == (
        f"本年新收政府信息公开申请{report.cells['table3.total.new']['text']}件，"
        f"结转下年度继续办理{report.cells['table3.total.carried_out']['text']}件。"
    )
    assert Clock.objects.get(case=report.case, name="publish").met_on == TODAY
    kept = ClosingFigures.objects.get(unit=report.unit, year=YEAR)
    assert kept.carried_out == row(report.tables, "carried_out")
    page = client.get(report.get_absolute_url())
    assert page.status_code == 200 and said in page.content.decode()
    listed = client.get(reverse("portal:reports")).content.decode()
    assert report.title in listed


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
def test_every_paper_holds_the_same_numbers(report, district, client, kind):
    published(report, district)
    answer = client.get(reverse("portal:annual-file", args=[report.pk, 1, kind]))
    assert answer.status_code == 200
    if kind == "pdf":
        assert answer.content.startswith(b"%PDF-1.7")
        return
    read = checking.check_file(answer.content, f"年报.{kind}")
    held = {one["key"]: one["values"] for one in read.tables["table3"]["rows"]}
    assert held == {one["key"]: one["values"] for one in report.tables["table3"]["rows"]}
    assert read.hard == []


def test_the_word_document_merges_the_heads_as_the_form_does(report, district):
    published(report, district)
    document = docx.Document(io.BytesIO(papers.docx(queries.whole(report.editions.get()))))
    three = next(one for one in document.tables if len(one.columns) == 10)
    assert three.cell(0, 0).text.startswith("（本列数据的勾稽关系为")
    assert three.cell(0, 0)._tc is three.cell(2, 2)._tc
    assert three.cell(0, 3)._tc is three.cell(0, 9)._tc
    assert three.cell(5, 0)._tc is three.cell(26, 0)._tc
    book = load_workbook(io.BytesIO(papers.xlsx(queries.whole(report.editions.get()))))
    assert book.sheetnames[0] == "正文" and len(book.sheetnames) == 4


def test_what_is_not_filled_in_or_refers_to_nothing_stops_it(report, district):
    with pytest.raises(Refused) as refused:
        does(report, "submit", district.actor("fagai"))
    assert "请填写" in str(refused.value)
    does(
        report,
        "edit",
        district.actor("fagai"),
        **PLAIN | {"platform": "更新{{ table9.nothing }}次。", "problems": "无"},
    )
    kinds = {one.check for one in judging.judge(report).hard}
    assert kinds == {"unknown_cell", "part_five_none"}
    with pytest.raises(Refused, match=r"table9\.nothing"):
        does(report, "submit", district.actor("fagai"))


def test_a_typed_number_that_the_tables_contradict_needs_a_reason(report, district):
    officer = district.actor("fagai")
    does(report, "edit", officer, **PLAIN | {"requests": "本年收到政府信息公开申请9999件。另接待咨询8888件。"})
    found = judging.judge(report)
    assert [one.check for one in found.unexplained if one.check == "number_in_text"] == ["number_in_text"]
    typed = found.hints["requests"]
    assert [one.text for one in typed] == ["9999", "8888"] and all(not one.same for one in typed)
    with pytest.raises(Refused, match="9999"):
        does(report, "submit", officer)
    explained(report, officer)
    does(report, "submit", officer)
    assert report.case.table.state(Case.objects.get(pk=report.case_id).state).label == "待审核"
    does(report, "send_back", district.actor("fagai", Post.REVIEWER), reason="请改用引用的数。")
    does(report, "edit", officer, **PLAIN)
    assert not any("number_in_text" in key for key in report.reasons)


def test_a_broken_identity_refuses_approval(report, district):
    officer = district.actor("fagai")
    ClosingFigures.objects.create(
        unit=report.unit, year=YEAR - 1, carried_out=[9, 0, 0, 0, 0, 0, 9], source="2022年年报", entered_on=TODAY
    )
    does(report, "redraw", officer)
    does(report, "edit", officer, **PLAIN)
    assert "carry_over" in {one.check for one in judging.judge(report).hard}
    with pytest.raises(Refused, match="上年结转"):
        does(report, "submit", officer)


def test_records_that_moved_after_the_figures_were_taken_refuse_approval(report, district, unit):
    officer = district.actor("fagai")
    does(report, "edit", officer, **PLAIN)
    explained(report, officer)
    does(report, "submit", officer)
    does(report, "check", district.actor("fagai", Post.REVIEWER))
    spread(unit, 1, seed=9)
    Application.objects.filter(number="测9-0").update(received_on=dt.date(YEAR, 5, 5), closed_on=None, leaf="")
    head = district.actor("fagai", Post.HEAD)
    with pytest.raises(Refused, match="记录有了变动"):
        does(report, "approve", head)
    before = report.cells["table3.total.new"]["value"]
    does(report, "send_back", head, reason="请重新取数。")
    does(report, "redraw", officer)
    assert report.cells["table3.total.new"]["value"] == before + 1
    assert report.texts["plan"] == PLAIN["plan"]


def test_nobody_checks_what_they_wrote_and_no_other_unit_sees_it(report, district):
    does(report, "edit", district.actor("fagai"), **PLAIN)
    explained(report, district.actor("fagai"))
    does(report, "submit", district.actor("fagai"))
    case = Case.objects.get(pk=report.case_id)
    assert not allows(case, district.actor("fagai"), "check")
    assert allows(case, district.actor("fagai", Post.REVIEWER), "check")
    assert not allows(case, district.actor("sifa", Post.REVIEWER), "check")
    assert not sees(case, district.actor("sifa"))
    assert sees(case, district.clerk)
    with pytest.raises(Refused):
        commands.draft(YEAR, district.units["sifa"], district.actor("fagai"))
    with pytest.raises(Refused, match="已经有了"):
        commands.draft(YEAR, report.unit, district.actor("fagai"))
    with pytest.raises(Refused, match="还没有结束"):
        commands.draft(2024, report.unit, district.actor("fagai"))


def test_one_who_helped_write_may_not_check_in_another_post(report, district):
    """区府办's district report: one clerk writes, another checks."""
    made = commands.draft(YEAR, None, district.clerk)
    assert made.unit.code == "qufuban" and made.due_on == dt.date(2024, 3, 31)
    assert {"assessment", "review", "accountability"} <= set(made.texts)
    does(
        made, "edit", district.clerk, **TEXTS | {"requests": "申请办理情况见第三部分。", "proactive": "主动公开有序。"}
    )
    explained(made, district.clerk)
    does(made, "submit", district.clerk)
    case = Case.objects.get(pk=made.case_id)
    assert not allows(case, district.clerk, "check")
    assert allows(case, district.other_clerk, "check")
    does(made, "check", district.other_clerk)
    does(made, "approve", district.head)
    does(made, "publish", district.clerk)
    assert made.published_on == TODAY
    assert judging.judge(made).findings == []


def test_a_correction_is_a_new_edition_and_the_old_one_stays(report, district, client):
    published(report, district)
    does(report, "correct", district.actor("fagai", Post.HEAD), reason="平台建设一段有误。")
    old = client.get(report.get_absolute_url()).content.decode()
    officer = district.actor("fagai")
    does(report, "edit", officer, **PLAIN | {"platform": "加强平台建设，新开设两个专栏。"})
    assert client.get(report.get_absolute_url()).content.decode() == old
    explained(report, officer)
    does(report, "submit", officer)
    does(report, "check", district.actor("fagai", Post.REVIEWER))
    does(report, "approve", district.actor("fagai", Post.HEAD, 2))
    does(report, "publish", officer)
    now = client.get(report.get_absolute_url()).content.decode()
    assert "新开设两个专栏" in now and "平台建设一段有误" in now
    first = client.get(reverse("portal:annual-edition", args=[report.pk, 1])).content.decode()
    assert "新开设两个专栏" not in first and "这不是最新的版本" in first
    assert [one.number for one in report.editions.all()] == [2, 1]
    assert prove().sound


def test_a_published_report_changed_by_sql_is_named_with_edition_and_place(report, district):
    published(report, district)
    assert prove().sound
    edition = report.editions.get()
    content = edition.content
    at = next(n for n, one in enumerate(content["tables"]["table3"]["rows"]) if one["key"] == "carried_out")
    values = content["tables"]["table3"]["rows"][at]["values"]
    was, values[-1] = values[-1], 999
    sql("UPDATE annual_report_annualedition SET content = %s WHERE id = %s", json.dumps(content), edition.pk)
    place = f"第1版/tables/table3/rows/{at + 1}/values/{len(values)}"
    assert prove().faults == [f"年度报告“{report.title}”的{place}：公布时为“{was}”，现为“999”"]


def test_a_past_report_is_taken_in_as_it_was_and_the_next_is_compared_with_it(district, unit, cases, client):
    tables = seen_tables()
    data = papers.docx(whole(tables))
    past = commands.Past(unit, False, 2022, dt.date(2023, 1, 20), "区政府门户网站")
    with pytest.raises(Refused):
        commands.take_in(past, data, "年报.docx", district.actor("sifa"))
    made = commands.take_in(past, data, "年报.docx", district.actor("fagai"))
    assert made.published_on == dt.date(2023, 1, 20) and made.case is None
    assert ClosingFigures.objects.get(unit=unit, year=2022).carried_out == row(tables, "carried_out")
    page = client.get(made.get_absolute_url()).content.decode()
    original = made.editions.get().original
    assert "往年报告" in page and original.get_absolute_url() in page and original.kept_at is not None
    assert b"".join(client.get(original.get_absolute_url()).streaming_content) == data
    assert prove().sound
    own_figures(district, unit, district.actor("fagai"))
    report = commands.draft(YEAR, unit, district.actor("fagai"))
    does(report, "edit", district.actor("fagai"), **PLAIN)
    found = judging.judge(report)
    assert found.source == made.title
    copied = {one.text for one in found.copied}
    assert TEXTS["problems"] in copied and PLAIN["plan"] not in copied
    assert "carry_over" in {one.check for one in found.hard}


def test_a_broken_or_foreign_file_is_not_taken_in(district, unit):
    past = commands.Past(unit, False, 2022, dt.date(2023, 1, 20), "门户")
    text = papers.page(whole())
    four = text[text.index("<h2>四、") : text.index("<h2>五、")]
    with pytest.raises(Refused, match="表四"):
        commands.take_in(past, text.replace(four, "").encode(), "年报.html", district.actor("fagai"))
    wrong = commands.Past(unit, False, 2021, dt.date(2023, 1, 20), "门户")
    with pytest.raises(Refused, match="2022年"):
        commands.take_in(wrong, text.encode(), "年报.html", district.actor("fagai"))
    assert not AnnualReport.objects.exists()


def test_in_january_every_unit_that_owes_a_report_has_one_begun_and_is_reminded(district, cases):
    commands.draft_due()
    rows = queries.standing(YEAR)
    assert [(one.who, one.due_on) for one in rows] == [
        ("区政府（全区）", dt.date(2024, 3, 31)), ("区发改委", dt.date(2024, 1, 31)), ("区司法局", dt.date(2024, 1, 31)),
        ("新华街道", dt.date(2024, 1, 31)), ("新泾镇", dt.date(2024, 1, 31)),
    ]  # fmt: skip
    assert all(one.report and one.report.case for one in rows)
    assert commands.draft_missing(YEAR) == 0
    report = rows[1].report
    officer = district.person("fagai", Post.OFFICER)
    with pytest.raises(Refused):
        commands.remind(report, district.actor("fagai"))
    commands.remind(report, district.clerk)
    run_due()
    assert Notification.objects.filter(person_id=officer.pk, text__contains="2024年1月31日").exists()
    with pytest.raises(Refused, match="今天已经提醒"):
        commands.remind(report, district.clerk)
    assert Entry.objects.filter(action="annual_report.reminded").count() == 1


def test_the_indicator_counts_reports_in_time_with_their_section(report, district):
    indicator = indicator_of("annual_report.with_plan")
    published(report, district)
    day = dt.date(2024, 2, 1)
    figure = indicator.measure(Scope(day))
    assert (figure.numerator, figure.denominator) == (1, 4)
    items = indicator.items(Scope(day))
    assert sum(one.counts for one in items) == 1 and len(items) == 4
    own = indicator.measure(Scope(day, unit_id=report.unit_id))
    assert (own.numerator, own.denominator) == (1, 1)


def test_task_lines_of_the_plan_refer_to_their_shares(work, on_day):
    on_day(dt.date(2024, 1, 16))
    report = commands.draft(2023, work.district.units["xinhua"], work.district.actor("xinhua"))
    assert "{{ task.1 }}" in report.texts["plan"] and "{{ plan.shares }}" in report.texts["plan"]
    assert report.cells["plan.late"]["value"] >= 1
    assert "{{ late." in report.texts["problems"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(APPLICANT_KINDS)),
            st.integers(-60, 364),
            st.integers(1, 120),
            st.sampled_from(sorted(LEAVES)),
        ),
        max_size=30,
    )
)
def test_whatever_the_cases_tables_balance_and_the_text_agrees(unit, drawn):
    Application.objects.all().delete()
    AnnualReport.objects.all().delete()
    first = dt.date(YEAR, 1, 1)
    rows = []
    for number, (kind, offset, length, leaf) in enumerate(drawn):
        received = first + dt.timedelta(offset)
        closed = received + dt.timedelta(length)
        done = closed <= TODAY
        rows.append(
            Application(
                unit=unit, number=f"假{number}", origin="import", channel="internet", submitted_on=received,
                received_on=received, applicant_kind=kind, closed_on=closed if done else None, leaf=leaf if done else "",
            )
        )  # fmt: skip
    Application.objects.bulk_create(rows)
    from mingzheng.supervision.annual_report import drafting, laying, steps

    report = AnnualReport(unit=unit, year=YEAR, due_on=dt.date(2024, 1, 31))
    drawn_now = steps.draw(report)
    report.texts = drafting.texts(YEAR, unit, government=False, drawn=drawn_now)
    assert checking.identities(report.tables) == []
    content = steps.content_of(report)
    read = checking.check_file(papers.page(laying.whole(content)).encode(), "年报.html")
    assert [
        one for one in read.findings if one.check in ("number_in_text", "column_balance", "leaf_sum", "row_sum")
    ] == []
    assert timekeeping.today() == TODAY


def test_a_trial_installed_years_later_does_not_excuse_the_reports_of_the_year_that_it_plays(db, on_day):
    """The deadline rules and the calendar come in on the day of the installation, the units on the first day that is played."""
    on_day("2026-11-27")
    load_shipped(Actor.system("初始化"))
    on_day("2023-01-03")
    import_units(Sheet("small", UNITS, GROUPS), Actor.system("演示数据"))
    on_day("2024-01-31")
    assert {one.words for one in queries.standing(YEAR) if not one.district} == {"今天到期"}
    on_day("2024-02-02")
    assert {one.words for one in queries.standing(YEAR) if not one.district} == {"逾期 2 日"}
    assert {one.words for one in queries.standing(2021) if not one.district} == {"平台启用前的报告，没有收入档案"}
