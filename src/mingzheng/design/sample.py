"""Made-up content for the living style page. Nothing here is read from, or written to, the records."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mingzheng.core.actors import Actor, Post
from mingzheng.design import parts
from mingzheng.disclosure.documents.fields import BodyField, BodyWidget

LIGHTS = ("green", "amber", "red", "done", "none")
VALIDITIES = ("valid", "pending", "partial", "amended", "expired", "repealed", "unknown")
DAY = dt.date(2023, 4, 17)
REASONS = [
    "2023年9月28日收到，自次日起算。",
    "9月29日至10月6日为中秋节、国庆节放假，不计。",
    "10月7日、8日为周六、周日调休上班，计入。",
    "共 20 个工作日，应于2023年11月2日前答复。",
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="标题", help_text="写明事由，不超过 50 字。", max_length=50)
    kind = forms.ChoiceField(label="公开属性", choices=[("", "请选择"), ("open", "主动公开"), ("apply", "依申请公开")])
    day = forms.DateField(label="成文日期", widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label="理由", widget=forms.Textarea, required=False)
    way = forms.ChoiceField(
        label="答复方式",
        choices=[("mail", "邮寄"), ("visit", "自行领取")],
        widget=forms.RadioSelect,
        help_text="选一种。",
    )
    agree = forms.BooleanField(label="我已核对以上内容")
    paper = forms.FileField(label="附件", required=False)


BODY = (
    "<p>现将有关事项通知如下。</p><h2>一、收费标准</h2><p>道路停车按<strong>时段</strong>计费，面积以 m<sup>2</sup> 计，"
    '详见<a href="https://www.gov.cn/">有关规定</a>。</p>'
    '<table><thead><tr><th rowspan="2" scope="col">类别</th><th colspan="2" scope="colgroup">标准（元）</th></tr>'
    '<tr><th scope="col">白天</th><th scope="col">夜间</th></tr></thead>'
    "<tbody><tr><td>道路</td><td>10</td><td>5</td></tr><tr><td>场库</td><td>8</td><td>4</td></tr></tbody></table>"
    '<figure><img src="/static/design/favicon.svg" alt=""><figcaption>图一　标志</figcaption></figure>'
    "<ul><li>按时缴纳</li><li>出示凭证</li></ul>"
)


class BodyForm(forms.Form):
    """A body in the editor."""

    body = BodyField(
        widget=BodyWidget(pictures=[("/static/design/favicon.svg", "标志")]),
        error_messages={"required": "请填写正文。"},
    )


def _heatmap() -> parts.Heatmap:
    lights = ["green", "green", "amber", "red", "none", "done"]
    words = {"green": "正常", "amber": "临期", "red": "逾期", "done": "已办结", "none": "无任务"}

    def cell(row: int, column: int) -> parts.HeatCell:
        colour = lights[(row * 2 + column) % len(lights)]
        number = (row + column) % 4 + 1
        if colour == "none":
            return parts.HeatCell("none", "–", words["none"])
        return parts.HeatCell(colour, str(number), f"{words[colour]} {number} 项", "#figures")

    units = ["区府办", "区发改委", "区商务委", "天山路街道", "新泾镇"]
    rows = [parts.HeatRow(unit, [cell(i, j) for j in range(9)], "#figures") for i, unit in enumerate(units)]
    return parts.Heatmap("各单位各月任务", [f"{month}月" for month in range(4, 13)], rows, corner="单位")


def _table() -> parts.DataTable:
    columns = [
        parts.Column("task", "任务", title=True),
        parts.Column("unit", "责任单位"),
        parts.Column("due", "完成时限", nobreak=True),
        parts.Column("done", "已办", numeric=True),
    ]
    rows: list[dict[str, object]] = [
        {"task": "制定完善政策文件标签目录", "unit": "区府办", "due": "6月30日", "done": 1, "url": "#tables"},
        {"task": "20个工作日内公开政府信息", "unit": "各委办局、各街（镇）", "due": "12月31日", "done": 238},
    ]
    return parts.DataTable("任务（示例）", columns, rows)


def everything() -> dict[str, Any]:
    """Context of the style page."""
    wrong = SampleForm({"title": "", "kind": "", "day": "不是日期", "why": "已写的内容保留", "way": ""})
    return {
        "lights": LIGHTS,
        "validities": VALIDITIES,
        "day": DAY,
        "reasons": REASONS,
        "form": SampleForm(auto_id="ok_%s"),
        "wrong": wrong,
        "crumbs": [parts.Crumb(_("首页"), "/"), parts.Crumb(_("界面样张"))],
        "tabs": [parts.Tab("按部分", "#tabs", True, 25), parts.Tab("按单位", "#tabs", count=50), parts.Tab("按时限", "#tabs")],
        "pairs": [
            parts.Pair("索引号", "SY0024361740202100238", nobreak=True),
            parts.Pair("主题分类", "综合政务"),
            parts.Pair("发文机关", "上海市长宁区人民政府办公室"),
            parts.Pair("成文日期", "2023年4月17日"),
            parts.Pair("发文字号", "长府办〔2023〕12号", nobreak=True),
            parts.Pair("公开属性", "主动公开"),
        ],
        "entries": [
            parts.TimelineEntry("下达任务", dt.date(2023, 4, 20), "区府办"),
            parts.TimelineEntry("接收任务", dt.date(2023, 4, 21), "天山路街道", "由信息员接收。", "#timeline"),
            parts.TimelineEntry("推进", dt.date(2023, 5, 8), "天山路街道", "已上传认定流程。", state="current"),
            parts.TimelineEntry("提请办结", state="todo"),
        ],
        "steps": [parts.Step("下达", "done"), parts.Step("接收", "done"), parts.Step("推进", "current"), parts.Step("核实"), parts.Step("办结")],
        "heat": _heatmap(),
        "table": _table(),
        "bars": parts.BarChart(
            "逾期任务，按单位",
            [parts.Bar("天山路街道", 2, "#figures", "red"), parts.Bar("新泾镇", 1, "#figures", "red"), parts.Bar("区商务委", 0)],
            "逾期 3 项，均为街镇，最早自 7 月 1 日。",
            " 项",
        ),
        "lines": parts.LineChart(
            "每月办结任务",
            [f"{month}月" for month in range(4, 11)],
            [parts.Series("办结", [0, 3, 8, 9, 14, 15, 19]), parts.Series("到期", [0, 2, 9, 9, 12, 18, 22])],
            "办结数自 9 月起低于到期数，差 3 项。",
            "项",
        ),
    }  # fmt: skip


def desk() -> dict[str, Any]:
    """Context of the desk's sample frame."""
    item = parts.NavItem
    return {
        "desk_nav": [
            item("我的待办", "/style/desk/", "inbox", True, 7, True),
            item("一 各领域信息公开"),
            item("重点领域", "#", "layout-grid"),
            item("二 政务公开基础"),
            item("公文公开", "#", "file-text", count=2),
            item("依申请公开", "#", "scale", count=4),
            item("三 政策全流程"),
            item("政策与解读", "#", "book"),
            item("四 政民互动"),
            item("征集与来信", "#", "messages"),
            item("五 监督保障"),
            item("工作要点", "#", "list-check", count=3),
            item("指标", "#", "chart-bar"),
        ],
        "actor": Actor(1, "王敏", Post.OFFICE_CLERK, 1, "区府办"),
        "post_choices": [parts.PostChoice("1", "区府办 区府办经办", True), parts.PostChoice("2", "天山路街道 信息员（代 李强）")],
        "post_switch_url": "/style/desk/", "sign_out_url": "/style/desk/", "account_url": "#",
        "desk_search_url": "/style/desk/", "notices_url": "#", "notice_count": 3,
        "demo_day": dt.date(2023, 9, 28), "demo_day_url": "#",
        "crumbs": [parts.Crumb("工作台", "#"), parts.Crumb("我的待办")],
        "tabs": [parts.Tab("待我办", "#", True, 7), parts.Tab("我经手的", "#", count=12), parts.Tab("已办结", "#")],
        "reasons": REASONS,
        "queue": [
            ("开发公开标准目录创新应用产品", "天山路街道", "推进", "逾期 4 个工作日", "red"),
            ("完善行政规范性文件专栏建设", "区府办", "核实", "今日到期", "amber"),
            ("梳理核校本区现行有效的行政规范性文件，定期发布清理信息", "区府办", "推进", "还有 3 个工作日", "amber"),
            ("年内邀请公众代表列席区政府常务会议不少于4次", "区府办", "推进", "还有 58 个工作日", "green"),
            ("形成本单位重大行政决策事项目录", "新泾镇", "办结", "已办结", "done"),
        ],
        "desk_aside": True,
        "due": dt.date(2023, 11, 2),
    }  # fmt: skip


