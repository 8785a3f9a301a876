"""Time limits as notices write them become dates by rule, and the rule is shown.

全年, 上半年, 3月底前, 每月, 按季度, 每年不少于4次 …
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from mingzheng.core.dates import chinese_date

from .dueterms import AT_ONCE, BY_ORDER, STANDING, N, Y, note_of, written_out
from .words import cn_int, cn_year, squeeze

FIRST_YEAR, LAST_YEAR = 2000, 2100
_YEAR = rf"(?:(?P<y>{Y}|今|本|当|明|次)年度?)?"
_WHOLE = r"全年度?|每年|年内|年度内|本年度?内?|当年|今年内?|年底之?前?|年末之?前?|年终前?|年底以前|全年内|年度"
_EVERY = {"月": 12, "两个月": 6, "两月": 6, "双月": 6, "季度": 4, "季": 4, "半年": 2}
_LABELS = {
    12: [f"{m}月" for m in range(1, 13)],
    6: [f"{m - 1}—{m}月" for m in range(2, 13, 2)],
    4: ["第一季度", "第二季度", "第三季度", "第四季度"],
    2: ["上半年", "下半年"],
}
_TAIL = (
    r"(?:(?:基本|全部|全面)?完成|办结|落实|到位|落实到位|前?完成并(?:长期|持续)(?:坚持|推进)|完成(?:建设|制定|发布)|前"
    r"|启动|制定|出台|印发|报送|上报|上线|集中开展|组织开展|取得(?:阶段性)?(?:成效|进展))?"
)
_EVERY_RE = re.compile(
    r"(?:每个?|按|逐|分)(?P<unit>半年|季度|两个?月|双月|月|季)(?:度)?(?:底|末|初)?|(?P<bare>月度|季度|双月)"
)
_COUNT_RE = re.compile(
    r"(?:至少|不少于|不低于|不得少于|最少|≥)[^，。；、\d一二三四五六七八九十两]{0,10}(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
    r"\s*(?P<what>次|场|期|轮|批|回)"
)
_PLAIN_COUNT_RE = re.compile(
    r"(?:每年|年内|全年|每月|每个?季度|每半年|按季度|每季)(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?P<what>次|场|期|轮|批|回)"
)
_WORKDAYS_RE = re.compile(
    r"(?P<event>.*?)(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:(?P<kind>个?工作日|个?自然日)(?:之?内|以内)?"
    r"|(?P<plain>日|天|个月)(?:之?内|以内))" + _TAIL
)
_EVERY_DAY_RE = re.compile(rf"(?:每|逐|按)月(?P<d>{N})[日号](?:之?前|以前)?{_TAIL}")
_FROM_RE = re.compile(
    rf"(?:自|从)?{_YEAR}(?P<m>{N})月份?(?:{N}[日号]|底|初|[上中下]旬)?(?:起|开始|以?后)(?:[^\d月日]{{0,8}})?"
)
_DAY_RE = re.compile(rf"{_YEAR}(?P<m>{N})月(?P<d>{N})[日号](?:之?前|以前)?{_TAIL}")
_MONTH_RE = re.compile(
    rf"{_YEAR}(?P<m>{N})月(?:份)?(?P<at>底之?前|底以前|底|末之?前|末|上旬|中旬|下旬|初|内|之?前|以前)?前?{_TAIL}"
)
_SPAN_RE = re.compile(rf"{_YEAR}(?P<m1>{N})月?份?(?:至|到|-|—|－|–|~|～)(?P<m>{N})月(?:份|底前?)?{_TAIL}")
_HALF_RE = re.compile(rf"{_YEAR}(?P<h>上半年|下半年)(?:之?内|前|底前?|末)?{_TAIL}")
_QUARTER_RE = re.compile(rf"{_YEAR}第?(?P<q>[1-4一二三四])季度(?:内|末|底)?(?:之?前)?{_TAIL}")
_WHOLE_RE = re.compile(rf"(?:{_YEAR}(?:全年度?|内|底之?前?|末之?前?|底以前|度内?|期间)?|{_WHOLE}){_TAIL}")


@dataclass(frozen=True)
class DuePoint:
    """One date by which something must have happened."""

    label: str
    on: date


@dataclass(frozen=True)
class DuePlan:
    """What a time limit means in a given year.

    points: every dated check, in order; final: the last of them, None when no date follows from the words;
    count_target: times in the year, when the words set a number; rule: the reasoning, in Chinese,
    for the screen;
    recognised: False when a person must set the date.
    """

    points: tuple[DuePoint, ...]
    final: date | None
    count_target: int | None
    rule: str
    recognised: bool


def resolve_due(term: str, year: int, *, content: str = "") -> DuePlan:
    """Turn a time limit into dates by rule.

    Args:
        term: the limit as written (may be empty).
        year: the year of the plan, e.g. 2023.
        content: the task's text; a yearly limit is made finer by a frequency in it (每月…, 按季度,
        不少于4次).

    Returns:
        The plan of dates. Never raises: what is not understood comes back with recognised False.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _unknown("年度还没有确定，日期待填写年度后推算。")
    if len(term) > 300:
        return _unknown("时限一栏的文字过长，请人工确定日期。")
    written = written_out(term)
    if not written.strip("-—/－无"):
        return _unknown("原文没有写完成时限，请人工确定日期。")
    if len(written) > 60:
        return _unknown("时限一栏的文字过长，请人工确定日期。")
    written, note = note_of(written)
    content = f"{note}。{content}" if note else content
    parts = [p for p in re.split("[、，,；;和及/]", re.sub("各(?=[1一]次)", "", written)) if p]
    parts = [re.sub("(?<=半年)[1一]次$", "", p) if p[:1] in "上下" else p for p in parts]
    plans = [_single(p, year) for p in parts]
    plan = _merge(plans) if len(plans) > 1 and all(p.recognised for p in plans) else _single(written, year)
    if plan.recognised and plan.count_target is None and _yearly(plan, year):
        plan = _hinted(plan, written, year, squeeze(content))
    if plan.recognised and note and note not in plan.rule:
        plan = replace(plan, rule=f"{plan.rule}括号里写有“{note}”，请一并核对。")
    return plan


