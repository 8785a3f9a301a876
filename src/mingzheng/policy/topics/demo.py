"""One public topic and one in the making, of the demonstration district."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.playing import Cast, take
from mingzheng.core.units.models import Unit
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.topics.commands import begin

PUBLIC_ON = dt.date(2023, 6, 12)
WORDS = {
    "title": "高校毕业生来长宁就业创业一站看",
    "lead": "补贴、落户、租房、见习：毕业两年以内想在长宁工作的，都在这一页。",
    "office": "区人社局就业促进科",
    "phone": "021-52000110",
    "address": "",
    "hours": "工作日 9:00—17:00",
    "no_entry": "",
    "update_days": "30",
    "english_title": "Working in Changning after graduation",
    "english": "Subsidies for graduates within two years of graduation, how to apply online, and whom to ask.",
}


def play(*, say: Callable[[str], None]) -> None:
    """区人社局 publishes one on 12 June; 区商务委 has begun another."""
    say("演示区：集成式专题……")
    cast = Cast()
    with timekeeping.standing_at(PUBLIC_ON):
        _published(cast)
        unit = Unit.objects.get(code="shangwuwei")
        begin(unit, cast.of(unit, Post.OFFICER), {"title": "开店办事一本通", "lead": "从选址到营业，十件事一页看完。"})


def _published(cast: Cast) -> None:
    unit = Unit.objects.get(code="renshe")
    officer = cast.of(unit, Post.OFFICER)
    topic = begin(unit, officer, {"title": WORDS["title"], "lead": WORDS["lead"]})
    titles = ["关于做好2023年高校毕业生就业创业工作的通知", "关于2023年公共租赁住房常态化受理的通知"]
    for title in titles:
        policy = Policy.objects.get(document__title=title)
        take(topic, "add", officer, {"policies": [policy], "words": title})
    take(topic, "edit", officer, WORDS)
    entry = {"kind": "entry", "title": "高校毕业生就业补贴申请", "url": "https://example.gov.cn/graduate", "day": ""}
    news = {"kind": "news", "title": "首批补贴已发放 132 人", "url": "", "day": "2023-06-09"}
    for item in (entry, news):
        take(topic, "add_item", officer, item)
    take(topic, "submit", officer, {})
    take(topic, "check", cast.of(unit, Post.REVIEWER), {})
    take(topic, "publish", cast.of(unit, Post.HEAD), {})
