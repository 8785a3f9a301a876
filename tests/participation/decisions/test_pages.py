"""What the public and the staff see of decisions over HTTP."""

from __future__ import annotations

import pytest
from tests.support.consultations import Asking

from mingzheng.core import records
from mingzheng.core.actors import Actor, Post
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.core.timekeeping import today
from mingzheng.core.units.importing import import_units
from mingzheng.core.units.sheet import Sheet, UnitRow
from mingzheng.participation.decisions import explaining, finding, gathering
from mingzheng.participation.decisions.explaining import Explained
from mingzheng.participation.decisions.gathering import Standing
from mingzheng.participation.decisions.models import Code, Matter, Part
from mingzheng.search.models import FoundRecord

pytestmark = pytest.mark.django_db


def read(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def sign_in(client, deciding, unit: str, post: Post) -> None:
    client.force_login(deciding.district.person(unit, post), backend="django.contrib.auth.backends.ModelBackend")


def test_before_a_catalogue_is_published_the_public_sees_nothing_of_it(deciding, client):
    found = deciding.catalogue(
        {"title": "尚未公布的事项", "kind": "policy", "unit": "fagai", "planned_by": "2023-10-31"}
    )
    assert "尚未公布的事项" not in read(client, "/juece/")
    assert client.get("/juece/2023/").status_code == 404
    deciding.published(found)
    page = read(client, "/juece/2023/")
    assert "尚未公布的事项" in page
    assert "某委〔2023〕8号" in page


def test_a_unit_without_matters_says_so(deciding, client):
    deciding.published(deciding.of_unit("xinhua"))
    assert "本年度没有重大行政决策事项" in read(client, "/juece/2023/xinhua/")
    assert client.get("/juece/2023/fagai/").status_code == 404


def test_the_page_of_a_matter_shows_only_what_was_shown(deciding, on_day, client):
    on_day("2023-04-25")
    matter = deciding.started()
    deciding.argued(matter)
    deciding.written(matter, "draft", title="停车收费草案", text="草案的全部文字。")
    page = read(client, matter.get_absolute_url())
    assert "草案的全部文字" not in page
    draft = Part.objects.get(matter=matter, title="停车收费草案")
    deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=[str(draft.pk)])
    page = read(client, matter.get_absolute_url())
    assert "草案的全部文字" in page
    assert "张明" not in page  # experts' names stay inside
    assert "效果评估" in page
    assert "还没到这一步" in page


def test_files_of_a_part_follow_the_part(deciding, on_day, client):
    on_day("2023-04-25")
    matter = deciding.started()
    officer = deciding.of("fagai", Post.OFFICER)
    deciding.does(
        matter, "write", officer, files={"file": "公开的附件".encode(), "inside_file": "内部测算".encode()},
        part="draft", day="2023-04-20", title="草案", text="文字。",
    )  # fmt: skip
    draft = Part.objects.get(matter=matter)
    assert client.get(f"/files/{draft.file_id}/").status_code == 404
    deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=[str(draft.pk)])
    assert client.get(f"/files/{draft.file_id}/").status_code == 200
    assert client.get(f"/files/{draft.inside_file}/").status_code == 404


def test_the_desk_lists_the_own_matters_and_the_office_all(deciding, client):
    deciding.listed()
    sign_in(client, deciding, "fagai", Post.OFFICER)
    assert "停车收费" in read(client, "/desk/decisions/")
    sign_in(client, deciding, "xinhua", Post.OFFICER)
    assert "停车收费" not in read(client, "/desk/decisions/?state=all")
    assert "停车收费" not in read(client, "/desk/decisions/catalogues/")
    sign_in(client, deciding, "qufuban", Post.OFFICE_CLERK)
    assert "停车收费" in read(client, "/desk/decisions/?state=all&year=2023&unit=fagai&words=停车")
    assert "还没有公布目录的单位" in read(client, "/desk/decisions/catalogues/?year=2023")


def test_a_matter_handed_over_is_in_the_reviewers_queue_and_the_pack_is_for_those_who_work_on_it(
    deciding, on_day, client
):
    on_day("2023-04-25")
    matter = deciding.handed()
    sign_in(client, deciding, "sifa", Post.LEGAL)
    assert matter.title in read(client, "/desk/")
    assert "出具意见" in read(client, f"/desk/cases/{matter.case_id}/")
    assert client.post(f"/desk/decisions/{matter.pk}/pack/").status_code == 409
    sign_in(client, deciding, "xinhua", Post.OFFICER)
    assert client.post(f"/desk/decisions/{matter.pk}/pack/").status_code == 404
    assert client.get(f"/desk/cases/{matter.case_id}/").status_code == 404