def case() -> dict[str, Any]:
    """Context of the sample case page: what is it, what is due, what can I do, what happened."""
    units = ["区府办", "区发改委", "区商务委", "区教育局", "区科委", "区民政局", "区人社局", "天山路街道", "新泾镇"]
    colours = ("green", "green", "done", "amber", "none", "red", "green")
    rows = [
        parts.HeatRow(
            f"{number}　任务",
            [parts.HeatCell(colours[(number * 3 + i) % 7], "", f"{unit}：示例") for i, unit in enumerate(units)],
        )
        for number in range(1, 7)
    ]
    return {
        **desk(),
        "crumbs": [parts.Crumb("工作台", "#"), parts.Crumb("工作要点", "#"), parts.Crumb("任务 22")],
        "steps": [parts.Step("下达", "done"), parts.Step("接收", "done"), parts.Step("推进", "current"), parts.Step("提请办结"), parts.Step("核实"), parts.Step("办结")],
        "facts": [
            parts.Pair("责任单位", "区府办"),
            parts.Pair("完成时限", "下半年（2023年12月31日）"),
            parts.Pair("所属条目", "（十三）推进政策集中发布", "#"),
            parts.Pair("来源", "长府办〔2023〕12号", nobreak=True),
        ],
        "entries": [
            parts.TimelineEntry("记录进展", dt.datetime(2023, 9, 26, 15, 20), "区府办 王敏", "已核校 41 件，清理结果表待会签。", "#", "current"),
            parts.TimelineEntry("接收任务", dt.datetime(2023, 4, 21, 9, 5), "区府办 王敏"),
            parts.TimelineEntry("下达任务", dt.datetime(2023, 4, 20, 10, 0), "区府办 赵华"),
        ],
        "dense": parts.Heatmap("任务 × 单位（密排）", units, rows, corner="任务", dense=True),
    }  # fmt: skip
