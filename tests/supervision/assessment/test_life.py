"""A round from its opening to its result: who may do what when, and what each may see."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from mingzheng.core import records
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import allows, sees
from mingzheng.supervision.assessment import commands, presenting, queries, sampling, scoring, visibility
from mingzheng.supervision.assessment.models import Appeal, Candidate, Mark, Sheet
from mingzheng.supervision.assessment.presenting import HIDDEN

pytestmark = pytest.mark.django_db


def values(sheet, actor):
    return {row.item.name: row.value for group in presenting.sheet_rows(sheet, actor) for row in group.rows}


# --- opening and self-assessment --------------------------------------------------------------------------------


def test_each_unit_of_the_chosen_kinds_gets_its_sheet_with_its_day(there):
    assert sorted(there.units) == ["fagai", "sifa", "xinhua", "xinjing"]
    sheet = there.sheet("fagai")
    assert sheet.case.due_on == dt.date(2023, 4, 28)
    assert sheet.scores.count() == 5


def test_a_round_stands_on_a_published_system_only(there, district):
    facts = {"year": 2024, "title": "草案", "whole": Decimal(100), "note": ""}
    draft = commands.new_system(facts, [], district.clerk)
    days = {name: dt.date(2023, 5, 1) for name in ("as_of", "self_due", "mark_due", "appeal_due")}
    with pytest.raises(Refused, match="已经公布"):
        commands.open_round({"system": draft, "title": "考核", "kinds": ["street"], **days}, district.clerk)


def test_a_unit_scores_itself_no_higher_than_the_item_is_worth(there):
    with pytest.raises(FormRefused, match="最多 20 分"):
        there.fills("fagai", "21")
    there.fills("fagai", "20")
    assert there.score("fagai", "培训").self_score == 20


def test_a_unit_cannot_score_what_a_machine_or_an_assessor_scores_nor_another_unit(there, district):
    officer = district.actor("fagai")
    for other in (there.score("fagai", "按期答复"), there.score("sifa", "培训")):
        with pytest.raises(FormRefused):
            there.on_sheet("fagai", "fill", officer, score=other.pk, value="1", note="写一句")
    with pytest.raises(Refused) as refused:
        there.on_sheet("sifa", "fill", officer, score=there.score("sifa", "培训").pk, value="1", note="写一句")
    assert refused.value.code == "wrong_unit"


def test_evidence_is_a_record_that_the_unit_may_see(there, district):
    other = there.sheet("sifa").case
    with pytest.raises(Refused) as refused:
        there.fills("fagai", record=f"https://x/desk/cases/{other.pk}/")
    assert refused.value.code == "no_record"
    own = Case.objects.get(pk=there.sheet("fagai").case.pk)
    with pytest.raises(FormRefused, match="另一件事项"):
        there.fills("fagai", record=f"/desk/cases/{own.pk}/")


def test_who_filled_it_in_does_not_hand_it_in_and_nothing_is_handed_in_half(there, district):
    with pytest.raises(Refused, match="还有项目没有自评"):
        there.on_sheet("fagai", "submit", district.actor("fagai", Post.HEAD))
    there.fills("fagai")
    with pytest.raises(Refused) as refused:
        there.on_sheet("fagai", "submit", district.actor("fagai"))
    assert refused.value.code == "wrong_post"
    there.on_sheet("fagai", "submit", district.actor("fagai", Post.HEAD))
    with pytest.raises(Refused) as refused:
        there.fills("fagai", "20")
    assert refused.value.code == "wrong_state"


def test_self_assessment_ends_when_all_handed_in_or_the_day_is_past(there, on_day):
    there.submits("fagai")
    with pytest.raises(Refused, match="期限还没有过"):
        there.does("close_self")
    on_day("2023-04-29")
    there.does("close_self")
    assert there.sheet("sifa").lapsed
    assert there.sheet("sifa").case.state == "submitted"
    assert not there.sheet("fagai").lapsed


# --- figures ----------------------------------------------------------------------------------------------------


def test_figures_are_kept_as_they_stood_with_their_records(there):
    there.to_sampling()
    assert there.phase == "sampling"
    score = there.score("sifa", "按期答复")
    assert (score.numerator, score.denominator, score.machine) == (5, 8, Decimal(25))
    assert score.figure_day == dt.date(2023, 4, 17)
    assert sum(row["counts"] for row in score.records) == 5
    assert there.score("sifa", "答复质量").population == 8


def test_figures_taken_twice_by_the_outbox_change_nothing(there):
    from mingzheng.supervision.assessment import machine

    there.to_sampling()
    revision = there.case.revision
    machine.run({"round": there.round.pk})
    assert there.case.revision == revision


# --- sample -----------------------------------------------------------------------------------------------------


def test_the_list_holds_codes_alone_and_each_unit_is_drawn_from_apart(there, district, client):
    there.to_drawing()
    draw = sampling.draw_of(there.round)
    assert draw.people == 4 * 8
    assert set(draw.places.values()) == {3}
    assert "第1件" not in draw.list_text
    page = client.get(f"/chouqian/{draw.pk}/").content.decode()
    assert "32 件" in page
    assert "32 人" not in page


def test_nobody_takes_a_sample_before_it_is_drawn(there):
    there.to_drawing()
    with pytest.raises(Refused, match="还没有抽签"):
        there.does("take", there.assessor())


def test_a_sample_is_refused_when_what_its_codes_stand_for_was_changed(there, on_day):
    there.to_drawing()
    there.draws(on_day)
    two = list(Candidate.objects.filter(round=there.round, score__sheet__unit__code="fagai")[:2])
    swapped = [(two[0].pk, two[1].ref_id), (two[1].pk, two[0].ref_id)]
    Candidate.objects.filter(pk=two[0].pk).update(ref_id="between")
    for pk, ref_id in reversed(swapped):
        Candidate.objects.filter(pk=pk).update(ref_id=ref_id)
    with pytest.raises(Refused) as refused:
        there.does("take", there.assessor())
    assert refused.value.code == "list_changed"
    assert not Candidate.objects.filter(drawn=True).exists()


def test_a_draw_is_refused_when_its_list_was_changed(there, on_day):
    from mingzheng.participation.draws.models import Draw

    there.to_drawing()
    draw = sampling.draw_of(there.round)
    Draw.objects.filter(pk=draw.pk).update(list_text=draw.list_text.replace("frozen_on", "frozen_on "))
    with pytest.raises(Refused) as refused:
        there.draws(on_day)
    assert refused.value.code == "list_changed"


def test_a_voided_draw_is_frozen_anew(there, district, on_day):
    there.to_drawing()
    with pytest.raises(Refused, match="没有作废"):
        there.does("again", there.assessor())
    act(Case.objects.get(draw=sampling.draw_of(there.round)), "void", district.head, {"reason": "来源写错了。"})
    there.does("again", there.assessor())
    there.does("freeze", there.assessor(), seed_source="样例彩票第2期", seed_on=dt.date(2023, 4, 20))
    assert there.phase == "drawing"
    assert Candidate.objects.filter(round=there.round).count() == 32


# --- marking, blind ---------------------------------------------------------------------------------------------


def test_assessors_mark_without_knowing_what_the_unit_or_another_assessor_said(there, on_day):
    there.to_marking(on_day)
    one = there.drawn()[0]
    commands.mark(one.pk, "0", "没有写明依据。", there.assessor())
    other = there.assessor(2)
    assert all(row.mine == "" for row in queries.to_mark(there.round, other))
    for sheet in Sheet.objects.all():
        assert not visibility.sees_sheet(sheet, other)
        assert not records.visible(sheet.ref, other)
        assert not sees(sheet.case, other)
    assert not Case.objects.filter(pk__in=[s.case_id for s in visibility.sheets_for(other)]).exists()
    from mingzheng.core.journal.models import Entry

    said = "".join(Entry.objects.filter(action="assessment.marked").values_list("summary", flat=True))
    assert "没有写明" not in said
    assert "不符合" not in said


@pytest.mark.parametrize("post", [Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.OFFICER, Post.ADMIN])
def test_only_assessors_mark(there, on_day, district, post):
    there.to_marking(on_day)
    with pytest.raises(Refused) as refused:
        commands.mark(there.drawn()[0].pk, "1", "", district.actor("qufuban", post))
    assert refused.value.code == "wrong_post"


def test_whoever_works_in_a_unit_does_not_mark_it(there, on_day, district):
    from tests.support.workplan import MACHINE

    from mingzheng.core.units.commands import hold_post

    there.to_marking(on_day)
    hold_post(
        district.person("qufuban", Post.ASSESSOR),
        district.units["fagai"],
        Post.REVIEWER,
        MACHINE,
        since=dt.date(2023, 1, 1),
    )
    with pytest.raises(Refused) as refused:
        commands.mark(there.drawn("fagai")[0].pk, "1", "", there.assessor())
    assert refused.value.code == "contributed"
    commands.mark(there.drawn("sifa")[0].pk, "1", "", there.assessor())


def test_less_than_full_needs_a_reason_and_only_what_was_drawn_is_marked(there, on_day):
    there.to_marking(on_day)
    with pytest.raises(Refused) as refused:
        commands.mark(there.drawn()[0].pk, "0.5", " ", there.assessor())
    assert refused.value.field == "reason"
    left = Candidate.objects.filter(round=there.round, drawn=False).first()
    with pytest.raises(Refused) as refused:
        commands.mark(left.pk, "1", "", there.assessor())
    assert refused.value.code == "not_drawn"


def test_two_who_differ_a_little_are_averaged_and_two_far_apart_need_a_third(there, on_day):
    there.to_marking(on_day)
    near, far = there.drawn("fagai")[:2]
    commands.mark(near.pk, "1", "", there.assessor())
    commands.mark(near.pk, "0.5", "缺联系方式。", there.assessor(2))
    commands.mark(far.pk, "1", "", there.assessor())
    commands.mark(far.pk, "0", "没有答复要点。", there.assessor(2))
    held = {one.pk: one for one in sampling.to_mark(there.round)}
    assert scoring.settled_mark(held[near.pk]) == Decimal("0.75")
    assert scoring.settled_mark(held[far.pk]) is None
    assert {one.pk for one in queries.disagreements(there.round)} == {near.pk, far.pk}
    with pytest.raises(Refused) as refused:
        commands.mark(near.pk, "1", "", there.assessor(3))
    assert refused.value.code == "complete"
    commands.mark(far.pk, "0.5", "要点不全。", there.assessor(3))
    held = {one.pk: one for one in sampling.to_mark(there.round)}
    assert scoring.settled_mark(held[far.pk]) == Decimal("0.5")


def test_marking_ends_when_every_record_has_its_marks_and_then_stands(there, on_day):
    there.to_marking(on_day)
    with pytest.raises(Refused, match="没有评完"):
        there.does("end_marking", there.assessor())
    there.marks_all("0.5")
    there.does("end_marking", there.assessor())
    with pytest.raises(Refused) as refused:
        commands.mark(there.drawn()[0].pk, "1", "", there.assessor())
    assert refused.value.code == "wrong_state"
    assert set(Mark.objects.values_list("value", flat=True)) == {"0.5"}


# --- what a unit sees, phase by phase ---------------------------------------------------------------------------


def test_a_unit_sees_what_others_gave_it_only_from_the_feedback_on(there, on_day, district):
    officer = district.actor("fagai")
    there.to_checking(on_day)
    sheet = there.sheet("fagai")
    assert set(values(sheet, officer).values()) == {HIDDEN}
    assert presenting.sheet_sum(sheet, officer) is None
    assert values(sheet, district.clerk)["按期答复"] == "40"
    for unit in there.units:
        there.checks(unit)
    there.does("open_appeals")
    assert values(there.sheet("fagai"), officer) == {
        "按期答复": "40", "培训": "18", "答复质量": "40", "创新": "0", "被通报": "0",
    }  # fmt: skip
    assert presenting.sheet_sum(there.sheet("fagai"), officer).place == ""
    assert presenting.sheet_rows(
        there.sheet("sifa"), officer
    )  # the room hides scores even from who should not be asked
    assert set(values(there.sheet("sifa"), officer).values()) == {HIDDEN}


def test_lists_and_single_objects_agree_on_who_sees_a_sheet(there, district):
    asked = [
        district.actor("fagai"), district.actor("fagai", Post.HEAD), district.actor("sifa"), district.clerk, district.head,
        there.assessor(), district.actor("qufuban", Post.ADMIN), district.actor("qufuban"),
    ]  # fmt: skip
    for actor in asked:
        listed = set(visibility.sheets_for(actor).values_list("pk", flat=True))
        for sheet in Sheet.objects.select_related("case", "round__case"):
            assert (sheet.pk in listed) == visibility.sees_sheet(sheet, actor) == sees(sheet.case, actor), (
                actor,
                sheet,
            )
    assert {s.unit.code for s in visibility.sheets_for(district.actor("fagai"))} == {"fagai"}
    assert visibility.sheets_for(there.assessor()).count() == 0


COMMANDS = {
    "self": {"clerk": set(), "head": {"cancel"}, "assessor": set()},
    "sampling": {"clerk": {"freeze"}, "head": {"cancel"}, "assessor": {"freeze"}},
    "drawing": {"clerk": set(), "head": {"cancel"}, "assessor": set()},
    "marking": {"clerk": set(), "head": {"cancel"}, "assessor": set()},
    "checking": {"clerk": set(), "head": {"cancel"}, "assessor": set()},
    "appeal": {"clerk": set(), "head": {"cancel"}, "assessor": set()},
    "proposed": {"clerk": set(), "head": {"approve", "cancel", "send_back"}, "assessor": set()},
    "done": {"clerk": {"correct"}, "head": set(), "assessor": set()},
}  # fmt: skip


def test_who_may_take_which_step_in_which_phase(there, district, on_day):
    """The matrix of posts and phases, as the permission of the table gives it; a unit's posts never have a step here."""
    steps = [step.command for step in there.case.table.steps]

    def seen():
        actors = {"clerk": district.clerk, "head": district.head, "assessor": there.assessor()}
        for post in (Post.OFFICER, Post.HEAD, Post.REVIEWER):
            assert not [command for command in steps if allows(there.case, district.actor("fagai", post), command)]
        return {name: {c for c in steps if allows(there.case, who, c)} for name, who in actors.items()}

    assert seen() == COMMANDS["self"]
    there.to_sampling()
    assert seen() == COMMANDS["sampling"]
    there.does("freeze", there.assessor(), seed_source="样例彩票第1期", seed_on=dt.date(2023, 4, 18))
    assert seen() == COMMANDS["drawing"]
    there.draws(on_day)
    there.does("take", there.assessor())
    assert seen() == COMMANDS["marking"]
    there.marks_all()
    there.does("end_marking", there.assessor())
    assert seen() == COMMANDS["checking"]
    for unit in there.units:
        there.checks(unit)
    there.does("open_appeals")
    assert seen() == COMMANDS["appeal"]
    on_day("2023-06-03")
    there.does("conclude")
    assert seen() == COMMANDS["proposed"]
    there.does("approve", district.head, audience="units")
    assert seen() == COMMANDS["done"]


