"""A folder of saved pages: each planted defect is found, and nothing else."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from tests.supervision.inspections import shapes
from tests.supervision.inspections.shapes import SHAPES, column, facts, news

from mingzheng.supervision.inspections.rules import rules

DAY = "2023-06-20"
NEW = [
    ("关于开展夏季食品安全检查的通告", "2023-06-16"),
    ("区政府常务会议召开", "2023-06-12"),
    ("区领导调研楼宇", "2023-06-01"),
]
OLD = [
    ("关于公布行政许可事项清单的公告", "2022-08-01"),
    ("关于调整轨道交通施工时间的公告", "2022-07-12"),
    ("关于古树名木的公告", "2022-05-09"),
]
SCRIPT = "<script>$.ajax({url:'/api/list',success:function(d){$('#list').html(d)}})</script>"
THREE = "<p style='text-align:center'>沪府办发〔2023〕3号</p>"
LONG = "".join(f"<p>　　{row}</p>" for row in shapes.PROSE)

# name → (shape, what differs from the clean page, rules that must be found)
PLANTED = {
    "01-no-index": ("four_cells", {"index_number": ""}, {"header.missing"}),
    "02-theme-left-out": ("definitions", {"theme": None}, {"header.missing"}),
    "03-attribute-blank": ("divs", {"attribute": "—"}, {"header.missing"}),
    "04-no-number-but-in-text": ("inline", {"number": None}, {"header.missing"}),
    "05-index-a-digit-short": ("two_cells", {"index_number": "SYYS0000018020230012"}, {"index.form"}),
    "06-index-check-digit": ("columned", {"index_number": "SYYS00000150202300012"}, {"index.check_digit"}),
    "07-index-of-elsewhere": ("items", {"index_number": "000014349/2023-00110"}, {"index.other"}),
    "08-square-brackets": ("old_tables", {"number": "长府办[2023]12号"}, {"number.form"}),
    "09-leading-zero": ("items", {"number": "长府办〔2023〕012号"}, {"number.form"}),
    "10-number-differs": ("four_cells", {"number": "长府办〔2023〕21号"}, {"number.differs"}),
    "11-number-of-last-year": (
        "definitions",
        {"number": "长府办〔2022〕12号", "text_number": "长府办〔2022〕12号"},
        {"number.year"},
    ),
    "12-several-numbers": (
        "divs",
        {"prose": f"{THREE}<p>长府办〔2023〕12号</p>{LONG}<p>{shapes.OFFICE}</p><p>2023年4月17日</p>"},
        {"number.several"},
    ),
    "13-too-late": ("inline", {"published_on": "2023-05-31", "pubdate": "2023-05-31"}, {"date.late"}),
    "14-late-in-an-uncovered-year": (
        "two_cells",
        {
            "written_on": "2019-03-01",
            "signed": "2019年3月1日",
            "number": "长府办〔2019〕12号",
            "text_number": "长府办〔2019〕12号",
            "published_on": "2019-06-30",
            "pubdate": "2019-06-30",
        },
        {"date.late"},
    ),
    "15-before-it-was-written": ("columned", {"published_on": "2023-04-10", "pubdate": "2023-04-10"}, {"date.before"}),
    "16-tomorrow": (
        "meta_only",
        {"published_on": "2023-07-01", "pubdate": "2023-07-01", "written_on": "2023-06-19", "signed": "2023年6月19日"},
        {"date.future"},
    ),
    "17-tag-differs": ("four_cells", {"pubdate": "2023-04-21"}, {"date.meta_differs"}),
    "18-date-of-the-text": ("items", {"signed": "2023年4月7日"}, {"date.text_differs"}),
    "19-nonsense-date": ("definitions", {"written_on": "二三年春"}, {"date.form"}),
    "20-other-office-signs": ("divs", {"signature": "上海市长宁区财政局"}, {"agency.disagree"}),
    "21-code-of-another": ("two_cells", {"index_number": "SYYS00000260202300012"}, {"agency.disagree"}),
    "22-normative-unmarked": (
        "inline",
        {"number": "长府规〔2023〕2号", "text_number": "长府规〔2023〕2号", "validity": None},
        {"validity.unmarked"},
    ),
    "23-expired-but-valid": (
        "four_cells",
        {
            "prose": f"<p>长府办〔2023〕12号</p>{LONG}<p>本通知有效期至2023年5月31日。</p><p>{shapes.OFFICE}</p><p>2023年4月17日</p>",
        },
        {"validity.expired"},
    ),
    "24-marked-not-public": ("definitions", {"mark": "（此件依申请公开）"}, {"attribute.differs"}),
    "25-on-request-yet-here": ("items", {"attribute": "依申请公开", "mark": ""}, {"attribute.not_public"}),
    "26-attribute-in-other-words": ("old_tables", {"attribute": "公开"}, {"attribute.form"}),
    "27-body-by-script": (
        "four_cells",
        {"prose": "", "links": "<script>fetch('/api/doc/12').then(r=>r.text())</script>"},
        {"body.script"},
    ),
    "28-no-body": ("definitions", {"prose": "<p>见附件</p>"}, {"body.empty"}),
    "29-only-a-file": (
        "divs",
        {"prose": "<p>详见附件</p>", "links": "<a href='/f/12.pdf'>附件：要点全文</a>"},
        {"body.file_only"},
    ),
    "30-no-tags": ("four_cells", {"title": shapes.TITLE, "pubdate": "", "column": ""}, {"meta.missing"}),
    "31-inner-address": (
        "items",
        {"links": "<p><a href='http://admin:Pw2023@10.1.2.3/oa'>内部流程</a></p>"},
        {"link.danger"},
    ),
    "32-attachment-without-address": (
        "inline",
        {"links": "<p><a href=''>附件1：任务分解表</a></p>"},
        {"link.malformed"},
    ),
    "33-http-picture-on-https": (
        "two_cells",
        {
            "head": "<link rel='canonical' href='https://www.shcn.gov.cn/a/12.html'>",
            "links": "<img src='http://www.shcn.gov.cn/x.png' alt='图'>",
        },
        {"link.mixed"},
    ),
}
PLANTED["34-paper-without-number"] = ("columned", {"number": None, "text_number": ""}, {"number.absent"})
PLANTED["35-normative-without-badge"] = (
    "badged",
    {"number": "长府规〔2023〕2号", "text_number": "长府规〔2023〕2号", "validity": ""},
    {"validity.unmarked"},
)
PLANTED["36-picture-without-words"] = (
    "four_cells",
    {
        "links": "<p><img src='/p/1.png'><img src='/p/2.png' alt=''><a href='/x/'><img src='/p/3.png' alt='专题'></a></p>"
    },
    {"access.picture"},
)
PLANTED["37-link-without-words"] = ("divs", {"links": "<p><a href='/x/'><i class='icon'></i></a></p>"}, {"access.link"})


def front(rows: list[tuple[str, str]]) -> str:
    canonical = "<link rel='canonical' href='https://www.shcn.gov.cn/'></head>"
    return column("首页", rows).replace("</head>", canonical)


OTHER_PAGES = {
    "38-field-without-a-name": (
        shapes.service("查询").replace("<label for='c'>成文日期</label>", ""),
        {"access.field"},
    ),
    "39-in-no-language": (shapes.service("查文件").replace(" lang='zh-CN'", ""), {"access.language"}),
    "40-news-without-a-date": (news(pubdate=""), {"meta.missing"}),
    "41-stale-notices": (column("通知公告", OLD), {"column.stale"}),
    "42-stale-news": (column("区情动态", OLD), {"column.stale"}),
    "43-empty": (column("政策解读", [], empty="暂无内容"), {"column.empty"}),
    "44-list-by-script": (column("征集调查", [], script=SCRIPT), {"column.empty"}),
    "45-not-a-page": ("\x00\x01\x02\x7f" * 400, {"page.unreadable"}),
    "46-stale-front-page": (front(OLD), {"home.stale"}),
}
CLEAN_PAGES = {
    "clean-news": news(),
    "clean-column": column("要闻动态", NEW),
    "clean-front-page": front(NEW),
    "clean-normative-with-badge": shapes.badged(
        facts(number="长府规〔2023〕2号", text_number="长府规〔2023〕2号", validity="现行有效")
    ),
    "clean-gazette": shapes.news(title="上海市长宁区人民政府公报2023年第1期", text_number="长宁公报〔2023〕1号"),
    "clean-service": shapes.service("有效性查询"),
    "clean-table-of-many": shapes.table_of_many("文件目录"),
    "clean-column-without-rule": column("机构职能", OLD),
}
UNSURE = {"number.several", "number.absent", "agency.disagree", "body.file_only", "page.unreadable"}

# Groups that other tests plant or that records stand behind, and what is seen only when links are opened (test_findings).
ELSEWHERE = {"site", "interpretation", "records"}
OPENED = {"link.broken", "link.attachment", "link.interpretation", "link.caution", "page.unreachable"}


def test_every_rule_has_a_page_that_breaks_it():
    planted = {rule for _shape, _changed, broken in PLANTED.values() for rule in broken}
    planted |= {rule for _text, broken in OTHER_PAGES.values() for rule in broken}
    missing = {code for code, rule in rules().items() if rule.group not in ELSEWHERE} - planted - OPENED
    assert not missing, f"plant a page for these rules in PLANTED or OTHER_PAGES: {sorted(missing)}"


@pytest.fixture
def corpus(tmp_path, changning):
    """Every page in a folder of its own name; half of the documents are saved in GB18030."""
    for at, (name, (shape, changed, _rules)) in enumerate(PLANTED.items()):
        charset = "gb18030" if at % 2 else "utf-8"
        text = SHAPES[shape](facts(**changed)).replace('charset="utf-8"', f'charset="{charset}"')
        (tmp_path / f"{name}.html").write_bytes(text.encode(charset))
    for name, (text, _rules) in OTHER_PAGES.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    for name, text in CLEAN_PAGES.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    for name, shape in SHAPES.items():
        (tmp_path / f"clean-{name}.html").write_text(shape(facts()), encoding="utf-8")
    return tmp_path


def found(folder, capsys, *words):
    call_command("inspect", str(folder), "--json", "--day", DAY, *words)
    return json.loads(capsys.readouterr().out)


def by_page(report):
    rules: dict[str, set[str]] = {}
    for finding in report["findings"]:
        rules.setdefault(finding["address"].removesuffix(".html"), set()).add(finding["rule"])
    return rules


def test_each_planted_defect_is_found_and_no_other(corpus, capsys):
    expected = {name: rules for name, (_shape, _changed, rules) in PLANTED.items()}
    expected |= {name: rules for name, (_text, rules) in OTHER_PAGES.items()}
    assert len(expected) >= 25
    assert by_page(found(corpus, capsys)) == expected


def test_what_a_machine_cannot_judge_is_said_apart(corpus, capsys):
    report = found(corpus, capsys)
    unsure = {one["rule"] for one in report["findings"] if not one["certain"]}
    assert unsure >= UNSURE
    late = {one["address"]: one for one in report["findings"] if one["rule"] == "date.late"}
    assert late["13-too-late.html"]["certain"] and "31 个工作日" in late["13-too-late.html"]["evidence"]
    assert not late["14-late-in-an-uncovered-year.html"]["certain"]
    assert "工作日历没有登记" in late["14-late-in-an-uncovered-year.html"]["unsure"]


def test_every_finding_says_what_stands_there_and_what_to_do(corpus, capsys):
    for finding in found(corpus, capsys)["findings"]:
        assert finding["evidence"].strip() and finding["mend"].strip() and finding["source"].strip()
        assert finding["fingerprint"]


def test_one_kind_of_rule_can_be_asked_alone(corpus, capsys):
    report = found(corpus, capsys, "--rules", "dates,column.empty")
    assert {one["rule"].split(".")[0] for one in report["findings"]} == {"date", "column"}


def test_the_same_defect_keeps_its_fingerprint(corpus, capsys):
    first = {one["fingerprint"] for one in found(corpus, capsys)["findings"]}
    assert first == {one["fingerprint"] for one in found(corpus, capsys)["findings"]}
    assert len(first) == len(found(corpus, capsys)["findings"])
