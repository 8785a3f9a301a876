"""Pages as district portals of Shanghai write them: the same document in eight shapes, and columns, news, front pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

OFFICE = "上海市长宁区人民政府办公室"
TITLE = "上海市长宁区人民政府办公室关于印发《2023年长宁区政务公开工作要点》的通知"
FACTS: dict[str, Any] = {
    "index_number": "SYYS00000180202300012",
    "theme": "综合政务 / 政务公开",
    "attribute": "主动公开",
    "written_on": "2023-04-17",
    "number": "长府办〔2023〕12号",
    "published_on": "2023-04-20",
    "agency": OFFICE,
    "validity": "有效",
    "title": TITLE,
    "text_number": "长府办〔2023〕12号",
    "signature": OFFICE,
    "signed": "2023年4月17日",
    "mark": "（此件公开发布）",
    "pubdate": "2023-04-20 10:30",
    "column": "政策文件",
    "type": "政策文件",
    "links": "",
    "prose": None,
    "head": "",
}
LABELS = {
    "index_number": "索引号",
    "theme": "主题分类",
    "agency": "发文机关",
    "written_on": "成文日期",
    "number": "发文字号",
    "published_on": "发布日期",
    "attribute": "公开属性",
    "validity": "有效性",
}
PROSE = (
    "各委、办、局，各街道办事处、新泾镇政府：",
    "《2023年长宁区政务公开工作要点》已经区政府同意，现印发给你们，请认真按照执行。请各单位对照任务分解表，明确分工和时限，确保各项任务落到实处。",
    "各单位要按照国办发〔2019〕14号和沪府办发〔2023〕3号文件的要求，做好主动公开、政策解读和回应关切，遇有重要情况及时报告区政府办公室。",
)
CHROME = (
    '<div class="top"><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="javascript:void(0)">无障碍</a></div>'
)
FOOT = '<div class="footer"><p>主办单位：上海市长宁区人民政府　地址：长宁路599号</p><p>沪ICP备05000000号　网站标识码：3101050001</p></div>'


def facts(**changed: Any) -> dict[str, Any]:
    return {**FACTS, **changed}


def header(given: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) of what is shown; a None value leaves the field out."""
    return [(label, given[name]) for name, label in LABELS.items() if given[name] is not None]


def head(given: dict[str, Any], charset: str = "utf-8") -> str:
    tags = {
        "SiteName": "上海市长宁区人民政府",
        "ColumnName": given["column"],
        "ColumnType": given["type"],
        "ArticleTitle": given["title"],
        "PubDate": given["pubdate"],
        "ContentSource": "区政府办公室",
    }
    shown = "".join(f'<meta name="{name}" content="{value}">\n' for name, value in tags.items() if value)
    return f'<head><meta charset="{charset}"><title>{given["title"]}_上海长宁</title>\n{shown}{given["head"]}</head>'


def prose(given: dict[str, Any]) -> str:
    """The document's own text, as its paragraphs."""
    if given["prose"] is not None:
        return str(given["prose"])
    rows = [f"<p style='text-align:center'>{row}</p>" for row in (given["text_number"], given["title"]) if row]
    rows += [f"<p>　　{row}</p>" for row in PROSE]
    rows += [f"<p style='text-align:right'>{row}</p>" for row in (given["signature"], given["signed"]) if row]
    rows += [f"<p>　　{given['mark']}</p>"] if given["mark"] else []
    return "\n".join(rows)


def page(given: dict[str, Any], shown: str, body: str) -> str:
    return f"<!DOCTYPE html>\n<html lang='zh-CN'>{head(given)}<body>{CHROME}{shown}{body}{given['links']}{FOOT}</body></html>"


def four_cells(given: dict[str, Any]) -> str:
    """Two pairs to a row of a table."""
    cells = [f"<td class='t'><strong>{label}：</strong></td><td>{value}</td>" for label, value in header(given)]
    rows = "".join(f"<tr>{''.join(cells[at : at + 2])}</tr>" for at in range(0, len(cells), 2))
    table = f"<table class='xxgk_table' width='100%'><tbody>{rows}</tbody></table>"
    return page(given, f"<h1>{given['title']}</h1>{table}", f"<div id='ivs_content'>{prose(given)}</div>")


