"""Synthetic policy papers: titles and texts made of real terms, with a long tail of rare words. The same for every run."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from mingzheng.search import commands
from mingzheng.search.models import FoundRecord

TERMS: list[str] = yaml.safe_load((Path(commands.DATA) / "dictionary.yaml").read_text(encoding="utf-8"))
AGENCIES = ["区府办", "区房管局", "区民政局", "区教育局", "区卫健委", "区人社局", "区建管委", "区市场监管局", "区文旅局", "天山路街道", "江苏路街道", "新华路街道", "虹桥街道"]  # fmt: skip
THEMES = ["综合政务", "城乡建设", "民政", "教育", "卫生健康", "劳动就业", "市场监管", "文化旅游", "财政", "科技"]
KINDS = ["管理办法", "实施意见", "实施细则", "工作方案", "若干措施", "行动计划", "通知", "公告"]
VALIDITY = ["valid"] * 7 + ["repealed", "expired", "amended"]
VERBS = ["推进", "加强", "规范", "完善", "优化", "落实", "开展", "加快", "深化", "统筹"]
TAILS = ["申请条件", "办理流程", "补贴标准", "监督检查", "责任分工", "组织保障", "资金来源", "受理时间", "材料清单", "实施范围"]  # fmt: skip
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"  # fmt: skip


def papers(count: int) -> Iterator[FoundRecord]:
    """``count`` papers, about 600 characters each."""
    dice = random.Random(711)
    rare = ["".join(dice.choices(COMMON, k=dice.choice((2, 2, 3, 4)))) for _ in range(30_000)]
    for place in range(1, count + 1):
        agency, theme, year = dice.choice(AGENCIES), dice.choice(THEMES), dice.randint(2005, 2025)
        subject = dice.sample(TERMS, 4)  # a paper keeps to its subject
        title = title_of(dice, rare, subject)
        yield FoundRecord(
            key=f"bench.paper:{place}",
            code="bench.paper",
            position=place,
            kind="政策文件",
            title=title,
            body="".join(itertools.islice(_sentences(dice, rare, [*subject, *dice.sample(TAILS, 3)], agency), 20)),
            url=f"/d/{place}/",
            number=f"长府办〔{year}〕{place}号",
            number_key=f"长府办〔{year}〕{place}",
            agency=agency,
            theme=theme,
            published_on=dt.date(year, dice.randint(1, 12), dice.randint(1, 28)),
            validity=dice.choice(VALIDITY),
        )


def title_of(dice: random.Random, rare: list[str], subject: list[str]) -> str:
    words = [dice.choice(VERBS), subject[0], "和", subject[1], _rare(dice, rare), dice.choice(TAILS)]
    return f"长宁区关于{''.join(words)}的{dice.choice(KINDS)}"


def _rare(dice: random.Random, rare: list[str]) -> str:
    """A word of the tail, the first ones far more often than the last."""
    return rare[min(len(rare) - 1, int(dice.paretovariate(0.6)) - 1)]


def _sentences(dice: random.Random, rare: list[str], subject: list[str], agency: str) -> Iterator[str]:
    while True:
        words = [_rare(dice, rare) for _ in range(8)]
        words.insert(dice.randint(0, 8), dice.choice(subject))
        yield f"{dice.choice(VERBS)}{''.join(words)}，{dice.choice(subject)}由{agency}负责。"


def short_questions(count: int) -> list[str]:
    """Two to eight characters, as people type them."""
    dice = random.Random(61)
    made = [dice.choice((dice.choice(TERMS), f"{dice.choice(TERMS)} {dice.choice(TAILS)}", dice.choice(TAILS))) for _ in range(count)]  # fmt: skip
    return [question[:9] for question in made]


def sentences(count: int) -> list[str]:
    """Natural questions."""
    dice = random.Random(62)
    shapes = [
        "在长宁区怎么申请{0}，{1}是什么？",
        "{0}和{2}有什么区别？",
        "请问{0}的{1}在哪里可以查到？",
        "{2}能不能和{0}一起办理？",
    ]
    return [
        dice.choice(shapes).format(dice.choice(TERMS), dice.choice(TAILS), dice.choice(TERMS)) for _ in range(count)
    ]
