"""One decision from the catalogue to its evaluation, with a thousand opinions that were answered in bulk."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from tests.support.consultations import Asking

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.papers import decision_pack
from mingzheng.participation.consultations import commands as consultations
from mingzheng.participation.consultations import sorting
from mingzheng.participation.consultations.models import Channel, Consultation, Opinion
from mingzheng.participation.consultations.queries import feedback_clock, standing
from mingzheng.participation.decisions import gathering, pack
from mingzheng.participation.decisions.gathering import Standing
from mingzheng.participation.decisions.models import Code, Part

pytestmark = pytest.mark.django_db

SAID = (
    "建议把路内停车的免费时段由三十分钟延长到六十分钟，方便接送孩子的家长。",
    "免费时段三十分钟太短，建议延长到六十分钟，方便家长接送孩子。",
    "收费标准偏高，建议夜间停车按次收费，不超过五元。",
    "希望在学校门口增设接送专用车位，早晚高峰限时使用。",
)


@pytest.fixture
def asking(papers, on_day) -> Asking:
    return Asking(papers, on_day)


def a_thousand(found: Consultation) -> None:
    """Near-duplicates by four wordings, as they came in; the query codes differ."""
    moment = timekeeping.now()
    Opinion.objects.bulk_create(
        Opinion(
            consultation=found,
            channel=Channel.WEB,
            author_kind="person",
            shown_as="匿名",
            text=f"{SAID[number % len(SAID)]}{'谢谢。' if number % 7 == 0 else ''}",
            publish=True,
            received_on=found.opens_on,
            entered_at=moment,
            code_digest=f"{number:064d}",
        )
        for number in range(1000)
    )


def test_one_decision_from_the_catalogue_to_its_evaluation(deciding, asking, on_day, client):
    matter = deciding.listed()
    on_day("2023-04-18")
    deciding.started(matter)
    found = asking.announced()
    officer = deciding.of("fagai", Post.OFFICER)
    deciding.does(matter, "consult", officer, consultation=found.pk)
    assert gathering.gathered(matter).of(Code.DRAFT).standing is Standing.DONE  # it can be read with the consultation
    page = client.get(matter.get_absolute_url()).content.decode()
    assert found.title in page
    assert "正在进行" in page
    deciding.written(matter, "interpretation", day="2023-04-18")
    on_day("2023-04-20")
    a_thousand(found)
    with pytest.raises(Refused):  # the period runs
        deciding.handed(matter)
    asking.over(found)
    sorting.group(found, consultations.MACHINE)
    stands = standing(found, timekeeping.today())
    assert (stands.raw, stands.distinct <= 4) == (1000, True)
    for part in ("draft", "note"):
        deciding.written(matter, part, day="2023-05-22")
    deciding.argued(matter)
    deciding.assessed(matter)
    deciding.waived(matter, "competition")
    deciding.handed(matter)
    on_day("2023-05-31")
    deciding.opinion(matter)
    assert [one for one in pack.missing(matter) if "没有研究" in one]
    with pytest.raises(Refused, match="没有研究"):
        deciding.tabled(matter)
    asking.answers(found, state="adopted", answer="第三条改为六十分钟，并增设接送车位。")  # all groups at once
    deciding.tabled(matter)
    on_day("2023-06-01")
    deciding.met(matter, day="2023-06-01")
    found.refresh_from_db()
    assert found.decided_on == dt.date(2023, 6, 1)
    assert feedback_clock(found).due_on == dt.date(2023, 6, 15)
    assert gathering.gathered(matter).of(Code.OPINIONS).standing is Standing.RUNNING
    on_day("2023-06-05")
    deciding.resulted(matter, day="2023-06-01", reported_on="2023-06-01")
    deciding.does(matter, "publish", deciding.of("fagai", Post.HEAD))
    on_day("2023-06-09")
    asking.published(found)
    assert not feedback_clock(found).late
    whole = gathering.gathered(matter)
    assert whole.complete, [(view.label, view.standing) for view in whole.views]
    page = client.get(matter.get_absolute_url()).content.decode()
    assert "1000" in page
    assert "第三条改为六十分钟" in page
    on_day("2023-06-20")
    evaluation = {"trigger": "needed", "by": "某第三方机构", "day": "2023-06-20", "title": "效果评估", "advice": "keep"}
    deciding.does(matter, "evaluate", officer, text="停车周转率提高。", **evaluation)
    shown = [str(Part.objects.get(matter=matter, code=Code.EVALUATION).pk)]
    deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=shown)
    assert "停车周转率提高" in client.get(matter.get_absolute_url()).content.decode()


def test_a_consultation_that_is_not_answered_in_ten_days_is_missing_on_the_page(deciding, asking, on_day):
    matter = deciding.listed()
    on_day("2023-04-18")
    deciding.started(matter)
    found = asking.announced()
    deciding.does(matter, "consult", deciding.of("fagai", Post.OFFICER), consultation=found.pk)
    asking.over(found)
    asking.decided(found)
    on_day("2023-06-20")
    view = gathering.gathered(matter).of(Code.OPINIONS)
    assert view.standing is Standing.MISSING


def test_a_consultation_stands_on_one_matter_and_a_wrong_link_is_taken_back(deciding, asking, on_day):
    on_day("2023-04-18")
    matter = deciding.started()
    found = asking.announced()
    officer = deciding.of("fagai", Post.OFFICER)
    deciding.does(matter, "consult", officer, consultation=found.pk)
    with pytest.raises(Refused, match="没有可以关联的意见征集"):
        deciding.does(matter, "consult", officer, consultation=found.pk)
    with pytest.raises(FormRefused):  # who asks the public cannot say that asking does not apply
        deciding.does(matter, "waive", officer, part="opinions", reason="不需要。")
    deciding.does(matter, "unconsult", officer, consultation=found.pk, reason="关联错了。")
    assert gathering.gathered(matter).of(Code.OPINIONS).heard == []


def test_the_pack_is_one_file_with_contents_and_names_what_is_missing(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.prepared()
    clerk = deciding.district.clerk
    with pytest.raises(Refused, match="合法性审查意见"):
        decision_pack.pack(matter, clerk)
    deciding.handed(matter)
    on_day("2023-05-10")
    deciding.opinion(matter, files={"opinion": "审查意见书".encode()})
    made = decision_pack.pack(matter, clerk)
    archive = zipfile.ZipFile(io.BytesIO(made.data))
    names = archive.namelist()
    assert "目录.html" in names
    for piece in ("决策草案", "起草说明", "研究采纳情况", "风险评估报告", "合法性审查意见"):
        assert any(piece in name for name in names), piece
    contents = archive.read("目录.html").decode()
    assert "没有：不涉及，依据条例不需要。" in contents  # fair competition review: why there is none
    assert Entry.objects.filter(action="decisions.packed", data_text__contains=made.digest).exists()
    assert any(archive.read(name) == "审查意见书".encode() for name in names)
