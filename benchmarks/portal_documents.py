"""Many documents for measuring, written in bulk: what a district has after some years. Not a benchmark by itself."""

from __future__ import annotations

import datetime as dt
import random
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from benchmarks.databases import say
from mingzheng.core.freshness.commands import EVERYTHING, touch
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document, DocumentTag, Edition, Effect, Validity
from mingzheng.disclosure.documents.vocabulary import Genre, Group, themes

FIRST_DAY, LAST_DAY = dt.date(2008, 5, 1), dt.date(2023, 6, 30)
MATTERS = (
    "优化营商环境", "促进就业创业", "社区养老服务", "义务教育招生", "城市更新", "历史风貌保护", "住房保障", "食品安全",
    "应急管理", "公共数据开放", "科技创新扶持", "人才引进", "文化惠民", "全民健身", "垃圾分类", "道路交通组织", "医疗救助",
    "老旧小区改造", "法治政府建设", "政务公开", "财政资金管理", "节能减排", "商业活力提升", "未成年人保护",
)  # fmt: skip
FORMS = ("若干措施", "实施意见", "管理办法", "工作方案", "行动计划", "实施细则", "年度安排", "暂行规定")
TAGS = (
    "企业", "个体工商户", "高校毕业生", "老年人", "残疾人", "儿童", "创业", "就业", "教育", "医疗", "住房", "养老", "交通",
    "环保", "科技", "文化", "体育", "财政", "税费", "补贴", "资质", "安全", "数据", "营商环境", "社区", "人才",
)  # fmt: skip
SENTENCES = (
    "各街道办事处、镇人民政府，区政府各委、办、局，各相关单位应当结合实际认真贯彻执行。",
    "坚持问题导向和需求导向，聚焦企业和群众反映集中的事项，细化分工，明确时限，逐项落实到位。",
    "区级财政部门按照预算管理的有关规定安排资金，加强绩效评价，提高资金使用效益。",
    "符合条件的单位和个人可以通过政务服务窗口或者一网通办平台提出申请，受理部门应当在五个工作日内作出答复。",
    "建立联席会议制度，定期通报进展，研究解决推进中遇到的困难和问题，重大事项及时报告区政府。",
    "加强宣传解读，运用通俗易懂的方式说明政策的适用对象、办理条件和办理流程，及时回应社会关切。",
)
CHUNK = 2_000


def fill(wanted: int) -> int:
    """Documents up to ``wanted``; what is there is kept. Returns how many there are."""
    there = Document.objects.count()
    if there >= wanted:
        return there
    units = [unit for unit in Unit.objects.all() if unit.org_code] or list(Unit.objects.all())
    numbers = iter(range(there, wanted))
    while part := list(islice(numbers, CHUNK)):
        _write(part, units)
        say(f"造文件 {part[-1] + 1:,}/{wanted:,}")
    touch(EVERYTHING)
    return wanted


@transaction.atomic
def _write(numbers: list[int], units: list[Unit]) -> None:
    made = [_document(number, units) for number in numbers]
    Document.objects.bulk_create([document for document, _ in made])
    Edition.objects.bulk_create([_edition(document, facts) for document, facts in made])
    rows = Document.objects.filter(pk__in=[document.pk for document, _ in made])
    live = Edition.objects.filter(document=OuterRef("pk")).values("pk")[:1]
    rows.update(live_id=Subquery(live), listed=True)
    tags = [DocumentTag(document=document, tag=tag) for document, facts in made for tag in facts["tags"]]
    DocumentTag.objects.bulk_create(tags)
    Effect.objects.bulk_create(
        [
            Effect(
                target=document, kind=Effect.Kind.REPEAL, effective_on=facts["ends"], status=Effect.Status.RECORDED,
                source_text="《关于公布文件清理结果的通知》", recorded_at=timezone.now(),
            )
            for document, facts in made
            if document.validity == Validity.REPEALED
        ]
    )  # fmt: skip


def _document(number: int, units: list[Unit]) -> tuple[Document, dict[str, Any]]:
    pick = random.Random(number)
    day = FIRST_DAY + dt.timedelta(days=pick.randrange((LAST_DAY - FIRST_DAY).days))
    unit = pick.choice(units)
    first = pick.choice(list(themes()))
    second = themes()[first]
    theme = f"{first}/{pick.choice(second)}" if second else first
    normative = pick.random() < 0.12
    validity = pick.choices(
        [Validity.VALID, Validity.REPEALED, Validity.EXPIRED, Validity.AMENDED, Validity.PARTIAL],
        [70, 14, 12, 3, 1],
    )[0]
    published = day + dt.timedelta(days=pick.randrange(1, 25))
    facts = {
        "tags": pick.sample(TAGS, pick.randrange(1, 4)),
        "day": day,
        "published": dt.datetime.combine(published, dt.time(9, 30), tzinfo=dt.UTC),
        "expires": day + dt.timedelta(days=365 * 5) if normative else None,
        "ends": published + dt.timedelta(days=pick.randrange(100, 2000)),
        "body": _body(pick),
        "group": pick.choice(Group.values),
    }
    document = Document(
        unit=unit,
        index_number=f"SY{unit.org_code or 'YS0000018'}0{day.year}{number % 100_000:05d}",
        opened_at=facts["published"],
        first_published_at=facts["published"],
        title=f"关于印发《{unit.short}{pick.choice(MATTERS)}{pick.choice(FORMS)}》的通知（{number}）",
        doc_number=f"测{'规' if normative else '发'}〔{day.year}〕{number % 9_999 + 1}号",
        genre=pick.choice([*[Genre.NOTICE] * 6, Genre.OPINION, Genre.REPLY, Genre.DECISION, Genre.ANNOUNCEMENT, Genre.LETTER]),
        theme=theme,
        theme_class=first,
        normative=normative,
        formed_on=day,
        published_on=published,
        year=day.year,
        validity=validity,
        validity_until=facts["expires"],
        validity_on=LAST_DAY,
    )  # fmt: skip
    return document, facts


def _edition(document: Document, facts: dict[str, Any]) -> Edition:
    return Edition(
        document=document,
        serial=1,
        status=Edition.Status.LIVE,
        title=document.title,
        doc_number=document.doc_number,
        issuer=document.unit.name,
        genre=document.genre,
        theme=document.theme,
        group=facts["group"],
        normative=document.normative,
        formed_on=document.formed_on,
        effective_on=facts["day"],
        expires_on=facts["expires"],
        attribute="proactive",
        carriers=["site"],
        columns=["zcwj"],
        keywords=facts["tags"][:2],
        tags=facts["tags"],
        summary="为落实上级部署，结合本区实际制定，明确工作目标、主要任务和保障措施。",
        body=facts["body"],
        adopted_from="测量用文件",
        published_at=facts["published"],
    )


def _body(pick: random.Random) -> str:
    """Some 1,200 characters, as a middling document has."""
    parts = ["<p>各街道办事处、镇人民政府，区政府各委、办、局，各相关单位：</p>"]
    for heading in "一二三四":
        parts.append(f"<h2>{heading}、{pick.choice(MATTERS)}</h2>")
        parts += [f"<p>{pick.choice(SENTENCES)}{pick.choice(SENTENCES)}{pick.choice(SENTENCES)}</p>" for _ in range(3)]
    return "".join(parts)
