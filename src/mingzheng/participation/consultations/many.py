"""Many opinions on one consultation of the demonstration, to see how the desk bears them. Invented words, invented people."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from django.conf import settings

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.participation.consultations import accuracy, commands
from mingzheng.participation.consultations.models import Article, AuthorKind, Consultation

BEFORE = ("", "", "我认为，", "您好！", "作为居民，我觉得")
AFTER = ("", "", "谢谢。", "请予考虑。", "很多邻居也这样说。")
WHAT = (
    "充电设施",
    "盲道",
    "夜间照明",
    "菜场改造",
    "噪声治理",
    "绿化养护",
    "沿街招牌",
    "公交站点",
    "养老服务",
    "河道步道",
)
WHERE = (
    "小区门口",
    "轨道站点",
    "商圈",
    "医院周边",
    "老旧住宅",
    "沿街商铺",
    "支路弄堂",
    "公园出入口",
    "办公楼宇",
    "学校周边",
)
WISH = (
    "写明罚则",
    "公开结果",
    "听取居民意见",
    "设置过渡期",
    "明确责任单位",
    "每年评估一次",
    "写明经费来源",
    "定期检查",
)
OWN = 0.25  # so many say what nobody else says
FAMILY = "赵钱孙李周吴郑王冯陈"


def fill(found: Consultation, count: int, seed: int = 1, told: Callable[[int], None] = lambda n: None) -> int:
    """Put ``count`` opinions of the public to a consultation, on days of its period; the same seed makes the same opinions.

    Returns:
        how many were taken.

    Raises:
        Refused: not the demonstration, or the consultation was not announced.
    """
    if settings.PRODUCTION or not settings.MINGZHENG_DEMO:
        raise Refused("只能在演示区填充意见。", remedy="请另用一个数据库，并设置 MINGZHENG_DEMO=1。", code="not_demo")
    if found.announced_on is None or found.stopped_on is not None:
        raise Refused("这次征集没有公布，或者已经终止。", remedy="请换一个。", code="not_public")
    chance = random.Random(seed)  # noqa: S311 - a sample that can be made again
    with timekeeping.standing_at(found.opens_on):
        for at, (text, article) in enumerate(_opinions(found, count, chance), 1):
            kind = AuthorKind.PERSON if chance.random() < 0.9 else AuthorKind.ENTERPRISE
            name = f"{chance.choice(FAMILY)}某" if kind == AuthorKind.PERSON else "某某有限公司"
            commands.submit(found, {"text": text, "article": article, "author_kind": kind, "name": name})
            if at % 100 == 0:
                told(at)
    return count


def _opinions(found: Consultation, count: int, chance: random.Random) -> Iterator[tuple[str, Article | None]]:
    """Labelled ones with some words around them, each matter on an article of its own; between them ones of their own."""
    articles: list[Article | None] = [*found.articles.all(), None]
    texts = [one for part in accuracy.labelled().values() for one in part]
    matters = {name: articles[at % len(articles)] for at, name in enumerate(dict.fromkeys(one.about for one in texts))}
    for _nth in range(count):
        if chance.random() < OWN:
            words = f"{chance.choice(WHERE)}的{chance.choice(WHAT)}，建议{chance.choice(WISH)}。"
            yield words, chance.choice(articles)
        else:
            one = chance.choice(texts)
            yield f"{chance.choice(BEFORE)}{one.text}{chance.choice(AFTER)}", matters[one.about]
