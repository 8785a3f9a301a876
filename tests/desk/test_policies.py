"""Policies on the desk: begun on the screen, the strip of stages, what is missing, the report; other units see nothing."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from mingzheng.core.actors import Post
from mingzheng.core.procedures.models import Case
from mingzheng.policy.policies.commands import issue_from
from mingzheng.policy.policies.models import Policy

pytestmark = pytest.mark.django_db
NORMATIVE = {"normative": "on", "expires_on": "2025-12-31", "doc_number": "长发改规〔2023〕1号"}


def test_an_officer_begins_a_policy_and_writes_down_a_need_on_the_screen(papers, client, as_post):
    as_post(Post.REVIEWER)
    assert client.get("/desk/policies/new/").status_code == 403
    as_post(Post.OFFICER)
    assert "还没有政策" in client.get("/desk/policies/").content.decode()
    wrong = client.post("/desk/policies/new/", {"title": "甲乙丙政策", "begun_on": "2099-01-01", "form_key": "k" * 20})
    assert "日期在今天之后" in wrong.content.decode() and "甲乙丙政策" in wrong.content.decode()
    sent = {"title": "甲乙丙政策", "begun_on": "2023-04-10", "pays": "on", "form_key": "k" * 20}
    client.post("/desk/policies/new/", sent)
    client.post("/desk/policies/new/", sent)  # twice is once
    policy = Policy.objects.get()
    case = Case.objects.get(pk=policy.case_id)
    data = {
        "revision": case.revision,
        "kind": "meeting",
        "day": "2023-04-12",
        "title": "座谈会",
        "text": "大家希望简化。",
    }
    private = client.post(f"/desk/cases/{case.pk}/need/", {**data, "text": "张三的手机13812345678"}).content.decode()
    assert "不能公开" in private and "13812345678" in private  # what was typed stays
    client.post(f"/desk/cases/{case.pk}/need/", data)
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert "政策生命线" in page and "调研座谈：座谈会" in page and "不公开" in page
    listed = client.get("/desk/policies/").content.decode()
    assert "甲乙丙政策" in listed and listed.count("strip__stage") == 8
    as_post(Post.OFFICER, "xinhua")
    assert "甲乙丙政策" not in client.get("/desk/policies/").content.decode()
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 404


def test_the_office_sees_what_is_missing_where_and_takes_it_away_as_a_sheet(papers, client, as_post):
    document = papers.released(**NORMATIVE)
    issue_from(document)
    as_post(Post.OFFICE_CLERK, "qufuban")
    found = client.get("/desk/policies/?missing=brewing&unit=fagai").content.decode()
    assert document.title in found and "缺失" in found
    none = client.get("/desk/policies/?missing=evaluating").content.decode()
    assert document.title not in none and "没有符合条件的政策" in none
    assert client.get("/desk/policies/?missing=x&unit=zz&state=q&words=%25&after=z").status_code == 200
    answer = client.get("/desk/policies/report.xlsx?missing=any")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    row = [cell.value for cell in book.worksheets[0][4]]
    assert row[2] == document.title and row[6] == "缺失" and "酝酿" in row[-1]
    sums = {cells[0].value: cells[3].value for cells in book.worksheets[1].iter_rows(min_row=4)}
    assert sums["酝酿"] == 1 and sums["发布"] == 0


def test_existing_documents_get_their_life_lines_from_the_command_line(papers, capsys):
    papers.released(**NORMATIVE)
    papers.released(title="关于公布任免事项的通知", doc_number="长发改〔2023〕15号")
    call_command("policies", "begin", "--dry-run")
    assert "可以建立 1 件" in capsys.readouterr().out and not Policy.objects.exists()
    call_command("policies", "begin", "--unit", "区发改委", "--since", "2023-01-01")
    assert Policy.objects.count() == 1
    call_command("policies", "begin")
    assert "已有 1 件" in capsys.readouterr().out
    call_command("policies", "begin", "--number", "长发改〔2023〕15号")
    assert Policy.objects.count() == 2
    call_command("policies", "report")
    out = capsys.readouterr().out
    assert "2 项政策，到期环节齐全的 0 项" in out and "酝酿：有记录 0，缺失 2" in out
    for wrong in (
        ["begin", "--unit", "没有的单位"],
        ["begin", "--since", "昨天"],
        ["begin", "--number", "甲〔2023〕1号"],
    ):
        with pytest.raises(CommandError):
            call_command("policies", *wrong)


def test_the_agreement_of_tags_is_printed(papers, capsys):
    from tests.support.tags import TAGS, Office

    Office(papers.district).publishes(take_over=True)
    papers.released(tags=TAGS)
    call_command("tags", "agreement")
    out = capsys.readouterr().out
    assert "公开时确认：1 份文件" in out and "查准" in out and "合计" in out