# --- checking, appeals ------------------------------------------------------------------------------------------


def test_another_score_than_the_units_own_needs_a_reason(there, on_day):
    there.to_checking(on_day)
    with pytest.raises(FormRefused, match="请写明理由"):
        there.checks("fagai", "10")
    there.checks("fagai", "10", note="只有一次培训有签到。")
    assert there.score("fagai", "培训").checked == 10


def test_an_appeal_is_decided_by_somebody_who_did_not_score(there, on_day, district):
    from tests.support.workplan import MACHINE

    from mingzheng.core.units.commands import hold_post
    from mingzheng.core.units.queries import actors_for

    there.to_appeal(on_day)
    made = commands.appeal(
        there.score("fagai", "培训").pk, {"reason": "另有一次培训。", "wanted": Decimal(20)}, district.actor("fagai")
    )
    scored = district.person("qufuban", Post.OFFICE_CLERK)
    hold_post(scored, district.units["qufuban"], Post.OFFICE_HEAD, MACHINE, since=dt.date(2023, 1, 1))
    also_head = next(one for one in actors_for(scored, dt.date(2023, 4, 18)) if one.post is Post.OFFICE_HEAD)
    with pytest.raises(Refused) as refused:
        act(made.case, "change", also_head, {"value": "20", "reason": "属实，予以调整。"})
    assert refused.value.code == "contributed"
    with pytest.raises(FormRefused, match="最多 20 分"):
        act(made.case, "change", district.head, {"value": "21", "reason": "属实。"})
    act(made.case, "change", district.head, {"value": "20", "reason": "属实，予以调整。"})
    assert Appeal.objects.get().outcome == "changed"
    assert values(there.sheet("fagai"), district.actor("fagai"))["培训"] == "20"