@lru_cache(maxsize=4096)  # the same few cells are tried in many cuts of a row
def looks_like_due(text: str) -> bool:
    """Whether a whole cell reads as a time limit, dated or not."""
    written = squeeze(text).strip("。；;，, ")
    if not written or len(written) > 30:
        return False
    return resolve_due(written, 2023).recognised or bool(BY_ORDER.fullmatch(written))


def _single(term: str, year: int) -> DuePlan:
    term = re.sub("^(?:于|在|至(?!少)|到|力争|确保|原则上|请于|并于)", "", term)
    for rule in (
        _by_start,
        _by_day,
        _by_span,
        _by_month,
        _by_half,
        _by_quarter,
        _by_count,
        _by_every_day,
        _by_every,
        _by_whole,
        _by_standing,
        _by_workdays,
    ):
        plan = rule(term, year)
        if plan is not None:
            return plan
    return _unknown(f"“{term}”不是系统认得的时限写法，请人工确定日期。")


def _unknown(why: str) -> DuePlan:
    return DuePlan((), None, None, why, recognised=False)


def _one(label: str, on: date, rule: str, count: int | None = None) -> DuePlan:
    return DuePlan((DuePoint(label, on),), on, count, rule, recognised=True)


def _year_of(match: re.Match[str], year: int) -> int:
    written = match.groupdict().get("y")
    if not written or written in "今本当":
        return year
    if written in "明次":
        return year + 1
    return cn_year(written) or year


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _by_day(term: str, year: int) -> DuePlan | None:
    match = _DAY_RE.fullmatch(term)
    if match is None:
        return None
    try:
        on = date(_year_of(match, year), cn_int(match["m"]) or 0, cn_int(match["d"]) or 0)
    except ValueError:
        return _unknown(f"“{term}”不是日历上有的日期，请核对原文。")
    return _one(term, on, f"“{term}”写明了日期，即{chinese_date(on)}。")


