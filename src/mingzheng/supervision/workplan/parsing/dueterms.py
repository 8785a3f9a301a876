"""One way of writing a time limit: brackets, labels, dotted dates and shortened lists are written out before
the rules of `due` look at them.
"""

from __future__ import annotations

import re

from .words import squeeze

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
Y = r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九十]{2})"

_VERBS = (
    "坚持|推进|推动|实施|落实|开展|进行|更新|优化|深化|强化|加强|做好|完善|提升|有效|保持|执行|办理|维护|运行|工作|管理|公开|发布|调整"
    "|组织实施|组织开展"
)
STANDING = re.compile(
    rf"贯穿全年|(?:(?:长期|持续|常态|常态化|长效|长效化|常年|经常|经常性|日常|全年|滚动|不间断|不断)地?){{1,3}}(?:{_VERBS})?"
)
AT_ONCE = re.compile(
    rf"即知即改|立行立改|即行即改|即日起|即办|(?:即时|实时|动态|随时|及时|立即|适时|按需){{1,2}}(?:{_VERBS}|推送|整改|公布)?"
)
BY_ORDER = re.compile(
    r"(?:按|根据|依照|结合|以|视).{0,12}(?:要求|规定|时限|安排|部署|计划|节点|进度|为准|情况|通知)(?:完成|落实|推进)?"
    r"|法定(?:时限|期限)内?"
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／", "0123456789./")
_REWRITE = [
    (re.compile(r"^(?:完成|办结|落实)?(?:时限|时间|期限)(?:要求)?[:：]"), ""),
    (re.compile(r"^[（(]([^（）()]+)[）)]$"), r"\1"),
    (re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)日?"), r"\1年\2月\3日"),
    (re.compile(r"(20\d\d)[-./](\d{1,2})(?![\d.])月?"), r"\1年\2月"),
    (re.compile(r"^(\d{1,2})\.(\d{1,2})日?(?=(?:之?前|以前)?$)"), r"\1月\2日"),
    (re.compile("年年(?=[底末内终])"), "年"),
    (re.compile(rf"每年度?(?={N}月|年?[底末]|[上下]半年|第?[一二三四1-4]季度)"), ""),
    (re.compile("上中旬"), "中旬"),
    (re.compile("中下旬"), "下旬"),
    (re.compile(rf"{Y}年{N}月份?(?:{N}日|底|初)?(?:起)?(?:至|到|[-—－–~～])(?={Y}年)"), ""),
    (re.compile(r"^(?:即日起|即日)(?:至|到)"), ""),
    (re.compile("上、?下半年"), "上半年、下半年"),
    (re.compile("每季度?(?:末月|最后[一1]个月|第[三3]个月)"), "每季度末"),
    (re.compile("^半年度?(?:一次|1次)?$"), "每半年"),
    (re.compile("一年(?=[一二两三四五六七八九十\\d]{1,2}[次场期轮])"), "每年"),
    (re.compile("，?并(?=持续|长期|常态)"), "，"),
]
_SHORT_LIST = re.compile(rf"(?P<pre>第?)(?P<list>{N}(?:、{N})+)(?P<post>季度|月份?)(?P<tail>底?之?前?)")


def written_out(term: str) -> str:
    """The term in the one way of writing that the rules know; unchanged where nothing is short for anything."""
    text = squeeze(term).translate(_FULL_WIDTH).strip("。；;，, ")
    for pattern, instead in _REWRITE:
        text = pattern.sub(instead, text)
    return _SHORT_LIST.sub(_each, text)


def _each(match: re.Match[str]) -> str:
    return "、".join(f"{match['pre']}{n}{match['post']}{match['tail']}" for n in match["list"].split("、"))


def note_of(term: str) -> tuple[str, str]:
    """全年（每季度1次）→ 全年, 每季度1次; the note is empty when there is none."""
    match = re.fullmatch("([^（）()]+)[（(]([^（）()]+)[）)]", term)
    return (match[1], match[2]) if match else (term, "")
