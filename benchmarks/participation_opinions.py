"""Ten thousand opinions, many of them near-duplicates, grouped by article; the baseline compares all pairs."""

from __future__ import annotations

import os
import random
import time
from typing import Any

from rapidfuzz import fuzz

from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.likeness import agree, normal
from mingzheng.participation.consultations import grouping

MANY = int(os.environ.get("MINGZHENG_BENCH_SIZE", 10_000))
PART = 1_000
ARTICLES = 20
TARGET = 30.0  # seconds: carried out behind the screens, looked at a moment later

WHAT = [
    "停车收费",
    "充电设施",
    "盲道",
    "学校周边",
    "夜间照明",
    "垃圾分类",
    "电梯加装",
    "公交站点",
    "养老服务",
    "菜场改造",
    "噪声治理",
    "绿化养护",
]
WHERE = [
    "小区门口",
    "轨道站点",
    "商圈",
    "医院周边",
    "老旧住宅",
    "沿街商铺",
    "支路弄堂",
    "公园出入口",
    "河道两岸",
    "办公楼宇",
]
WISH = [
    "降低标准",
    "延长期限",
    "增加数量",
    "写明罚则",
    "简化材料",
    "公开结果",
    "听取居民意见",
    "分时段管理",
    "设置过渡期",
    "明确责任单位",
]
WHY = [
    "出差的人来不及办",
    "老年人不会用手机",
    "企业负担偏重",
    "周边区已经这样做",
    "高峰时段做不到",
    "影响居民休息",
    "投入大回报慢",
]
TURNS = ("建议{0}的{1}{2}，因为{3}。", "{0}{1}应当{2}，{3}。", "希望{0}的{1}能够{2}：{3}。")
ENDS = ("", "请予考虑。", "谢谢！", "这是我们单位的意见。")


def opinions(count: int, dice: random.Random) -> tuple[list[str], list[int], list[int]]:
    """(texts, articles, which core each was made from): a quarter of the cores makes most of the opinions."""
    cores = [
        (dice.randrange(ARTICLES), dice.choice(TURNS).format(*map(dice.choice, (WHERE, WHAT, WISH, WHY))))
        for _one in range(count // 5)
    ]
    weights = [1 / (place + 5) for place in range(len(cores))]
    made = dice.choices(range(len(cores)), weights, k=count)
    texts = [_varied(cores[core][1], dice) for core in made]
    return texts, [cores[core][0] for core in made], made


def _varied(text: str, dice: random.Random) -> str:
    """As people copy a text: an ending, a word more, punctuation."""
    if dice.random() < 0.5:
        text = text.replace("，", dice.choice(("、", "，", "；")), 1)
    if dice.random() < 0.3:
        text = text.replace("建议", "强烈建议", 1)
    return text + dice.choice(ENDS)


def rows() -> list[dict[str, Any]]:
    texts, articles, _made = opinions(MANY, random.Random(19))
    rules = grouping.rules_on(timekeeping.today())
    say(f"归并 {MANY:,} 条意见…")
    began = time.perf_counter()
    found = grouping.together(texts, articles, rules)
    spent = time.perf_counter() - began
    say(f"{spent:.1f} 秒，{len(found):,} 组；基准：{PART:,} 条两两比较…")
    began = time.perf_counter()
    _all_pairs(texts[:PART], articles[:PART])
    projected = (time.perf_counter() - began) * (MANY / PART) ** 2
    return [
        {
            "name": f"归并 {MANY:,} 条意见",
            "median": spent,
            "unit": "秒",
            "target": TARGET,
            "baseline": projected,
            "baseline_is": f"同条两两比较，按 {PART:,} 条推算",
            "ratio": spent / projected,
            "note": f"{len(found):,} 组",
        }
    ]


def _all_pairs(texts: list[str], articles: list[int]) -> int:
    """What one would write first: every pair of one article, compared."""
    rules = grouping.rules_on(timekeeping.today())
    plain, alike = [normal(text, rules) for text in texts], 0
    for place, one in enumerate(plain):
        for other in range(place):
            if articles[place] == articles[other] and agree(one, plain[other]):
                alike += fuzz.ratio(one, plain[other], score_cutoff=rules.alike) > 0
    return alike