def _by_month(term: str, year: int) -> DuePlan | None:
    match = _MONTH_RE.fullmatch(term)
    month = cn_int(match["m"]) if match else None
    if match is None or month is None or not 1 <= month <= 12:
        return None
    own, at = _year_of(match, year), match["at"] or ""
    if at in ("前", "之前", "以前") or (not at and term.endswith(("月前", "月份前"))):
        first = date(own, month, 1)
        on = date.fromordinal(first.toordinal() - 1)
        return _one(term, on, f"“{term}”按{month}月开始以前计，取上月最后一天{chinese_date(on)}。")
    if at in ("上旬", "初", "中旬"):
        on = date(own, month, 20 if at == "中旬" else 10)
        return _one(term, on, f"“{term}”取该旬最后一天，即{chinese_date(on)}。")
    on = _month_end(own, month)
    return _one(term, on, f"“{term}”取{month}月最后一天，即{chinese_date(on)}。")


def _by_span(term: str, year: int) -> DuePlan | None:
    match = _SPAN_RE.fullmatch(term)
    month = cn_int(match["m"]) if match else None
    if match is None or month is None or not 1 <= month <= 12:
        return None
    on = _month_end(_year_of(match, year), month)
    return _one(term, on, f"“{term}”取末月最后一天，即{chinese_date(on)}。")


def _by_half(term: str, year: int) -> DuePlan | None:
    match = _HALF_RE.fullmatch(term)
    if match is None:
        return None
    own = _year_of(match, year)
    on = date(own, 6, 30) if match["h"] == "上半年" else date(own, 12, 31)
    return _one(term, on, f"“{match['h']}”取{chinese_date(on)}。")


def _by_quarter(term: str, year: int) -> DuePlan | None:
    match = _QUARTER_RE.fullmatch(term)
    if match is None:
        return None
    quarter = cn_int(match["q"]) or 1
    on = _month_end(_year_of(match, year), quarter * 3)
    return _one(term, on, f"“{term}”取该季度最后一天，即{chinese_date(on)}。")


def _by_whole(term: str, year: int) -> DuePlan | None:
    match = _WHOLE_RE.fullmatch(term)
    if match is None:
        return None
    on = date(_year_of(match, year), 12, 31)
    return _one(term, on, f"“{term}”取年末，即{chinese_date(on)}。")


def _by_standing(term: str, year: int) -> DuePlan | None:
    on = date(year, 12, 31)
    if STANDING.fullmatch(term):
        return _one(term, on, f"“{term}”是全年持续的任务，年度内以{chinese_date(on)}为核对日。")
    if AT_ONCE.fullmatch(term):
        return _one(term, on, f"“{term}”是随事随办的任务，没有固定日期；年度内以{chinese_date(on)}为核对日。")
    if re.fullmatch("每(?:周|日|天|个?工作日)(?:.{0,6})?", term):
        return _one(term, on, f"“{term}”按日常工作办理，年度内以{chinese_date(on)}为核对日。")
    return None


def _by_start(term: str, year: int) -> DuePlan | None:
    """5月起: when something begins, no date by which it ends."""
    match = _FROM_RE.fullmatch(term)
    if match is None or not 1 <= (cn_int(match["m"]) or 0) <= 12:
        return None
    on = date(max(_year_of(match, year), year), 12, 31)
    return _one(term, on, f"“{term}”写的是开始的时间，没有写截止日期；以{chinese_date(on)}为核对日。")


def _by_every_day(term: str, year: int) -> DuePlan | None:
    match = _EVERY_DAY_RE.fullmatch(term)
    day = cn_int(match["d"]) if match else None
    if day is None or not 1 <= day <= 31:
        return None
    ends = (_month_end(year, m) for m in range(1, 13))
    points = tuple(DuePoint(f"{end.month}月", end.replace(day=min(day, end.day))) for end in ends)
    rule = f"“{term}”按每月一个节点计，共12个，取各月{day}日，末次{chinese_date(points[-1].on)}。"
    return DuePlan(points, points[-1].on, None, rule, recognised=True)


