"""A matter on its way: what cannot be left out, what is said in public, who may not do what."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.procedures.commands import FormRefused, bind_form
from mingzheng.core.procedures.models import Case
from mingzheng.core.relations.queries import links_of
from mingzheng.participation.decisions import dates, gathering, pack
from mingzheng.participation.decisions.gathering import Standing
from mingzheng.participation.decisions.matter_procedure import MATTER
from mingzheng.participation.decisions.models import Code, Legality, Matter, Meeting, Part
from mingzheng.policy.policies.models import Policy

pytestmark = pytest.mark.django_db


def standing(matter, code: Code) -> Standing:
    return gathering.gathered(matter).of(code).standing


def test_from_the_catalogue_to_the_evaluation(deciding, on_day):
    matter = deciding.listed()
    assert all(view.standing is Standing.AHEAD for view in gathering.gathered(matter).views)
    on_day("2023-04-25")
    deciding.prepared(deciding.started(matter))
    deciding.handed(matter)
    assert Case.objects.get(pk=matter.case_id).unit.code == "sifa"
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    assert Case.objects.get(pk=matter.case_id).unit.code == "qufuban"
    on_day("2023-05-16")
    deciding.met(matter)
    deciding.resulted(matter)
    assert standing(matter, Code.RESULT) is Standing.HELD
    deciding.does(matter, "publish", deciding.of("fagai", Post.HEAD))
    found = gathering.gathered(matter)
    core = [view.standing for view in found.views if view.core]
    assert core == [Standing.DONE] * 7
    assert found.of(Code.COMPETITION).standing is Standing.NOT_NEEDED
    assert found.of(Code.EVALUATION).standing is Standing.AHEAD
    assert found.complete
    on_day("2023-05-20")
    officer = deciding.of("fagai", Post.OFFICER)
    deciding.does(matter, "archive", officer, archive_number="2023-J-01", archived_on="2023-05-20", whole="on")
    evaluation = {
        "trigger": "opinions",
        "day": "2023-05-20",
        "title": "实施效果评估",
        "text": "总体有效。",
        "advice": "keep",
    }
    with pytest.raises(FormRefused, match="承担过论证或者评估"):
        deciding.does(matter, "evaluate", officer, by="某评估 公司", **evaluation)
    deciding.does(matter, "evaluate", officer, by="某第三方机构", **evaluation)
    shown = str(Part.objects.get(matter=matter, code=Code.EVALUATION).pk)
    with pytest.raises(Refused):
        deciding.does(matter, "show", officer, parts=[shown])
    deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=[shown])
    assert standing(matter, Code.EVALUATION) is Standing.DONE


def test_what_is_missing_is_named_before_the_review_and_cannot_be_skipped(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    assert gathering.lacking_for_review(matter) == [
        "决策草案", "起草说明", "公众意见收集及采纳", "专家论证", "风险评估", "公平竞争审查",
    ]  # fmt: skip
    with pytest.raises(Refused):
        deciding.handed(matter)


def test_what_touches_the_market_or_a_group_cannot_be_waived(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started(touches_market="on", group_rights="on")
    officer = deciding.of("fagai", Post.OFFICER)
    for part in ("competition", "opinions", "draft", "legality"):
        with pytest.raises(FormRefused):
            deciding.does(matter, "waive", officer, part=part, reason="不需要。")


def test_nothing_is_waived_by_one_person_alone(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    officer, reviewer = deciding.of("fagai", Post.OFFICER), deciding.of("fagai", Post.REVIEWER)
    deciding.does(matter, "waive", officer, part="risk", reason="不涉及公共安全、社会稳定。")
    assert standing(matter, Code.RISK) is Standing.AHEAD
    assert "风险评估「不适用」的认定" in gathering.lacking_for_review(matter)
    deciding.does(matter, "refuse_waiver", reviewer, part="risk", reason="涉及居民利益，应当评估。")
    assert matter.waivers.count() == 0
    deciding.does(matter, "waive", officer, part="risk", reason="上级已评估。")
    waiver = matter.waivers.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        matter.waivers.update(confirmed_by=waiver.proposed_by, confirmed_on="2023-04-25")
    deciding.does(matter, "confirm_waiver", reviewer, part="risk")
    assert standing(matter, Code.RISK) is Standing.NOT_NEEDED


def test_interested_or_unsigned_experts_are_refused(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    for name in ("signed", "disinterested"):
        with pytest.raises(FormRefused):
            deciding.argued(matter, **{name: ""})
    assert not Part.objects.filter(matter=matter).exists()


@pytest.mark.parametrize(("day", "needs_reason"), [("2023-05-06", True), ("2023-05-08", False)])
def test_seven_working_days_for_legality(deciding, on_day, day, needs_reason):
    """Handed over on Tuesday 25 April; with the holiday of 29 April to 3 May and the make-up day of 6 May."""
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day(day)
    if needs_reason:
        with pytest.raises(FormRefused, match="7个工作日"):
            deciding.opinion(matter)
        deciding.opinion(matter, early_why="防汛需要，提前出具。")
        assert Legality.objects.get().early_why
    else:
        deciding.opinion(matter)
    assert deciding.state(matter) == "reviewed"


def test_an_opinion_that_wants_changes_sends_it_back_and_opinions_do_not_replace_it(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-12")
    deciding.opinion(matter, "return_legality", conclusion="mend")
    assert deciding.state(matter) == "preparing"
    assert pack.missing(matter) == ["（五）合法性审查意见"]
    with pytest.raises(Refused):
        deciding.tabled(matter)


def test_the_reviewer_of_legality_took_no_part(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.handed()
    with pytest.raises(Refused):
        deciding.does(matter, "pass_legality", deciding.of("fagai", Post.LEGAL))


def test_a_meeting_in_which_the_head_did_not_speak_last_is_not_written_down(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    with pytest.raises(FormRefused, match="最后发表意见"):
        deciding.met(matter, head_last="")
    with pytest.raises(FormRefused, match="早于合法性审查意见"):
        deciding.met(matter, day="2023-05-09")
    deciding.met(matter, "again", dissent="一位副区长认为收费过高。")
    assert (deciding.state(matter), matter.round) == ("preparing", 2)
    assert Meeting.objects.get().dissent
    assert pack.missing(matter) == ["（五）合法性审查意见"]


def test_a_decision_is_not_published_without_the_report_to_the_party_committee_or_without_adoption(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    with pytest.raises(Refused, match="决策结果"):
        deciding.does(matter, "publish", deciding.of("fagai", Post.HEAD))
    for name in ("reported_on", "reported_number", "public_views", "expert_views"):
        with pytest.raises(FormRefused) as refused:
            deciding.resulted(matter, **{name: ""})
        assert name in refused.value.form.errors


def test_what_is_by_law_not_public_says_why_and_is_never_shown(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    deciding.written(matter, "draft", text="", withheld_why="涉及尚未公开的储备地块。")
    view = gathering.gathered(matter).of(Code.DRAFT)
    assert (view.standing, view.why) == (Standing.WITHHELD, "涉及尚未公开的储备地块。")
    with pytest.raises(Refused, match="没有由您公开"):
        deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=["1"])


def test_names_and_numbers_of_people_do_not_become_public(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    with pytest.raises(FormRefused, match="不能公开"):
        deciding.written(matter, "draft", text="联系人手机 13812345678。")


def test_a_suspension_is_for_the_head_and_a_change_begins_the_procedure_again(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    deciding.resulted(matter)
    deciding.does(matter, "publish", deciding.of("fagai", Post.HEAD))
    with pytest.raises(Refused):
        deciding.does(matter, "suspend", deciding.of("fagai", Post.OFFICER), reason="台风。")
    deciding.does(matter, "suspend", deciding.of("fagai", Post.HEAD), reason="出现重大安全隐患。")
    assert deciding.state(matter) == "suspended"
    changed = {"reason": "收费标准需要调整。", "decided_at": "区政府第46次常务会议", "decided_on": "2023-05-16"}
    deciding.does(matter, "change", deciding.of("fagai", Post.HEAD), **changed)
    assert (deciding.state(matter), matter.round, matter.decided_on) == ("preparing", 2, None)
    assert pack.missing(matter) == ["（五）合法性审查意见"]


def test_a_unit_decides_its_own_matters_with_its_own_reviewer(deciding, on_day):
    found = deciding.published(
        deciding.of_unit("fagai", {"title": "本委重要改革方案", "kind": "policy", "planned_by": "2023-09-30"})
    )
    matter = found.matters.get()
    on_day("2023-04-25")
    deciding.handed(deciding.prepared(deciding.started(matter)))
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    assert matter.decided_on.isoformat() == "2023-05-15"


def test_a_wrong_link_to_a_policy_is_taken_back_with_its_reason(deciding, on_day):
    """Both records' journals keep that the link was there and why it went."""
    on_day("2023-04-25")
    matter = deciding.started()
    officer = deciding.of("fagai", Post.OFFICER)
    with pytest.raises(Refused, match="没有关联的政策"):
        deciding.does(matter, "unrelate", officer, policy="1", reason="关联错了。")
    policy = Policy.objects.create(unit=deciding.district.units["fagai"], title="停车管理办法", begun_on="2023-04-25")
    deciding.does(matter, "relate", officer, policy=policy.pk)
    assert matter.ref in [one.record.ref for one in links_of(policy.ref, officer)]
    with pytest.raises(FormRefused):
        deciding.does(matter, "unrelate", officer, policy=policy.pk, reason="")
    entry = deciding.does(matter, "unrelate", officer, policy=policy.pk, reason="这项政策另有决策。")
    assert not links_of(policy.ref, officer)
    assert "这项政策另有决策" in entry.summary
    said = [one.summary for one in journal.timeline(policy.ref)]
    assert any("取消关联" in one for one in said)


