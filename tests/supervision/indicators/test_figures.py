"""Figures: what the records say, recounted from the journal; the records behind them; their history."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command

from mingzheng.core.indicators import Figure, Indicator, Scope, indicator_of, indicators
from mingzheng.core.journal.models import Entry
from mingzheng.core.timekeeping import today
from mingzheng.supervision.indicators import commands, queries, reading, standings
from mingzheng.supervision.indicators.commands import take_readings
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.workplan.models import Assignment


@pytest.fixture
def busy(work, on_day):
    """Letters, an answer, verifications in time and late, one late completion, one extension, one statement."""
    for unit in ("fagai", "sifa", "xinhua"):
        work.does(unit, 1, "accept")
    for unit in ("xinhua", "sifa"):
        work.does(unit, 1, "supervise", by=work.district.clerk, text="请说明。")
    work.does("xinhua", 1, "answer", answer="已安排。")
    work.submits("xinhua", 1)
    work.submits("fagai", 2)
    work.does("chengyun", 4, "accept")
    work.does("chengyun", 4, "attest", statement="演练。", dated="2023-04-18", file=b"x")
    work.does("sifa", 5, "accept")
    work.does("sifa", 5, "ask_extension", until="2023-07-31", reason="改造。")
    work.does("sifa", 5, "grant_extension", by=work.district.head)
    work.does("xinjing", 1, "cancel", by=work.district.head, reason="不承担。")
    on_day("2023-05-12")
    work.does("xinhua", 1, "verify", by=work.district.clerk)  # more than ten working days after
    work.does("chengyun", 4, "check_attest", by=work.district.clerk, remark="")
    work.does("fagai", 2, "send_back", by=work.district.clerk, reason="缺材料。")
    work.submits("fagai", 2)
    on_day("2023-05-15")
    work.does("fagai", 2, "verify", by=work.district.clerk)
    on_day("2023-07-10")
    work.finishes("fagai", 1)
    work.finishes("sifa", 5)
    return work


def figure(code, work, number):
    return indicator_of(code).measure(Scope(today(), work.task(number).pk))


def test_in_january_the_figures_of_last_years_plan_still_speak_of_its_year(work):
    """What is due in January itself (the annual report, task 66) is counted until it is due."""
    day_asked = Indicator(
        "test.day", "截至", "截至哪一天", "", "", lambda scope: Figure(scope.day.toordinal()), lambda _: []
    )
    december, january = work.task(1), work.task(2)
    january.due_on = dt.date(2024, 1, 31)

    def counted(task, day):
        return dt.date.fromordinal(reading.Meter(day, []).measure(day_asked, task).district.numerator)

    assert counted(december, dt.date(2023, 6, 20)) == dt.date(2023, 6, 20)
    assert counted(december, dt.date(2024, 1, 20)) == dt.date(2023, 12, 31)
    assert counted(january, dt.date(2024, 1, 20)) == dt.date(2024, 1, 20)
    assert counted(january, dt.date(2024, 3, 1)) == dt.date(2024, 1, 31)


def steps(command, **more):
    return Entry.objects.filter(action=f"workplan.assignment.{command}", **more)


def shares_with(work, number, *commands):
    """Shares of a task whose newest of these commands, by the journal, is the first."""
    found = {}
    ids = [str(pk) for pk in Assignment.objects.filter(task=work.task(number)).values_list("pk", flat=True)]
    actions = [f"workplan.assignment.{command}" for command in commands]
    for entry in Entry.objects.filter(action__in=actions, subject_id__in=ids).order_by("id"):
        found[entry.subject_id] = entry.action.rpartition(".")[2]
    return [pk for pk, last in found.items() if last == commands[0]]


def test_completion_recounted_from_the_journal(busy):
    for number in (1, 2, 5):
        found = figure("workplan.done", busy, number)
        opened = Entry.objects.filter(
            action="workplan.assignment.opened",
            subject_id__in=[
                str(pk) for pk in Assignment.objects.filter(task=busy.task(number)).values_list("pk", flat=True)
            ],
        ).count()
        gone = len(shares_with(busy, number, "cancel"))
        assert (found.numerator, found.denominator) == (
            len(shares_with(busy, number, "verify", "reopen")),
            opened - gone,
        )
    assert figure("workplan.done", busy, 1).text == "67%（2/3）"


def test_completion_in_time_counts_the_day_of_asking_and_the_extension(busy):
    """新华街道 asked in April though verified in May; 区发改委 asked after 30 June; 区司法局 within its extension."""
    assert (figure("workplan.done_in_time", busy, 1).numerator, figure("workplan.done_in_time", busy, 5).numerator) == (
        1,
        1,
    )
    assert figure("workplan.done_in_time", busy, 2).numerator == 1


def test_letters_answered_recounted_from_the_journal(busy):
    found = figure("workplan.letters_answered", busy, 6)
    assert (found.numerator, found.denominator) == (steps("answer").count(), steps("supervise").count()) == (1, 2)


def test_every_application_is_settled_in_time_or_counts_as_late(busy, on_day):
    found = figure("workplan.verified_in_time", busy, 6)
    settled = steps("verify").count() + steps("send_back").count()
    assert (found.numerator, found.denominator) == (settled - 2, settled) == (3, 5)
    busy.submits("sifa", 1) if not _open_letter(busy) else busy.submits("xinhua", 2)
    assert figure("workplan.verified_in_time", busy, 6).denominator == settled  # not yet due: not yet judged
    on_day("2023-08-01")
    assert figure("workplan.verified_in_time", busy, 6).denominator == settled + 1


def _open_letter(work):
    return work.share("sifa", 1).letters.filter(answered_on=None).exists()


def test_statements_count_once_confirmed(busy):
    assert figure("workplan.attested", busy, 4).text == "100%（1/1）"


@pytest.mark.parametrize("code", ["done", "done_in_time", "attested", "letters_answered", "verified_in_time"])
def test_the_records_behind_a_figure_add_up_to_it(busy, code):
    indicator = indicator_of(f"workplan.{code}")
    for number in (1, 2, 4, 5, 6):
        for unit in (None, busy.district.units["xinhua"].pk, busy.district.units["fagai"].pk):
            scope = Scope(today(), busy.task(number).pk, unit)
            found, items = indicator.measure(scope), indicator.items(scope)
            assert (found.numerator, found.denominator) == (sum(item.counts for item in items), len(items))


def test_a_share_of_nothing_says_so(work):
    found = figure("workplan.letters_answered", work, 6)
    assert found.text == "尚无记录" and found.percent is None
    shown = next(one for one in queries.figures_of(work.task(6)) if one.indicator.code == "workplan.letters_answered")
    assert shown.meets is None


def test_every_indicator_says_how_it_is_counted_and_on_what_it_stands():
    assert indicators()
    assert all(item.how and item.article and item.unit and item.label for item in indicators())


def test_tasks_without_a_record_source_say_so(work):
    for row in work.task(3).bindings.all():
        commands.end(row, work.district.clerk, "本年没有这类会议。")
    assert queries.figures_of(work.task(3)) == []
    out = io.StringIO()
    call_command("indicators", "show", stdout=out)
    said = out.getvalue().splitlines()
    assert any(line.endswith(queries.NO_SOURCE) for line in said) and any(
        "督办单答复率 尚无记录" in line for line in said
    )
    out = io.StringIO()
    call_command("indicators", "show", "--json", stdout=out)
    assert json.loads(out.getvalue())[2]["figures"] == {}


def owed_readings(work):
    """One for each figure of each task."""
    return sum(len(queries.codes_of(task)) for task in work.plan.tasks.all())


# --- history ---------------------------------------------------------------------------------------------


def test_readings_are_taken_once_a_day_and_say_the_last_of_it(work, on_day):
    on_day("2023-04-20")
    owed = owed_readings(work)
    assert take_readings() == owed > 0
    work.does("xinhua", 1, "supervise", by=work.district.clerk, text="请说明。")
    assert take_readings() == owed and Reading.objects.count() == owed
    on_day("2023-04-21")
    work.does("xinhua", 1, "answer", answer="已安排。")
    take_readings()
    history = queries.history_of(work.task(6), "workplan.letters_answered")
    assert [(str(item.day), item.figure.text) for item in history] == [
        ("2023-04-20", "0%（0/1）"),
        ("2023-04-21", "100%（1/1）"),
    ]
    assert len(queries.history_of(work.task(6), "workplan.letters_answered", days=1)) == 1


def test_a_plan_not_issued_has_no_readings(district, on_day):
    from tests.support.workplan import imported, notice

    on_day("2023-04-17")
    imported(district, notice(), "要点.csv")
    assert take_readings() == 0


def test_the_worker_owes_the_readings_every_day(work):
    from mingzheng.core.outbox.commands import run_due
    from mingzheng.core.outbox.daily import owe_today

    owe_today()
    owe_today()
    run_due(500)
    assert Reading.objects.count() == owed_readings(work)


def test_a_page_may_ask_for_the_figures_of_the_whole_plan_cheaply(busy, django_assert_max_num_queries):
    take_readings()
    with django_assert_max_num_queries(8):  # from the readings, however many figures, units or records
        found = standings.figures_of_plan(busy.plan)
    said = {item.indicator.code: item.figure.numerator for item in found[busy.task(6).pk]}
    assert (said["workplan.letters_answered"], said["workplan.verified_in_time"]) == (1, 3)