def _by_every(term: str, year: int) -> DuePlan | None:
    match = _EVERY_RE.match(term)
    if match is None or len(term) > 24:
        return None
    rest = term[match.end() :]
    allowed = (
        r"(?:完成|推进|开展|更新|通报|报送|公开|发布|进行|一次|1次"
        r"|落实|组织|持续|备案|月底前|前|分别|汇总|报告)*"
    )
    if not re.fullmatch(allowed, rest):
        return None
    return _every(_per_year(match), year, f"“{term}”")


def _by_count(term: str, year: int) -> DuePlan | None:
    match = _COUNT_RE.search(term) or _PLAIN_COUNT_RE.search(term)
    if match is None or len(term) > 30:
        return None
    times = cn_int(match["n"]) or 0
    return _counted(times, _EVERY_RE.search(term), year, f"“{term}”")


def _counted(times: int, every: re.Match[str] | None, year: int, said: str) -> DuePlan:
    if every is not None:
        per_year = _per_year(every)
        plan = _every(per_year, year, said)
        if times <= 1:
            return plan
        total = times * per_year
        return DuePlan(
            plan.points, plan.final, total, f"{plan.rule}每期{times}次，全年合计{total}次。", recognised=True
        )
    on = date(year, 12, 31)
    return _one("全年", on, f"{said}是次数要求：到{chinese_date(on)}累计不少于{times}次。", times)


def _per_year(every: re.Match[str]) -> int:
    return _EVERY[every["unit"] or every["bare"].replace("月度", "月")]


def _every(per_year: int, year: int, said: str) -> DuePlan:
    step = 12 // per_year
    points = tuple(DuePoint(label, _month_end(year, step * (i + 1))) for i, label in enumerate(_LABELS[per_year]))
    period = {12: "每月", 6: "每两个月", 4: "每季度", 2: "每半年"}[per_year]
    rule = f"{said}按{period}一个节点计，共{per_year}个，取各期最后一天，末次{chinese_date(points[-1].on)}。"
    return DuePlan(points, points[-1].on, None, rule, recognised=True)


def _by_workdays(term: str, year: int) -> DuePlan | None:
    match = _WORKDAYS_RE.fullmatch(term)
    if match is None or "月" in match["event"]:
        return None
    event = re.sub("^[自从]|(?:之日起|起|之后|后|的|之|个)+$", "", match["event"]) or "该事项发生"
    rule = f"“{term}”不是固定日期：从“{event}”的次日起算{match['n']}{match['kind'] or match['plain']}，逐件计时。"
    return DuePlan((), None, None, rule, recognised=True)


def _yearly(plan: DuePlan, year: int) -> bool:
    return len(plan.points) == 1 and plan.final == date(year, 12, 31) and plan.count_target is None


def _hinted(plan: DuePlan, term: str, year: int, content: str) -> DuePlan:
    """A yearly limit made finer by the task's own words."""
    if re.search("下半年|12月|十二月|四季度", term):
        return plan
    every = re.search(r"(?P<said>(?:每个?|按|逐|分)(?P<unit>半年|季度|月|季)(?![末底初]))", content)
    count = _COUNT_RE.search(content) or _PLAIN_COUNT_RE.search(content)
    if every is not None:
        said = f"时限“{term}”，任务内容写有“{every['said']}”："
        near = count if count is not None and count.start() - every.end() < 30 else None
        match = _EVERY_RE.match(every["said"])
        return _counted(cn_int(near["n"]) or 1 if near else 1, match, year, said)
    if count is not None:
        return _counted(cn_int(count["n"]) or 0, None, year, f"时限“{term}”，任务内容写有“{count[0]}”：")
    return plan


def _merge(plans: list[DuePlan]) -> DuePlan:
    """Several limits in one cell: every date counts, the last one is final."""
    unique = {p.on: p for plan in plans for p in plan.points}
    points = tuple(unique[d] for d in sorted(unique))
    count = next((p.count_target for p in plans if p.count_target is not None), None)
    final = points[-1].on if points else None
    return DuePlan(points, final, count, "".join(p.rule for p in plans), recognised=True)
