"""What comes of a round: the result, comparing and simulating, the figures it moves, its correction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from tests.supervision.assessment.conftest import published
from tests.support.tampering import sql

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.models import Case
from mingzheng.supervision.assessment import commands, finding, presenting, queries, scoring
from mingzheng.supervision.assessment.models import Round
from mingzheng.supervision.open_data.proving import prove

pytestmark = pytest.mark.django_db


def values(sheet, actor):
    return {row.item.name: row.value for group in presenting.sheet_rows(sheet, actor) for row in group.rows}


# --- result -----------------------------------------------------------------------------------------------------


def test_the_result_is_ranked_in_groups_with_its_interval_and_stands(there, on_day):
    there.to_done(on_day)
    first = there.sheet("fagai")
    assert (first.total, first.best, first.worst, first.among) == (Decimal("98.00"), 1, 2, 2)
    assert first.low < first.total == first.high
    assert there.sheet("xinhua").among == 1
    assert Case.objects.filter(assessment_sheet__round=there.round, closed_at=None).count() == 0
    with pytest.raises(Refused):
        there.does("cancel", there.district.head, reason="想改。")


def test_what_is_for_the_units_only_is_not_published(there, on_day, client):
    there.to_done(on_day, audience="units")
    assert client.get(f"/kaohe/{there.round.pk}/").status_code == 404
    assert not queries.public_rounds().exists()


def test_a_cancelled_round_leaves_nothing_open(there, district, on_day):
    there.to_appeal(on_day)
    commands.appeal(there.score("fagai", "培训").pk, {"reason": "评错了。"}, district.actor("fagai"))
    there.does("cancel", district.head, reason="改为年底一并考核。")
    ours = Case.objects.filter(procedure__startswith="assessment.", closed_at=None)
    assert not ours.exists()
    assert Round.objects.get().settled_at is None


def test_an_item_without_anything_to_judge_is_left_out_and_the_rest_scaled(there):
    from mingzheng.supervision.assessment.models import Score

    score = there.score("fagai", "培训")
    score.checked = Decimal(15)
    other = there.score("fagai", "按期答复")
    lines = (
        scoring.line_of(score),
        scoring.Line(other, None, why="没有可以评判的记录，不计分"),
    )
    result = scoring.Result(there.sheet("fagai"), lines, Decimal(100))
    assert (result.applicable, result.achieved, result.total) == (Decimal(20), Decimal(15), Decimal("75.00"))
    assert scoring.Result(there.sheet("fagai"), lines[1:], Decimal(100)).total is None
    assert Score.objects.filter(checked__isnull=False).count() == 0


# --- comparing, simulating --------------------------------------------------------------------------------------


def test_two_systems_are_compared_by_likeness_and_a_simulation_stores_nothing(there, on_day, district):
    from mingzheng.supervision.assessment.comparing import Change
    from mingzheng.supervision.assessment.models import Score
    from mingzheng.supervision.assessment.sheets import Row

    there.to_done(on_day)
    rows = [
        Row("公开", "按期答复情况", Decimal(70), way="machine", figure="test.in_time", formula="按比例得分"),
        Row("组织", "业务培训", Decimal(10), "培训不少于两次。"),
        Row("质量", "政策解读", Decimal(20), way="sample", figure="test.in_time", sample=3),
    ]
    facts = {"year": 2024, "title": "2024年度考核指标", "whole": Decimal(100), "note": ""}
    draft = commands.new_system(facts, rows, district.clerk)
    found = {(pair.new or pair.old).name: pair.change for pair in queries.compare(there.system, draft)}
    assert found["按期答复情况"] is Change.WEIGHT
    assert found["政策解读"] is Change.ADDED
    assert found["答复质量"] is Change.DROPPED
    before = list(Score.objects.order_by("pk").values())
    simulation = queries.simulate(there.round, draft)
    by_unit = {move.sheet.unit.code: move for move in simulation.moves}
    assert by_unit["sifa"].new.score < by_unit["sifa"].old.score
    assert by_unit["fagai"].new.best == 1
    assert by_unit["sifa"].new.best == by_unit["sifa"].new.worst == 2  # nothing is sampled any more: no uncertainty
    assert [item.name for item in simulation.unknown][-1:] == ["政策解读"]
    assert list(Score.objects.order_by("pk").values()) == before


def test_a_system_compared_with_itself_has_not_changed_and_moves_nobody(there, on_day, district):
    there.to_done(on_day)
    again = published(district)
    assert {pair.change.value for pair in queries.compare(there.system, again)} == {"same"}
    assert not any(move.moved or move.by for move in queries.simulate(there.round, again).moves)


# --- figures of the plan ----------------------------------------------------------------------------------------


def test_the_figures_of_tasks_63_and_64_move_by_themselves(there, on_day):
    from mingzheng.core.indicators import Scope, indicator_of

    def figure(code, day="2023-06-30", unit=None):
        found = indicator_of(code)
        scope = Scope(dt.date.fromisoformat(day), None, unit)
        made = found.measure(scope)
        items = found.items(scope)
        assert sum(item.counts for item in items) == made.numerator
        assert made.denominator in (None, len(items))
        return made.numerator, made.denominator

    assert figure("assessment.systems") == (1, None)
    assert figure("assessment.systems", "2023-04-16") == (0, None)
    assert figure("assessment.independent") == (0, 0)
    there.to_marking(on_day)
    assert figure("assessment.independent") == (0, 4)
    for one in there.drawn("fagai"):
        for nth in (1, 2):
            commands.mark(one.pk, "1", "", there.assessor(nth))
    assert figure("assessment.independent") == (1, 4)
    assert figure("assessment.independent", unit=there.district.units["fagai"].pk) == (1, 1)
    assert figure("assessment.independent", "2023-04-17") == (0, 0)


def test_the_bindings_of_the_notice_name_these_figures():
    from mingzheng.supervision.workplan.binding import binding_for

    assert binding_for("优化政务公开考核评估指标体系，加大重点工作考核权重").indicators == ("assessment.systems",)
    assert binding_for("围绕依申请公开、政策发布解读、政民互动等重点开展独立评估").indicators == (
        "assessment.independent",
    )


def test_an_approved_result_changed_by_sql_is_named_with_its_unit(there, on_day):
    there.to_done(on_day)
    assert prove().sound
    sheet = there.sheet("fagai")
    sql("UPDATE assessment_sheet SET best = best + 1, worst = worst + 1 WHERE id = %s", sheet.pk)
    (fault,) = prove().faults
    assert sheet.unit.short in fault and "结果" in fault and str(there.round) in fault


def test_published_systems_and_results_are_found_by_the_search_and_inner_ones_are_not(there, on_day):
    assert finding.result_entry(there.round.pk) is None
    there.to_done(on_day)
    entry = finding.result_entry(there.round.pk)
    assert there.sheet("fagai").unit.name in entry.body and entry.url == there.round.get_absolute_url()
    system = finding.system_entry(there.round.system_id)
    assert all(item.name in system.body for item in there.round.system.listed)
    Round.objects.filter(pk=there.round.pk).update(audience="units")
    assert finding.result_entry(there.round.pk) is None


# --- correction -------------------------------------------------------------------------------------------------


def corrected(there, reason="区发改委的培训漏核了一次。"):
    """The correction of an approved result, in its first phase."""
    there.does("correct", reason=reason, appeal_due=str(timekeeping.today() + dt.timedelta(days=7)))
    return type(there)(there.district, there.system, Round.objects.get(corrects=there.round))


def test_a_correction_is_a_new_edition_with_its_reason_and_the_old_one_stands(there, on_day, client):
    there.to_done(on_day)
    before = [(one.unit_id, one.total, one.best) for one in there.round.sheets.all()]
    old = client.get(there.round.get_absolute_url()).content.decode()
    second = corrected(there)
    assert (second.round.edition, second.phase) == (2, "checking")
    assert client.get(there.round.get_absolute_url()).content.decode() == old
    assert client.get(second.round.get_absolute_url()).status_code == 404
    with pytest.raises(Refused, match="已经有更正"):
        corrected(there)
    second.checks("fagai", value="20", note="补核一次培训。")
    for unit in ("sifa", "xinhua", "xinjing"):
        second.on_sheet(unit, "finish", second.district.clerk)
    second.does("open_appeals")
    on_day(second.round.appeal_due + dt.timedelta(days=1))
    second.does("conclude")
    second.does("approve", second.district.head, audience="public")
    assert second.sheet("fagai").total > there.sheet("fagai").total
    assert second.sheet("sifa").total == there.sheet("sifa").total  # the same sample, the same marks
    assert [(one.unit_id, one.total, one.best) for one in there.round.sheets.all()] == before
    page = client.get(second.round.get_absolute_url()).content.decode()
    assert "区发改委的培训漏核了一次" in page and there.round.get_absolute_url() in page
    assert "这不是最新的版本" in client.get(there.round.get_absolute_url()).content.decode()
    assert finding.result_entry(there.round.pk) is None and finding.result_entry(second.round.pk) is not None
    assert prove().sound


def test_a_correction_takes_the_figures_again_and_counts_the_sample_once(there, on_day):
    there.to_done(on_day)
    scope = Scope(timekeeping.today())
    share = indicator_of("assessment.independent").measure(scope)
    second = corrected(there)
    second.does("take_again")
    assert indicator_of("assessment.independent").measure(scope) == share
    second.does("cancel", second.district.head, reason="查实没有漏核。")
    assert Round.objects.get(pk=second.round.pk).corrects is None
    corrected(there, reason="另有一处。")
