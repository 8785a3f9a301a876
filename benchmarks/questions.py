"""The window's search over a large knowledge base: from the words to answers with source and mark, as the page draws them.

The baseline, over the same entries in the same run, is what the database alone offers: LIKE over question and answer.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from benchmarks import databases
from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.core.units.models import Unit
from mingzheng.desk.views.policy_questions_window import find
from mingzheng.policy.questions import queries
from mingzheng.policy.questions.models import Entry, EntryVersion
from mingzheng.policy.questions.registering import KIND_WORD
from mingzheng.search import commands, following
from mingzheng.search.engines.choice import current
from mingzheng.search.models import FoundRecord, Log

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 100_000))
ASKED = 300
BATCH = 2000
TARGET = 100  # ms: "answers in well under 100 ms"

WHO = [
    "小微企业",
    "个体工商户",
    "总部企业",
    "高校毕业生",
    "灵活就业人员",
    "退役军人",
    "残疾人",
    "老年人",
    "多子女家庭",
    "新市民",
    "科技企业",
    "外资企业",
]
WHAT = [
    "稳岗补贴",
    "租房资助",
    "创业担保贷款",
    "公共租赁住房",
    "居住证积分",
    "养老服务补贴",
    "加装电梯补贴",
    "技术改造补贴",
    "人才安居",
    "社保缴费比例",
    "首店支持",
    "义务教育入学",
    "医疗救助",
    "门店装修备案",
    "场地租金补贴",
    "见习补贴",
]
WANT = [
    "要准备哪些材料",
    "在哪里办",
    "多久能办下来",
    "标准是多少",
    "什么条件可以申请",
    "可以代办吗",
    "到期了怎样续",
    "被退回了怎么办",
]
PLACES = [f"{one}{other}社区" for one in "东南西北中新虹天江程华泾" for other in "阳山桥路湖林园州安康宁和"]


def run() -> dict[str, Any]:
    dice = random.Random(15)
    questions = _fill(dice)
    say("建立索引…")
    following.Builder(current()).work()
    asked = [_words(dice) for _ in range(ASKED)]
    find(asked[0])
    spent = Spent(asked, lambda q: find(q))
    base = Spent(asked[:20], _baseline)
    typed = [q[: max(2, len(q) // 2)] for q in asked]
    half = Spent(typed, lambda q: find(q))
    rows = [
        _row("窗口查询（词语），中位数", statistics.median, spent, base),
        _row("窗口查询（词语），九成五", _p95, spent, base),
        _row("窗口查询（打到一半），九成五", _p95, half, base),
    ]
    return {
        "about": f"{questions:,} 条问答；{ASKED} 次查询，含读出条目、版本、文件和标记；"
        f"基准为数据库 LIKE；测量前一分钟的负载 {os.getloadavg()[0]:.1f}",
        "rows": rows,
    }


def _fill(dice: random.Random) -> int:
    say(f"准备 {SIZE:,} 条…")
    databases.empty()
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    commands.seed(Actor.system("测量"))
    unit = Unit.objects.create(code="bench", name="测量单位", short="测量单位", kind=Unit.Kind.DEPARTMENT)
    day, position = timekeeping.today(), 0
    later = day.replace(year=day.year + 1, day=1)
    while position < SIZE:
        texts = [_text(dice) for _ in range(min(BATCH, SIZE - position))]
        common = {"unit": unit, "published_on": day, "review_by": later, "theme": "综合政务"}
        entries = Entry.objects.bulk_create(
            [Entry(question=q, answer=a, source="测量文件", **common) for q, a in texts], batch_size=200
        )
        versions = EntryVersion.objects.bulk_create(
            [
                EntryVersion(
                    entry=one, serial=1, question=one.question, answer=one.answer, source=one.source, approved_on=day
                )
                for one in entries
            ],
            batch_size=200,
        )
        for entry, version in zip(entries, versions, strict=True):
            entry.live = version
        Entry.objects.bulk_update(entries, ["live"], batch_size=200)
        FoundRecord.objects.bulk_create(
            [
                FoundRecord(
                    key=f"questions.entry:{one.pk}",
                    code="questions.entry",
                    position=position + at,
                    kind=KIND_WORD,
                    title=one.question,
                    body=one.answer,
                    url=f"/zhengce/wenda/{one.pk}/",
                    agency=unit.short,
                )
                for at, one in enumerate(entries, 1)
            ],
            batch_size=40,
        )
        position += len(entries)
    Log.objects.update(position=SIZE)
    return SIZE


def _text(dice: random.Random) -> tuple[str, str]:
    who, what, want, place = dice.choice(WHO), dice.choice(WHAT), dice.choice(WANT), dice.choice(PLACES)
    money, days = dice.randint(1, 500), dice.randint(1, 60)
    answer = f"{who}申请{what}，到{place}事务受理中心提交申请表和证明材料，{days}个工作日内办结，标准{money}元，依据办法第{days}条。"
    return f"{place}的{who}申请{what}{want}？", answer


def _words(dice: random.Random) -> str:
    parts = [dice.choice(WHAT), dice.choice(WANT)[:4]]
    return " ".join(parts + ([dice.choice(WHO)] if dice.random() < 0.5 else []))


def _baseline(q: str) -> list[Entry]:
    rows = queries.public()
    for word in q.split():
        rows = rows.filter(Q(question__contains=word) | Q(answer__contains=word))
    return list(rows.order_by("-published_on", "-pk")[:10])


class Spent(list[float]):
    """Milliseconds of each by the clock; ``cpu``: of the processor, which a busy machine does not lengthen."""

    def __init__(self, asked: list[str], act: Callable[[str], Any]) -> None:
        super().__init__()
        self.cpu: list[float] = []
        for q in asked:
            began, worked = time.perf_counter(), time.thread_time()
            act(q)
            self.cpu.append((time.thread_time() - worked) * 1000)
            self.append((time.perf_counter() - began) * 1000)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _row(name: str, part: Callable[[list[float]], float], spent: Spent, base: Spent) -> dict[str, Any]:
    return {
        "name": name,
        "median": part(spent),
        "unit": "ms",
        "baseline": part(base),
        "baseline_is": "LIKE",
        "ratio": part(spent) / part(base),
        "target": TARGET,
        "note": f"其中处理器 {part(spent.cpu):.1f}",
    }
