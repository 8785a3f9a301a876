"""The life of a unit's share, from acceptance to verification and back."""

import pytest

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.permission import permitted
from mingzheng.supervision.workplan.models import SupervisionLetter


def state(work, unit="xinhua", number=1):
    return work.case(unit, number).state


def test_a_unit_accepts_reports_and_asks_and_the_office_verifies(work, on_day):
    work.does("xinhua", 1, "accept")
    assert work.clock("xinhua", 1, "accept").status == "stopped"
    with pytest.raises(Refused, match="还没有登记任何进展"):
        work.does("xinhua", 1, "submit", remark="已完成")
    on_day("2023-05-10")
    work.reports("xinhua", 1, text="印发认定流程")
    work.does("xinhua", 1, "submit", remark="已完成，请核实。")
    assert state(work) == "submitted"
    on_day("2023-05-12")
    work.does("xinhua", 1, "verify", by=work.district.clerk)
    assert state(work) == "done"
    share = work.share("xinhua", 1)
    assert (str(share.submitted_on), str(share.done_on)) == ("2023-05-10", "2023-05-10")
    assert work.case("xinhua", 1).due_on is None
    said = [entry.summary for entry in Entry.objects.filter(case_id=share.case_id).order_by("id")]
    assert said == ["下达：新华街道", "接收任务", "登记进展：印发认定流程", "提请办结：已完成，请核实。", "核实办结"]


def test_another_unit_may_not_act_and_learns_why(work):
    with pytest.raises(Refused, match="您现在的岗位在区发改委"):
        work.does("xinhua", 1, "accept", by=work.district.actor("fagai"))
    with pytest.raises(Refused, match="信息员、单位负责人"):
        work.does("xinhua", 1, "accept", by=work.district.actor("xinhua", Post.WINDOW))


def test_a_share_turned_back_is_issued_again_or_withdrawn(work, on_day):
    with pytest.raises(Refused, match="理由"):
        work.does("xinhua", 1, "turn_back")
    work.does("xinhua", 1, "turn_back", reason="不属于本街道职责。")
    assert state(work) == "returned" and work.share("xinhua", 1).returned_reason == "不属于本街道职责。"
    assert work.clock("xinhua", 1, "finish").status == "paused" and work.case("xinhua", 1).due_on is None
    on_day("2023-04-20")
    work.does("xinhua", 1, "reissue", by=work.district.clerk, reason="经核，属属地职责。")
    assert state(work) == "issued" and work.clock("xinhua", 1, "accept").status == "running"
    work.does("xinhua", 1, "turn_back", reason="仍有异议。")
    with pytest.raises(Refused, match="区府办负责人"):
        work.does("xinhua", 1, "cancel", by=work.district.clerk, reason="改由他人承担。")
    work.does("xinhua", 1, "cancel", by=work.district.head, reason="改由他人承担。")
    case = work.case("xinhua", 1)
    assert case.state == "cancelled" and case.due_on is None and case.closed_at is not None


def test_who_did_the_work_may_not_verify_it(work):
    """区府办's own tasks are verified by a colleague who had no part in them."""
    work.submits("qufuban", 3)
    with pytest.raises(Refused, match="您参与过这件事的办理"):
        work.does("qufuban", 3, "verify", by=work.district.clerk)
    work.does("qufuban", 3, "verify", by=work.district.other_clerk)
    assert state(work, "qufuban", 3) == "done"


def test_sent_back_for_more_the_share_is_carried_on(work, on_day):
    work.submits("xinhua", 1)
    on_day("2023-04-25")
    work.does("xinhua", 1, "send_back", by=work.district.clerk, reason="缺少印发文件。")
    assert state(work) == "accepted" and work.share("xinhua", 1).submitted_on is None
    assert work.clock("xinhua", 1, "verify").status == "stopped"
    on_day("2023-04-26")
    work.finishes("xinhua", 1)
    assert str(work.share("xinhua", 1).done_on) == "2023-04-26"


def test_a_done_share_found_wanting_is_reopened_by_the_head_alone(work):
    work.finishes("fagai", 2)
    with pytest.raises(Refused, match="区府办负责人"):
        work.does("fagai", 2, "reopen", by=work.district.clerk, reason="抽查不实。")
    work.does("fagai", 2, "reopen", by=work.district.head, reason="抽查不实。")
    share = work.share("fagai", 2)
    assert share.case.state == "accepted" and share.done_on is None and share.case.closed_at is None
    assert work.clock("fagai", 2, "finish").status == "running"
    assert work.clock("fagai", 2, "point").status == "running"


# --- evidence and statements -----------------------------------------------------------------------------


def test_evidence_is_kept_and_opens_only_for_those_who_see_the_share(work, client):
    work.does("xinhua", 1, "accept")
    work.reports("xinhua", 1, file="会议纪要".encode())
    file = StoredFile.objects.get(owner_kind="workplan.assignment")
    assert file.owner_id == str(work.share("xinhua", 1).pk)
    seen = {}
    for who, actor in {
        "own unit": work.district.actor("xinhua"),
        "office": work.district.clerk,
        "another unit": work.district.actor("fagai"),
    }.items():
        client.force_login(work.district.made[_key(actor)], backend="django.contrib.auth.backends.ModelBackend")
        seen[who] = client.get(f"/files/{file.pk}/").status_code
    client.logout()
    seen["public"] = client.get(f"/files/{file.pk}/").status_code
    assert seen == {"own unit": 200, "office": 200, "another unit": 404, "public": 404}