def test_composing_on_the_screen(deciding, client):
    found = deciding.catalogue()
    sign_in(client, deciding, "qufuban", Post.OFFICE_CLERK)
    url = f"/desk/cases/{found.case_id}/arrange/"
    assert "第 1 项" in read(client, url)
    typed = {"row0-title": "新的事项", "revision": found.case.revision}
    page = client.post(url, typed).content.decode()
    assert "第 1 行还要改正" in page
    assert "新的事项" in page
    typed |= {"row0-kind": "policy", "row0-unit": deciding.units["fagai"], "row0-planned_by": "2023-12-01"}
    assert client.post(url, typed).status_code == 302
    assert found.draft.lines.get().title == "新的事项"


def test_a_catalogue_and_a_proposal_are_begun_once(deciding, client):
    sign_in(client, deciding, "fagai", Post.OFFICER)
    page = client.get("/desk/decisions/catalogues/new/")
    key = page.context["form"]["form_key"].value()
    for _ in range(2):
        answer = client.post("/desk/decisions/catalogues/new/", {"form_key": key, "year": 2023})
        assert answer.status_code == 302
    answer = client.post("/desk/decisions/catalogues/new/", {"form_key": "b" * 32, "year": 2023})
    assert answer.status_code == 200


def test_a_matter_is_found_by_what_is_public_of_it(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    deciding.written(matter, "draft", text="只有草案里才有的词：潮汐车位。")
    assert "潮汐车位" not in finding.matter_entry(matter.pk).body
    draft = Part.objects.get(matter=matter)
    deciding.does(matter, "show", deciding.of("fagai", Post.REVIEWER), parts=[str(draft.pk)])
    assert "潮汐车位" in finding.matter_entry(matter.pk).body


def test_figures_follow_the_records(deciding, on_day):
    def text(code: str, **more) -> str:
        found = indicator_of(code)
        scope = Scope(today(), **more)
        figure, items = found.measure(scope), found.items(scope)
        assert sum(item.counts for item in items) == figure.numerator
        return figure.text

    assert text("decisions.catalogue_district") == "0%（0/1）"
    deciding.listed()
    assert text("decisions.catalogue_district") == "100%（1/1）"
    deciding.published(deciding.of_unit("xinhua"))
    on_day("2023-04-03")
    deciding.published(deciding.of_unit("fagai"))
    assert text("decisions.catalogue_units") == "25%（1/4）"
    assert text("decisions.catalogue_units", unit_id=deciding.units["fagai"]) == "0%（0/1）"
    assert text("decisions.complete") == "尚无记录"
    on_day("2023-04-25")
    matter = deciding.handed(deciding.prepared(deciding.started(Matter.objects.get())))
    assert text("decisions.integrated") == "100%（1/1）"  # what does not apply; the rest is not due yet
    on_day("2023-05-10")
    deciding.opinion(matter)
    deciding.tabled(matter)
    on_day("2023-05-16")
    deciding.met(matter)
    deciding.resulted(matter)
    deciding.does(matter, "publish", deciding.of("fagai", Post.HEAD))
    assert text("decisions.complete") == "100%（1/1）"


def test_an_interpretation_of_the_draft_under_consultation_counts_as_the_parts(deciding, papers, on_day, monkeypatch):
    """What another wing hands in: read once, not typed again."""
    on_day("2023-04-18")
    matter = deciding.started()
    found = Asking(papers, on_day).announced()
    deciding.does(matter, "consult", deciding.of("fagai", Post.OFFICER), consultation=found.pk)
    assert gathering.gathered(matter).of(Code.INTERPRETATION).standing is Standing.MISSING
    row = Explained("图解草案", "/zhengce/jiedu/1/", today())
    monkeypatch.setitem(explaining._providers, "test", lambda drafts: {key: [row] for key in drafts})
    view = gathering.gathered(matter).of(Code.INTERPRETATION)
    assert (view.standing, view.explained) == (Standing.DONE, [row])


def test_a_matter_tells_the_life_line_of_a_policy_what_it_went_through(deciding, on_day):
    on_day("2023-04-25")
    matter = deciding.started()
    told = records.moments([matter.ref])[matter.ref]
    assert [one.title.split("：")[0] for one in told] == ["列入重大行政决策事项目录", "启动重大行政决策程序"]


def test_a_unit_that_is_renamed_is_found_under_its_new_name_by_itself(deciding):
    matter = deciding.listed()
    settled()
    found = FoundRecord.objects.get(key=f"decisions.matter:{matter.pk}")
    unit = deciding.district.units["fagai"]
    assert found.agency == unit.short
    row = UnitRow(unit.code, "某区发展和改革局", "区发改局", unit.kind, valid_from=unit.valid_from)
    import_units(Sheet("改名", [row], []), Actor.system())
    settled()
    found.refresh_from_db()
    assert found.agency == "区发改局"
    before = found.position
    import_units(Sheet("再导一次", [row], []), Actor.system())  # nothing is called otherwise: nothing is owed
    assert not Message.objects.filter(topic="search.renamed", done_at=None).exists()
    settled()
    found.refresh_from_db()
    assert found.position == before


def settled() -> None:
    while run_due():
        pass