def two_cells(given: dict[str, Any]) -> str:
    """One pair to a row; labels spaced out (索 引 号)."""
    rows = "".join(
        f"<tr><th>{' '.join(label)}</th><td><span>{value}</span></td></tr>" for label, value in header(given)
    )
    return page(
        given,
        f"<table border=1>{rows}</table><h2>{given['title']}</h2>",
        f"<div class='Article_content'>{prose(given)}</div>",
    )


def definitions(given: dict[str, Any]) -> str:
    pairs = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in header(given))
    return page(
        given,
        f"<h1>{given['title']}</h1><dl class='doc-info'>{pairs}</dl>",
        f"<article class='article-content'>{prose(given)}</article>",
    )


def divs(given: dict[str, Any]) -> str:
    """Pairs of elements, a counter and type sizes beside them."""
    pairs = "".join(
        f"<div class='row'><div class='l'>【{label}】</div><div class='r'>{value}</div></div>"
        for label, value in header(given)
    )
    tools = "<div class='tools'><span>浏览次数：</span><span id='hits'>1024</span> <span>字号：[大 中 小]</span> <a href='javascript:window.print()'>打印</a></div>"
    return page(
        given,
        f"<div class='info'>{pairs}</div><h1>{given['title']}</h1>{tools}",
        f"<div class='TRS_Editor'>{prose(given)}</div>",
    )


def items(given: dict[str, Any]) -> str:
    pairs = "".join(f"<li><b>{label}</b>：<span>{value}</span></li>" for label, value in header(given))
    return page(
        given, f"<ul class='head'>{pairs}</ul><h1>{given['title']}</h1>", f"<div id='zoom'>{prose(given)}</div>"
    )


def inline(given: dict[str, Any]) -> str:
    """Everything on three lines of text."""
    pairs = [f"{label}：{value}" for label, value in header(given)]
    rows = "".join(f"<p>{'　　'.join(pairs[at : at + 3])}</p>" for at in range(0, len(pairs), 3))
    return page(
        given, f"<h1>{given['title']}</h1><div class='xx'>{rows}</div>", f"<div class='wz_con'>{prose(given)}</div>"
    )


def columned(given: dict[str, Any]) -> str:
    """A row of labels above a row of values."""
    names = "".join(f"<th>{label}</th>" for label, _value in header(given))
    values = "".join(f"<td>{value}</td>" for _label, value in header(given))
    table = f"<table><tr>{names}</tr><tr>{values}</tr></table>"
    return page(given, f"<h1>{given['title']}</h1>{table}", f"<div class='content'>{prose(given)}</div>")


def meta_only(given: dict[str, Any]) -> str:
    """Nothing shown but title and text: the fields stand in meta tags."""
    names = {
        "index_number": "索引号",
        "theme": "主题分类",
        "agency": "发文机关",
        "written_on": "成文日期",
        "number": "发文字号",
        "published_on": "发布日期",
        "attribute": "公开属性",
        "validity": "有效性",
    }
    tags = "".join(f'<meta name="{label}" content="{given[name]}">' for name, label in names.items() if given[name])
    return page(
        {**given, "head": given["head"] + tags},
        f"<h1>{given['title']}</h1>",
        f"<div id='UCAP-CONTENT'>{prose(given)}</div>",
    )


def old_tables(given: dict[str, Any]) -> str:
    """A page of 2009: nested layout tables, fonts, no class that says anything, the text divided by breaks."""
    pairs = "<br>".join(f"<font color='#333'>{label}:</font>{value}" for label, value in header(given))
    rows = [
        row
        for row in (given["text_number"], given["title"], *PROSE, given["signature"], given["signed"], given["mark"])
        if row
    ]
    text = "<br>&nbsp;&nbsp;".join(rows) if given["prose"] is None else given["prose"]
    inner = f"<table><tr><td>{pairs}</td></tr><tr><td><font size=4><b>{given['title']}</b></font></td></tr><tr><td>{text}</td></tr></table>"
    return page(given, "", f"<table width=960><tr><td>{inner}</td></tr></table>")


def whole_form(given: dict[str, Any]) -> str:
    """A page of ASP.NET: everything within one form, view state and search box included."""
    inner = four_cells(given)
    state = "<form id='form1' method='post'><input type='hidden' name='__VIEWSTATE' value='x'><input type='text' name='q' title='搜索'>"
    return inner.replace("<body>", f"<body>{state}").replace("</body>", "</form></body>")


