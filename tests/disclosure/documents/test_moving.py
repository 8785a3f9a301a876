"""Moving an archive in: what arrives, what is refused and why, that a second run takes nothing twice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from tests.core.files import makers as raw
from tests.disclosure.documents.intake import makers

from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.journal.models import Entry
from mingzheng.disclosure.documents import moving_sheet, moving_values
from mingzheng.disclosure.documents.models import Document, Effect

pytestmark = pytest.mark.django_db
TEXT = "各有关单位：\n现将有关事项通知如下。\n一、总体要求\n提高服务水平，方便企业和群众。"
HEADER = [
    "编号",
    "标题",
    "文号",
    "公开主体",
    "发文机关",
    "成文日期",
    "发布日期",
    "公开属性",
    "体裁",
    "主题分类",
    "栏目",
    "正文",
    "备注",
]


def row(number, **changes):
    held = {
        "编号": f"A{number}", "标题": f"关于第{number}号事项的通知", "文号": f"长发改[2022]{number}号", "公开主体": "区发改委",
        "发文机关": "上海市长宁区发展和改革委员会", "成文日期": "2022年3月1日", "发布日期": dt.datetime(2022, 3, 8), "公开属性": "主动公开",
        "体裁": "通知", "主题分类": "综合政务 > 政务公开", "栏目": "政策文件", "正文": TEXT, "备注": "x",
    }  # fmt: skip
    return [{**held, **changes}.get(name) for name in HEADER]


def sheet(path, rows, header=HEADER):
    book = openpyxl.Workbook()
    book.active.append(["某系统导出的历史文件"])
    book.active.append(header)
    for one in rows:
        book.active.append(one)
    book.save(path)
    return path


def run(source, *more, code=0):
    out = io.StringIO()
    report = source.parent / "report.json"
    arguments = ["import", str(source), "--report", str(report), "--json", *more]
    if code:
        with pytest.raises(SystemExit) as ended:
            call_command("documents", *arguments, stdout=out, stderr=io.StringIO())
        assert ended.value.code == code
    else:
        call_command("documents", *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue()), json.loads(report.read_text(encoding="utf-8"))


def test_a_sheet_moves_in_and_a_second_run_takes_nothing_twice(papers, tmp_path):
    path = sheet(tmp_path / "目录.xlsx", [row(1), row(2)])
    counts, report = run(path)
    assert (counts["moved"], counts["refused"]) == (2, 0)
    document = Document.objects.get(source_key="历史文件:A1")
    assert document.listed and document.unit == papers.unit
    assert (document.doc_number, document.formed_on) == ("长发改〔2022〕1号", dt.date(2022, 3, 1))
    assert document.published_on == dt.date(2022, 3, 8)
    assert (
        document.live.body == "<p>现将有关事项通知如下。</p><h2>一、总体要求</h2><p>提高服务水平，方便企业和群众。</p>"
    )
    assert document.live.addressee == "各有关单位" and document.live.adopted_from.startswith("历史文件")
    assert report[0]["index_number"] == document.index_number
    assert any("改写为" in note for note in report[0]["notes"]) and any("待补" in note for note in report[0]["notes"])
    assert Entry.objects.filter(action="documents.release.adopt").count() == 2
    again, _ = run(path)
    assert (again["moved"], again["already"]) == (0, 2)
    assert Document.objects.count() == 2


def test_what_stopped_half_way_goes_on_where_it_stopped(papers, tmp_path):
    run(sheet(tmp_path / "a.xlsx", [row(1)]))
    counts, _ = run(sheet(tmp_path / "a.xlsx", [row(1), row(2), row(3)]))
    assert (counts["moved"], counts["already"]) == (2, 1)


def test_without_a_key_number_title_and_date_tell_it_apart(papers, tmp_path):
    rows = [row(1, 编号=None), row(2, 编号=None), row(1, 编号=None)]
    counts, report = run(sheet(tmp_path / "a.xlsx", rows), code=1)
    assert (counts["moved"], counts["already"], counts["refused"]) == (2, 1, 0) or report[2][
        "reason"
    ] == "表里有两行是同一份文件。"
    again, _ = run(sheet(tmp_path / "a.xlsx", rows[:2]))
    assert again["already"] == 2 and Document.objects.count() == 2


def test_a_dry_run_judges_and_writes_nothing(papers, tmp_path):
    counts, report = run(sheet(tmp_path / "a.xlsx", [row(1), row(2, 标题=None), row(1)]), "--dry-run", code=1)
    assert (counts["ready"], counts["refused"], counts["moved"]) == (1, 2, 0)
    assert {one["result"] for one in report} == {"ready", "refused"}
    assert not Document.objects.exists() and not StoredFile.objects.exists()


REFUSED = [
    ({"标题": None}, "没有标题"),
    ({"成文日期": "去年春天"}, "不是日期"),
    ({"成文日期": None}, "没有成文日期"),
    ({"发布日期": None}, "没有发布日期"),
    ({"发布日期": "2022-02-01"}, "早于成文日期"),
    ({"公开属性": "依申请公开"}, "只收已经主动公开"),
    ({"公开主体": "某某局", "发文机关": "某某局"}, "没有「某某局」这个单位"),
    ({"正文": None}, "没有正文"),
    ({"正文": TEXT + "\n联系人身份证号310105199003070010"}, "居民身份证号码"),
    ({"文号": "长" * 70}, "超过 64 字"),
    ({"成文日期": "2099-01-01", "发布日期": "2099-02-01"}, "今天之后"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_row_is_refused_with_its_reason_and_the_others_go_on(papers, tmp_path, changes, reason):
    counts, report = run(sheet(tmp_path / "a.xlsx", [row(1, **changes), row(2)]), code=1)
    assert (counts["moved"], counts["refused"]) == (1, 1)
    assert reason in report[0]["reason"] and report[0]["remedy"] and report[0]["row"] == 3
    assert Document.objects.get().source_key == "历史文件:A2"


def test_personal_data_may_be_allowed_and_is_then_named(papers, tmp_path):
    path = sheet(tmp_path / "a.xlsx", [row(1, 正文=TEXT + "\n联系人身份证号310105199003070010")])
    counts, report = run(path, "--allow-findings")
    assert counts["moved"] == 1 and any("居民身份证号码" in note for note in report[0]["notes"])
    assert Document.objects.get().live.findings.filter(type__startswith="resident_id").exists()


def test_papers_and_attachments_come_from_the_folder_and_from_nowhere_else(papers, tmp_path):
    folder = tmp_path / "归档"
    (folder / "文件").mkdir(parents=True)
    (folder / "文件/通知.docx").write_bytes(makers.official())
    (folder / "附表.xlsx").write_bytes(raw.workbook().replace(b"13812341234", b"13812341234"))
    (folder / "说明.pdf").write_bytes(raw.pdf(b"BT /F1 12 Tf 20 200 Td (Name) Tj ET"))
    (tmp_path / "外面.docx").write_bytes(makers.styled())
    header = ["标题", "公开主体", "发布日期", "正文文件", "附件"]
    rows = [
        ["", "区府办", "2023-04-20", "文件/通知.docx", "说明.pdf"],
        ["关于外面的通知", "区府办", "2023-04-20", "../外面.docx", ""],
        ["关于附件的通知", "区府办", "2023-04-20", "文件/通知.docx", "没有.pdf"],
    ]
    counts, report = run(sheet(tmp_path / "归档" / "目录.csv.xlsx", rows, header), code=1)
    assert (counts["moved"], counts["refused"]) == (1, 2), report
    assert all("找不到文件" in one["reason"] for one in report[1:])
    live = Document.objects.get().live
    assert live.title == "上海市长宁区人民政府办公室关于印发《长宁区停车管理办法》的通知"
    assert live.doc_number == "长府办〔2023〕12号" and live.formed_on == dt.date(2023, 4, 17)
    roles = set(live.attachments.values_list("role", "public"))
    assert roles == {("attachment", True), ("picture", True), ("original", False)}
    picture = live.attachments.get(role="picture")
    assert f'src="/files/{picture.file_id}/?inline=1"' in live.body and "intake/" not in live.body


def test_a_file_that_hides_something_is_not_published(papers, tmp_path):
    (tmp_path / "附件.docx").write_bytes(raw.word_with_secrets())
    path = sheet(tmp_path / "a.xlsx", [[*row(1), "附件.docx"]], [*HEADER, "附件"])
    counts, report = run(path, code=1)
    assert counts["refused"] == 1 and "批注" in report[0]["reason"]


def test_a_folder_without_a_sheet_needs_what_the_text_cannot_tell(papers, tmp_path):
    folder = tmp_path / "归档"
    folder.mkdir()
    (folder / "通知.docx").write_bytes(makers.official())
    _, report = run(folder, "--unit", "区府办", code=1)
    assert report[0]["reason"] == "没有发布日期。"
    counts, report = run(folder, "--unit", "区府办", "--assume-published")
    assert counts["moved"] == 1 and Document.objects.get().published_on == dt.date(2023, 4, 18)
    assert any("按印发或成文日期 2023年4月18日 计" in note for note in report[0]["notes"])


def test_csv_in_the_old_encoding_json_and_an_own_naming_of_columns(papers, tmp_path):
    own = {"文件题名": "title", "上网": "published_on", "单位名": "unit", "落款日": "formed_on", "全文": "body"}
    (tmp_path / "map.json").write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    rows = [["关于甲的通知", "2022/5/6", "区发改委", "20220501", TEXT]]
    text = io.StringIO()
    csv.writer(text).writerows([list(own), *rows])
    (tmp_path / "a.csv").write_bytes(text.getvalue().encode("gb18030"))
    counts, _ = run(tmp_path / "a.csv", "--map", str(tmp_path / "map.json"))
    assert counts["moved"] == 1
    held = [
        {
            "标题": "关于乙的通知",
            "发布日期": "2022-05-06",
            "单位": "xinhua",
            "成文日期": "2022-05-01",
            "内容": f"<p>{TEXT}</p>",
        }
    ]
    (tmp_path / "b.json").write_text(json.dumps({"rows": held}, ensure_ascii=False), encoding="utf-8")
    counts, _ = run(tmp_path / "b.json")
    assert counts["moved"] == 1 and Document.objects.get(title="关于乙的通知").unit.code == "xinhua"


def test_a_repealed_document_arrives_repealed_and_one_without_a_date_is_noted(papers, tmp_path):
    header = [*HEADER, "有效性", "废止日期", "废止依据"]
    rows = [[*row(1), "已废止", "2022-12-01", "长府〔2022〕60号"], [*row(2), "已失效", None, None]]
    counts, report = run(sheet(tmp_path / "a.xlsx", rows, header))
    assert counts["moved"] == 2
    document = Document.objects.get(source_key="历史文件:A1")
    assert document.validity == "repealed"
    assert Effect.objects.get(target=document).source_text == "长府〔2022〕60号"
    assert any("没有废止日期" in note for note in report[1]["notes"])


def test_an_index_number_of_the_old_system_is_kept_and_never_given_twice(papers, tmp_path):
    header = [*HEADER, "索引号"]
    number = "SYYS0000026020220000" + "7"
    counts, report = run(sheet(tmp_path / "a.xlsx", [[*row(1), number], [*row(2), number]], header), code=1)
    assert (counts["moved"], counts["refused"]) == (1, 1)
    assert Document.objects.get().index_number == number and "已有文件使用" in report[1]["reason"]


def test_what_was_drafted_here_is_not_moved_in_beside_it(papers, tmp_path):
    papers.draft(title="关于第1号事项的通知", doc_number="长发改〔2022〕1号")
    counts, report = run(sheet(tmp_path / "a.xlsx", [row(1)]), code=1)
    assert "已有同标题、同文号" in report[0]["reason"] and counts["moved"] == 0


def test_the_excel_report_says_everything_and_no_title_is_a_formula(papers, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("标题,公开属性\n=1+1关于事项的通知,不予公开\n", encoding="utf-8")
    out = tmp_path / "报告.xlsx"
    with pytest.raises(SystemExit):
        call_command("documents", "import", str(path), "--report", str(out), stdout=io.StringIO(), stderr=io.StringIO())
    cells = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert cells[0][:4] == ("行", "结果", "标题", "原因") and cells[1][1] == "未迁入"
    assert cells[1][2].startswith("'=")


def test_the_report_never_overwrites_the_sheet_and_is_no_sheet_itself(papers, tmp_path):
    path = sheet(tmp_path / "目录.xlsx", [row(1)])
    before = path.read_bytes()
    with pytest.raises(CommandError, match="另写一个文件名"):
        call_command("documents", "import", str(path), "--report", str(path), stderr=io.StringIO())
    assert path.read_bytes() == before
    report = tmp_path / "迁入报告-目录.xlsx"
    for _ in range(2):
        call_command(
            "documents", "import", str(tmp_path), "--report", str(report), stdout=io.StringIO(), stderr=io.StringIO()
        )
    assert Document.objects.count() == 1


@pytest.mark.parametrize("name", ["没有.xlsx", "a.doc"])
def test_what_is_no_source_is_said(tmp_path, name):
    (tmp_path / "a.doc").write_bytes(b"x")
    with pytest.raises(CommandError):
        call_command("documents", "import", str(tmp_path / name), stderr=io.StringIO())


def test_a_sheet_without_a_title_column_and_a_wrong_map_are_said(tmp_path):
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(Refused, match="没有认出"):
        moving_sheet.open_source(tmp_path / "a.csv", {})
    (tmp_path / "m.json").write_text('{"甲": "nonsense"}', encoding="utf-8")
    with pytest.raises(Refused, match="没有这样的字段"):
        moving_sheet.read_map(tmp_path / "m.json")


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2023年5月6日", dt.date(2023, 5, 6)), ("2023-5-6 10:20", dt.date(2023, 5, 6)), ("20230506", dt.date(2023, 5, 6)),
        ("45052", dt.date(2023, 5, 6)), (dt.datetime(2023, 5, 6, 9), dt.date(2023, 5, 6)), ("二〇二三年五月六日", dt.date(2023, 5, 6)),
        ("长期有效", None), ("", None),
    ],
)  # fmt: skip
def test_dates_as_cells_hold_them(given, day):
    assert moving_values.day("formed_on", given) == day


def test_reading_and_scrubbing_from_the_command_line(db, tmp_path):
    (tmp_path / "通知.docx").write_bytes(makers.official())
    out = io.StringIO()
    call_command("documents", "read", str(tmp_path / "通知.docx"), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert {"doc_number", "title", "formed_on"} <= {one["field"] for one in told["proposals"]}
    out = io.StringIO()
    call_command("documents", "scrub", str(tmp_path / "通知.docx"), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["clean"] and (tmp_path / "通知-已清理.docx").exists()
    with pytest.raises(CommandError, match="已经存在"):
        call_command("documents", "scrub", str(tmp_path / "通知.docx"), stdout=io.StringIO())
