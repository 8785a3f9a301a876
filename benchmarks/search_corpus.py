"""Synthetic policy papers, the same for every run: how often words occur follows real Chinese legal texts.

``papers`` draws words and set phrases by the law of Zipf and Mandelbrot; a paper keeps to a topic, whose phrases it repeats. The
parameters were fitted to the texts of 378 statutes cut into 3,329 pieces of 912 characters (docs/search.md has both rows).
``MINGZHENG_BENCH_CORPUS=dense`` makes the worst case instead: a tiny vocabulary, every term asked for in 2 % and more of all papers.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml

from mingzheng.disclosure import documents
from mingzheng.search import commands
from mingzheng.search.analysis import Segmenter, is_han, normal
from mingzheng.search.models import FoundRecord
from mingzheng.supervision import workplan

DENSE = os.environ.get("MINGZHENG_BENCH_CORPUS") == "dense"
TERMS: list[str] = yaml.safe_load((Path(commands.DATA) / "dictionary.yaml").read_text(encoding="utf-8"))
# Real texts of the kind: their words are the most frequent ones.
SAMPLES = (
    Path(workplan.__file__).parent / "samples" / "workplan-2023-notice.txt",
    Path(documents.__file__).parent / "data" / "demo-documents.yaml",
)
AGENCIES = ["区府办", "区房管局", "区民政局", "区教育局", "区卫健委", "区人社局", "区建管委", "区市场监管局", "区文旅局", "天山路街道", "江苏路街道", "新华路街道", "虹桥街道"]  # fmt: skip
THEMES = ["综合政务", "城乡建设", "民政", "教育", "卫生健康", "劳动就业", "市场监管", "文化旅游", "财政", "科技"]
KINDS = ["管理办法", "实施意见", "实施细则", "工作方案", "若干措施", "行动计划", "通知", "公告"]
VALIDITY = ["valid"] * 7 + ["repealed", "expired", "amended"]
VERBS = ["推进", "加强", "规范", "完善", "优化", "落实", "开展", "加快", "深化", "统筹"]
TAILS = ["申请条件", "办理流程", "补贴标准", "监督检查", "责任分工", "组织保障", "资金来源", "受理时间", "材料清单", "实施范围"]  # fmt: skip
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"  # fmt: skip


def papers(count: int) -> Iterator[FoundRecord]:
    """``count`` papers, about 900 characters each."""
    dice = random.Random(711)
    write = _dense(dice) if DENSE else _language().paper
    for place in range(1, count + 1):
        agency, theme, year = dice.choice(AGENCIES), dice.choice(THEMES), dice.randint(2005, 2025)
        title, body = write(dice, agency)
        yield FoundRecord(
            key=f"bench.paper:{place}",
            code="bench.paper",
            position=place,
            kind="政策文件",
            title=title,
            body=body,
            url=f"/d/{place}/",
            number=f"长府办〔{year}〕{place}号",
            number_key=f"长府办〔{year}〕{place}",
            agency=agency,
            theme=theme,
            published_on=dt.date(year, dice.randint(1, 12), dice.randint(1, 28)),
            validity=dice.choice(VALIDITY),
        )


# --- like real texts


class _Drawn:
    """Things drawn by rank: the first often, the later ones ever more seldom."""

    def __init__(self, things: list[str], offset: float, slope: float) -> None:
        self.things = things
        self._sums = list(itertools.accumulate(1 / (rank + offset) ** slope for rank in range(len(things))))

    def some(self, dice: random.Random, count: int) -> list[str]:
        return dice.choices(self.things, cum_weights=self._sums, k=count)


class _Language:
    """Words, phrases of words, and topics that prefer some phrases."""

    WORDS, PHRASES, TOPICS, OF_TOPIC = 60_000, 60_000, 400, 120

    def __init__(self) -> None:
        dice = random.Random(712)
        self.head = _frequent()
        self.words = _Drawn(self._vocabulary(dice), 12, 1.0)
        self.phrases = _Drawn(["".join(self.words.some(dice, dice.choice((2, 3, 3, 4)))) for _ in range(self.PHRASES)], 20, 0.9)  # fmt: skip
        self.topics = [self._topic(dice) for _ in range(self.TOPICS)]
        shuffled = dice.sample(TERMS, len(TERMS))
        self.terms, self.tails = _Drawn(shuffled, 1, 1.0), _Drawn(TAILS, 0.5, 1.0)

    def _vocabulary(self, dice: random.Random) -> list[str]:
        characters = _Drawn(list(dict.fromkeys(COMMON)), 60, 1.0)
        words = dict.fromkeys(self.head)
        while len(words) < self.WORDS:
            words["".join(characters.some(dice, dice.choice((2, 2, 2, 2, 3, 4))))] = None
        return list(words)

    def _topic(self, dice: random.Random) -> _Drawn:
        """Phrases from every height of the ranks, those on top repeated in each of its papers."""
        low, high = math.log(100), math.log(self.PHRASES)
        ranks = [int(math.exp(dice.uniform(low, high))) - 1 for _ in range(self.OF_TOPIC)]
        return _Drawn([self.phrases.things[rank] for rank in ranks], 5, 1.0)

    def paper(self, dice: random.Random, agency: str) -> tuple[str, str]:
        topic = self.topics[min(int(dice.paretovariate(0.5)) - 1 + dice.randrange(60), self.TOPICS - 1)]
        subject = list(dict.fromkeys(self.terms.some(dice, 2)))
        pieces = int(min(6000, max(150, dice.lognormvariate(math.log(700), 0.7))) / 6.6)
        of_topic, loose = int(pieces * 0.5), int(pieces * 0.2)
        body = topic.some(dice, of_topic) + self.words.some(dice, 2 * loose) + self.phrases.some(dice, pieces - of_topic - loose)  # fmt: skip
        body += [dice.choice(subject) for _ in range(3)] + [agency]
        body += [dice.choice(TERMS)] if dice.random() < 0.3 else []
        body += self.tails.some(dice, 1) if dice.random() < 0.25 else []
        dice.shuffle(body)
        tail = self.tails.some(dice, 1) if dice.random() < 0.1 else []
        words = [dice.choice(VERBS), "和".join(subject), *self.words.some(dice, 2), *topic.some(dice, 1), *tail]
        return f"长宁区关于{''.join(words)}的{dice.choice(KINDS)}", "".join(_punctuated(dice, body))


def _punctuated(dice: random.Random, pieces: list[str]) -> Iterator[str]:
    at = 0
    while at < len(pieces):
        length = dice.randint(1, 5)
        yield "".join(pieces[at : at + length]) + dice.choice("，，，。、；")
        at += length


@cache
def _language() -> _Language:
    return _Language()


@cache
def _frequent() -> list[str]:
    """The words of real texts of the kind, the most frequent first."""
    segmenter = Segmenter(TERMS)
    text = "\n".join(path.read_text(encoding="utf-8") for path in SAMPLES)
    terms = set(TERMS)
    counted = Counter(word for word in segmenter.cut(normal(text)) if is_han(word) and word not in terms)
    return [word for word, _ in counted.most_common()]


# --- the worst case


def _dense(dice: random.Random) -> Callable[[random.Random, str], tuple[str, str]]:
    rare = ["".join(dice.choices(COMMON, k=dice.choice((2, 2, 3, 4)))) for _ in range(30_000)]

    def paper(dice: random.Random, agency: str) -> tuple[str, str]:
        subject = dice.sample(TERMS, 4)  # a paper keeps to its subject
        sentences = _sentences(dice, rare, [*subject, *dice.sample(TAILS, 3)], agency)
        return _title(dice, rare, subject), "".join(itertools.islice(sentences, 20))

    return paper


def _title(dice: random.Random, rare: list[str], subject: list[str]) -> str:
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


# --- what people ask


def short_questions(count: int) -> list[str]:
    """Two to eight characters, as people type them: a term, with a second word, a word of the texts, often a very frequent one."""
    dice = random.Random(61)
    return [_short(dice)[:9] for _ in range(count)]


def _short(dice: random.Random) -> str:
    if DENSE:
        return dice.choice((dice.choice(TERMS), f"{dice.choice(TERMS)} {dice.choice(TAILS)}", dice.choice(TAILS)))
    language = _language()
    [term], [tail] = language.terms.some(dice, 1), language.tails.some(dice, 1)
    frequent = [word for word in language.head[:100] if len(word) > 1]
    kinds = (term, dice.choice(TERMS), f"{term} {tail}", f"{term} {dice.choice(frequent)}", tail, _at_any_height(dice), dice.choice(frequent))  # fmt: skip
    return dice.choices(kinds, weights=(25, 15, 15, 15, 5, 15, 10))[0]


def _at_any_height(dice: random.Random) -> str:
    """A real word, as likely one of the first ten as one of the last thousand."""
    words = [word for word in _language().head if len(word) > 1]
    return words[int(math.exp(dice.uniform(0, math.log(len(words))))) - 1]


def sentences(count: int) -> list[str]:
    """Natural questions."""
    dice = random.Random(62)
    shapes = [
        "在长宁区怎么申请{0}，{1}是什么？",
        "{0}和{2}有什么区别？",
        "请问{0}的{1}在哪里可以查到？",
        "{2}能不能和{0}一起办理？",
    ]
    return [dice.choice(shapes).format(*_subjects(dice)) for _ in range(count)]


def _subjects(dice: random.Random) -> tuple[str, str, str]:
    if DENSE:
        return dice.choice(TERMS), dice.choice(TAILS), dice.choice(TERMS)
    language = _language()
    [term], [tail] = language.terms.some(dice, 1), language.tails.some(dice, 1)
    return term, tail, dice.choice((dice.choice(TERMS), _at_any_height(dice)))