def bold_cells(given: dict[str, Any]) -> str:
    """Label and value in one cell, the label bold, its characters held apart by hard spaces."""
    cells = [
        f"<td width='50%'><B>{label[0]}&nbsp;&nbsp;{label[1:]}:</B> {value}</td>" for label, value in header(given)
    ]
    rows = "".join(
        f"<tr><td colspan=2><table><tr>{''.join(cells[at : at + 2])}</tr></table></td></tr>"
        for at in range(0, len(cells), 2)
    )
    return page(given, f"<table>{rows}</table>", f"<div class='TRS_Editor'>{prose(given)}</div>")


def badged(given: dict[str, Any]) -> str:
    """The validity is a badge beside the title; the rest a definition list."""
    badge = f"<div class='state'><span class='badge'>{given['validity']}</span></div>" if given["validity"] else ""
    rest = {**given, "validity": None}
    pairs = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in header(rest))
    return page(given, f"<h1>{given['title']}</h1>{badge}<dl>{pairs}</dl>", f"<div class='prose'>{prose(given)}</div>")


def label_values(given: dict[str, Any]) -> str:
    """The value stands in what is called a label."""
    pairs = "".join(f"<div class='col-item'>{label}：<label>{value}</label></div>" for label, value in header(given))
    tools = "<div><span>收藏</span><span>打印</span></div>"
    return page(
        given, f"{tools}<div class='content-cols'>{pairs}</div>", f"<div class='detail-content'>{prose(given)}</div>"
    )


SHAPES: dict[str, Callable[[dict[str, Any]], str]] = {
    shape.__name__: shape
    for shape in (
        four_cells,
        two_cells,
        definitions,
        divs,
        items,
        inline,
        columned,
        meta_only,
        old_tables,
        whole_form,
        bold_cells,
        badged,
        label_values,
    )
}


def column(name: str, rows: list[tuple[str, str]], *, empty: str = "", script: str = "", kind: str = "") -> str:
    """A column page with its list."""
    tags = f'<meta name="ColumnName" content="{name}"><meta name="ColumnType" content="{kind or name}">'
    entries = "".join(
        f"<li><a href='/c/{number}.html'>{title}</a><span>{day}</span></li>"
        for number, (title, day) in enumerate(rows, 1)
    )
    listed = f"<ul class='news_list' id='list'>{entries}</ul>"
    note = f"<p>{empty}</p>" if empty else ""
    head_ = f"<head><meta charset='utf-8'><title>{name}_上海长宁</title>{tags}</head>"
    return f"<html lang='zh-CN'>{head_}<body>{CHROME}<h2>{name}</h2>{listed}{note}{script}{FOOT}</body></html>"


def news(**changed: Any) -> str:
    """A piece of news: no header of a document."""
    given = facts(
        **{
            "title": "区领导调研社区为老服务",
            "column": "要闻动态",
            "type": "工作动态",
            "text_number": "",
            "signature": "",
            "signed": "",
            "mark": "",
            **changed,
        }
    )
    line = "<div class='info'>发布时间：2023-04-20 09:00　来源：区融媒体中心　浏览次数：33　字体：[大 中 小]</div>"
    return page(given, f"<h1>{given['title']}</h1>{line}", f"<div class='article-content'>{prose(given)}</div>")


def service(name: str) -> str:
    """A page to ask by number: the words of a header stand beside its boxes."""
    tags = f'<meta name="ColumnName" content="{name}"><meta name="ColumnType" content="网站服务">'
    form = (
        "<form><label for='a'>文号</label><input id='a'><label for='b'>索引号</label><input id='b'>"
        "<label for='c'>成文日期</label><input id='c' type='date'><button>查询</button></form>"
    )
    return f"<html lang='zh-CN'><head><meta charset='utf-8'><title>{name}</title>{tags}</head><body>{CHROME}<h1>{name}</h1>{form}{FOOT}</body></html>"


def table_of_many(name: str) -> str:
    """A list as a table whose heading uses the words of a header."""
    tags = f'<meta name="ColumnName" content="{name}"><meta name="ColumnType" content="机构职能">'
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/c/{n}.html'>关于第{n}件事的通知</a></td><td>长府办〔2023〕{n}号</td><td>2023-05-0{n}</td><td>有效</td></tr>"
        for n in range(1, 4)
    )
    head_ = "<tr><td>序号</td><td>名称</td><td>文号</td><td>成文日期</td><td>有效性</td></tr>"
    return f"<html lang='zh-CN'><head><meta charset='utf-8'><title>{name}</title>{tags}</head><body>{CHROME}<h1>{name}</h1><table>{head_}{rows}</table>{FOOT}</body></html>"