def test_a_record_of_another_matter_is_dropped_and_counts_for_nothing(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.prepared()
    officer = deciding.of("fagai", Post.OFFICER)
    wrong = matter.parts.get(code=Code.EXPERTS)
    entry = deciding.does(matter, "drop_record", officer, record=wrong.pk, reason="是另一件事的论证会。")
    assert "另一件事" in entry.summary
    assert gathering.lacking_for_review(matter) == ["专家论证"]
    assert gathering.gathered(matter).of(Code.EXPERTS).taken_down == []  # the public never saw it
    with pytest.raises(Refused, match="缺项"):
        deciding.handed(matter)
    with pytest.raises(FormRefused):
        deciding.does(matter, "drop_record", officer, record=wrong.pk, reason="再作废一次。")
    assert Part.objects.get(pk=wrong.pk).dropped_why


def test_what_the_public_could_read_is_taken_down_by_a_checker_and_the_page_says_so(deciding, on_day, client):
    on_day("2023-04-25")
    matter = deciding.started()
    officer, reviewer = deciding.of("fagai", Post.OFFICER), deciding.of("fagai", Post.REVIEWER)
    deciding.does(
        matter, "write", officer, files={"file": "别的草案".encode()},
        part="draft", day="2023-04-20", title="别的草案", text="不是这件事的文字。",
    )  # fmt: skip
    draft = matter.parts.get()
    deciding.does(matter, "show", reviewer, parts=[str(draft.pk)])
    with pytest.raises(Refused, match="审核人或者负责人"):
        deciding.does(matter, "drop_record", officer, record=draft.pk, reason="登记错了。")
    deciding.does(matter, "take_down", reviewer, record=draft.pk, reason="登记时选错了事项。")
    page = client.get(matter.get_absolute_url()).content.decode()
    assert "不是这件事的文字" not in page
    assert "2023年4月25日撤下“别的草案”：登记时选错了事项。" in page
    assert client.get(f"/files/{draft.file_id}/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        matter.parts.update(dropped_why="")


def test_a_published_result_is_corrected_by_two_people_and_the_page_says_what_was_wrong(deciding, on_day, client):
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    deciding.resulted(matter, text="自7月10日起施行。")
    officer, reviewer = deciding.of("fagai", Post.OFFICER), deciding.of("fagai", Post.REVIEWER)
    with pytest.raises(Refused, match="已公布"):
        deciding.does(matter, "correct_result", officer, reason="还没有公布。")
    deciding.does(matter, "publish", reviewer)
    on_day("2023-05-18")
    matter.refresh_from_db()
    step = MATTER.step("correct_result", "public")
    shown = bind_form(step, Case.objects.get(pk=matter.case_id), None).initial
    assert shown["text"] == "自7月10日起施行。", "the form begins with what stands"
    said = {
        "day": "2023-05-15", "title": "停车收费调整方案", "channels": ["site"], "text": "自7月1日起施行。",
        "public_views": "采纳5条。", "expert_views": "采纳分时段收费的建议。", "reported_on": "2023-05-16",
        "reported_number": "某府党组〔2023〕20号",
    }  # fmt: skip
    with pytest.raises(FormRefused):
        deciding.does(matter, "correct_result", officer, **said, reason="")
    deciding.does(matter, "correct_result", officer, **said, reason="施行日期写错了。")
    address = matter.get_absolute_url()
    before = client.get(address).content.decode()
    assert "自7月10日起施行" in before
    assert "自7月1日起施行" not in before
    new = matter.parts.get(code=Code.RESULT, replaced=False, shown_on=None)
    with pytest.raises(Refused):
        deciding.does(matter, "show", officer, parts=[str(new.pk)])
    deciding.does(matter, "show", reviewer, parts=[str(new.pk)])
    after = client.get(address).content.decode()
    assert "自7月10日起施行" not in after
    assert "自7月1日起施行" in after
    assert "2023年5月18日更正，代替原来公布的内容：施行日期写错了。" in after
    assert gathering.gathered(Matter.objects.get(pk=matter.pk)).of(Code.RESULT).standing is Standing.DONE


def test_the_report_to_the_party_committee_is_of_this_round(deciding, on_day):
    """Art. 31; a report from before the matter was begun speaks of something else."""
    on_day("2023-04-25")
    matter = deciding.handed()
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    with pytest.raises(FormRefused, match="早于这一轮决策的启动"):
        deciding.resulted(matter, reported_on="2023-04-24")
    deciding.resulted(matter, reported_on="2023-04-25")


@pytest.mark.parametrize("body", ["某评估公司", "某 评估公司、另一机构", "某评估公司(上海)"])
def test_whoever_assessed_before_does_not_evaluate(body):
    """Art. 36, however the body's name is typed and whoever is named beside it."""
    prepared = dates.bodies("某评估公司；某大学") | dates.bodies("某评估公司（上海）")
    assert dates.bodies(body) & prepared
    assert not dates.bodies("第三家") & prepared
