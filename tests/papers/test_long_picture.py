"""图解 as a long picture: all kinds of blocks on one page as wide as a phone."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.interpretations import Explaining
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.papers import interpretations as making
from mingzheng.policy.interpretations.forms import as_json
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.interpretations.queries import sees_file

pytestmark = pytest.mark.django_db
BLOCKS = [
    ("heading", "一图读懂", "背景：老办法到期。"),
    ("numbers", "多少", "100万元 | 最高"),
    ("steps", "怎么办", "填表 | 网上\n等结果 | 五天"),
    ("comparison", "变化", "首店 | 不分 | 分"),
    ("table", "标准", "方向 | 对象 | 比例\n首店 | 品牌 | 三成"),
    ("qa", "问答", "问：谁可以？\n答：企业。"),
    ("text", "联系", "## 电话\n- 科室\n请打电话。#let x = 1 $y$"),
]


@pytest.fixture
def story(papers) -> Interpretation:  # noqa: F811
    explaining = Explaining(papers)
    document = papers.draft(normative="on", expires_on="2028-04-30", doc_number="长发改规〔2023〕1号").document
    rows = [{"kind": kind, "title": title, "text": text, "file": ""} for kind, title, text in BLOCKS]
    return explaining.passed(explaining.drafted(explaining.planned(document), "pictures", blocks=as_json(rows)))


def test_one_long_picture_is_made_once_and_belongs_to_it(story, settings):
    settings.MINGZHENG_SITE_URL = "https://zwgk.example.gov.cn"
    for _ in range(2):
        making.make_picture({"interpretation": story.pk})
    story.refresh_from_db()
    data = making.png_of(story)
    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    assert width == 750
    assert height > 2 * width
    assert sees_file(story, story.picture_id, None)
    assert making.png_of(story) == data  # the same blocks give the same bytes


def test_what_was_sent_back_is_made_anew(story, papers):  # noqa: F811
    making.make_picture({"interpretation": story.pk})
    Explaining(papers).does(story, "send_back", papers.head, reason="换一张表。")
    making.make_picture({"interpretation": story.pk})
    story.refresh_from_db()
    assert story.picture_id is None