def _key(actor):
    code = {"新华街道": "xinhua", "区府办": "qufuban", "区发改委": "fagai"}[actor.unit_name]
    return code, actor.post, 1


def test_a_statement_needs_proof_and_is_checked_before_completion(work):
    work.does("chengyun", 4, "accept")
    with pytest.raises(Refused, match="证明材料"):
        work.does("chengyun", 4, "attest", statement="完成演练。", dated="2023-04-18")
    work.does("chengyun", 4, "attest", statement="完成演练。", dated="2023-04-18", file="纪要".encode())
    with pytest.raises(Refused, match="还缺经核对的情况说明"):
        work.does("chengyun", 4, "submit", remark="已完成")
    with pytest.raises(Refused, match="上一份情况说明还在核对"):
        work.does("chengyun", 4, "attest", statement="又一份。", dated="2023-04-18", file=b"x")
    work.does("chengyun", 4, "reject_attest", by=work.district.clerk, reason="没有参加人员名单。")
    work.does("chengyun", 4, "attest", statement="补充名单。", dated="2023-04-18", file="名单".encode())
    work.does("chengyun", 4, "check_attest", by=work.district.clerk, remark="属实")
    work.does("chengyun", 4, "submit", remark="已完成")
    statuses = [item.status for item in work.share("chengyun", 4).attestations.all()]
    assert statuses == ["rejected", "confirmed"] and state(work, "chengyun", 4) == "submitted"


def test_a_statement_of_tomorrow_is_no_statement(work):
    work.does("chengyun", 4, "accept")
    with pytest.raises(Refused, match="今天之后"):
        work.does("chengyun", 4, "attest", statement="将要演练。", dated="2023-04-19", file=b"x")


def test_a_task_with_records_takes_no_statement(work):
    work.does("xinhua", 1, "accept")
    with pytest.raises(Refused, match="由平台记录证明"):
        work.does("xinhua", 1, "attest", statement="完成。", dated="2023-04-18", file=b"x")


# --- supervision letters ---------------------------------------------------------------------------------


def test_letters_are_numbered_without_gaps_and_answered_before_completion(work, on_day):
    for unit in ("xinhua", "fagai", "sifa"):
        work.does(unit, 1, "supervise", by=work.district.clerk, text="请说明进度。")
    with pytest.raises(Refused, match="上一份督办单还没有答复"):
        work.does("xinhua", 1, "supervise", by=work.district.clerk, text="再催。")
    numbers = [letter.number for letter in SupervisionLetter.objects.all()]
    assert numbers == ["督〔2023〕1号", "督〔2023〕2号", "督〔2023〕3号"]
    work.does("xinhua", 1, "accept")
    work.reports("xinhua", 1)
    with pytest.raises(Refused, match="督办单没有答复"):
        work.does("xinhua", 1, "submit", remark="已完成")
    on_day("2023-04-20")
    work.does("xinhua", 1, "answer", answer="已排定计划。")
    assert str(SupervisionLetter.objects.get(serial=1).answered_on) == "2023-04-20"
    work.does("xinhua", 1, "submit", remark="已完成")
    on_day("2024-01-08")
    work.does("sifa", 5, "supervise", by=work.district.clerk, text="跨年催办。")
    assert SupervisionLetter.objects.last().number == "督〔2024〕1号"


def test_a_letter_can_be_answered_while_an_extension_waits(work):
    work.does("xinhua", 1, "accept")
    work.does("xinhua", 1, "supervise", by=work.district.clerk, text="请说明进度。")
    work.does("xinhua", 1, "ask_extension", until="2023-08-31", reason="系统改造。")
    work.does("xinhua", 1, "answer", answer="已排定计划。")
    assert SupervisionLetter.objects.get().answered_on is not None


# --- what the screen offers ------------------------------------------------------------------------------


def test_the_screen_offers_what_may_be_done_and_says_why_the_rest_may_not(work):
    work.does("xinhua", 1, "accept")
    shown = {action.step.command: action for action in permitted(work.case("xinhua", 1), work.district.actor("xinhua"))}
    assert {name for name, action in shown.items() if action.allowed} == {"report", "ask_extension"}
    assert "还没有登记任何进展" in str(shown["submit"].refusal)
    assert "要在「待核实」时办理" in str(shown["verify"].refusal)


def test_over_http_a_unit_accepts_and_reports_with_evidence(work, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(
        work.district.person("xinhua", Post.OFFICER), backend="django.contrib.auth.backends.ModelBackend"
    )
    case = work.case("xinhua", 1)
    assert "健全完善公开属性认定机制" in client.get(f"/desk/cases/{case.pk}/").content.decode()
    client.post(f"/desk/cases/{case.pk}/accept/", {"revision": case.revision})
    assert state(work) == "accepted"
    case = work.case("xinhua", 1)
    data = {"revision": case.revision, "text": "印发流程", "done_on": "2023-04-18"}
    answer = client.post(
        f"/desk/cases/{case.pk}/report/", {**data, "evidence": SimpleUploadedFile("流程.txt", "流程".encode())}
    )
    assert answer.status_code in (200, 302)
    assert (
        work.share("xinhua", 1).progress.get().text == "印发流程"
        and StoredFile.objects.filter(name="流程.txt").exists()
    )