def test_an_assessor_who_marked_the_item_may_not_decide_about_it(there, on_day, district):
    there.to_appeal(on_day)
    made = commands.appeal(
        there.score("fagai", "答复质量").pk, {"reason": "评错了。", "wanted": None}, district.actor("fagai")
    )
    people = set(made.case.contributions.values_list("person_id", flat=True))
    assert {there.assessor().person_id, there.assessor(2).person_id, district.actor("fagai").person_id} <= people


def test_appeals_are_for_the_own_unit_once_and_in_their_phase(there, on_day, district):
    there.to_checking(on_day)
    score = there.score("fagai", "培训").pk
    with pytest.raises(Refused) as refused:
        commands.appeal(score, {"reason": "评错了。"}, district.actor("fagai"))
    assert refused.value.code == "wrong_state"
    for unit in there.units:
        there.checks(unit)
    there.does("open_appeals")
    with pytest.raises(Refused) as refused:
        commands.appeal(score, {"reason": "评错了。"}, district.actor("sifa"))
    assert refused.value.code == "wrong_post"
    commands.appeal(score, {"reason": "评错了。"}, district.actor("fagai"))
    with pytest.raises(Refused) as refused:
        commands.appeal(score, {"reason": "又评错了。"}, district.actor("fagai"))
    assert refused.value.code == "once"


def test_a_result_waits_for_appeals_and_for_their_day(there, on_day, district):
    there.to_appeal(on_day)
    with pytest.raises(Refused, match="申诉期限还没有过"):
        there.does("conclude")
    made = commands.appeal(there.score("fagai", "培训").pk, {"reason": "评错了。"}, district.actor("fagai"))
    on_day("2023-06-03")
    with pytest.raises(Refused, match="申诉没有处理"):
        there.does("conclude")
    act(made.case, "keep", district.head, {"reason": "原评有据。"})
    there.does("conclude")
    assert there.phase == "proposed"


def test_a_result_does_not_wait_when_every_unit_accepted(there, on_day, district):
    there.to_appeal(on_day)
    for unit in there.units:
        there.on_sheet(unit, "accept", district.actor(unit, Post.HEAD))
    there.does("conclude")
    assert there.phase == "proposed"
