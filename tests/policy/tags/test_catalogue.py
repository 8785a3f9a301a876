"""The catalogue goes from draft to publication by different people; what is renamed or merged keeps its documents."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.tags import TAGS, released_before

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.policy.tags import commands, shipped
from mingzheng.policy.tags.catalogue import in_force
from mingzheng.policy.tags.content import MERGED, RETIRED, apply
from mingzheng.policy.tags.models import Tag, TagName

DAY = dt.date(2023, 4, 20)


def code(name: str) -> str:
    return Tag.objects.get(name=name).code


def test_the_shipped_industries_are_the_whole_standard():
    sections = shipped.sections()
    assert "".join(one["code"] for one in sections) == "ABCDEFGHIJKLMNOPQRST"
    divisions = [one["code"] for section in sections for one in section["divisions"]]
    assert divisions == [f"{number:02d}" for number in range(1, 98)]
    names = {one["code"]: one["name"] for section in sections for one in section["divisions"]}
    assert names["05"] == "农、林、牧、渔专业及辅助性活动"
    assert names["25"] == "石油、煤炭及其他燃料加工业"
    assert names["87"] == "广播、电视、电影和录音制作业"
    assert [one for one in shipped.content().entries if len(one.name) > 32] == []


@pytest.mark.django_db
def test_a_version_is_drafted_approved_by_another_and_published_with_its_date(catalogue, papers):
    held = in_force()
    assert (held.number, held.published_on) == (1, DAY)
    assert in_force(DAY - dt.timedelta(days=1)) is None
    draft = catalogue.drafts(("add", {"facet": "measure", "name": "首店经济", "definition": "引进首店的支持。"}))
    with pytest.raises(Refused, match="在拟订"):
        commands.begin(papers.district.clerk, note="又一版")
    catalogue.does(draft, "submit")
    with pytest.raises(Refused):
        catalogue.does(draft, "approve", by=papers.district.clerk)
    catalogue.does(draft, "approve", by=papers.district.head)
    assert "首店经济" not in in_force().current
    catalogue.does(draft, "publish")
    assert in_force().number == 2
    assert "首店经济" in in_force().current
    assert indicator_of("tags.published").measure(Scope(DAY)).numerator == 2


@pytest.mark.django_db
def test_a_change_that_contradicts_the_draft_is_refused_where_it_was_typed(catalogue):
    draft = catalogue.drafts()
    for command, data, field in [
        ("add", {"facet": "measure", "name": "企业", "definition": "重复"}, "name"),
        ("add", {"facet": "measure", "name": "一个 空格", "definition": "坏名"}, "name"),
        ("add", {"facet": "measure", "name": "低保", "definition": "旧词"}, "name"),
        ("rename", {"code": code("企业"), "name": "企业"}, "name"),
        ("merge", {"code": code("企业"), "into": code("企业")}, "into"),
        ("retire", {"code": code("重点人群")}, "code"),
    ]:
        with pytest.raises(FormRefused) as refused:
            catalogue.does(draft, command, **data)
        assert field in refused.value.form.errors, (command, data)
    assert draft.changes.count() == 0


@pytest.mark.django_db
def test_an_undone_change_may_not_be_what_a_later_one_stands_on(catalogue):
    draft = catalogue.drafts(("add", {"facet": "measure", "name": "首店经济", "definition": "甲"}))
    first = draft.changes.get()
    catalogue.does(draft, "rename", code=first.data.get("code") or "T1", name="首店首发")
    with pytest.raises(FormRefused, match="请先撤销那一条"):
        catalogue.does(draft, "undo", change=str(first.pk))
    catalogue.does(draft, "undo", change=str(draft.changes.last().pk))
    catalogue.does(draft, "undo", change=str(first.pk))
    assert draft.changes.count() == 0


@pytest.mark.django_db
def test_renaming_and_merging_carry_documents_lists_and_old_addresses_along(papers, catalogue, client):
    document = papers.released(tags=TAGS)
    assert tags_of(document) == TAGS
    catalogue.publishes(("rename", {"code": code("营商环境"), "name": "一流营商环境"}))
    assert tags_of(document) == ["宏观经济", "企业", "一流营商环境"]
    assert document.live.tags == TAGS  # as issued
    assert INDEX.counts({"tag": ("一流营商环境",)})[0] == 1
    page = client.get(document.get_absolute_url()).content.decode()
    assert "一流营商环境" in page
    catalogue.publishes(("merge", {"code": code("一流营商环境"), "into": code("企业")}))
    assert tags_of(document) == ["宏观经济", "企业"]  # carried once
    assert client.get("/biaoqian/营商环境/").headers["Location"].endswith("/biaoqian/%E4%BC%81%E4%B8%9A/")
    assert TagName.objects.get(text="营商环境").until == DAY
    catalogue.publishes(("retire", {"code": code("专项资金")}))
    assert Tag.objects.get(name="专项资金").status == "retired"


@pytest.mark.django_db
def test_the_first_version_gathers_the_free_words_of_older_documents(papers, on_day):
    from tests.support.tags import Office

    document = released_before(papers, tags="低保、企业、谁也不认识")
    on_day(DAY)
    Office(papers.district).publishes(take_over=True)
    assert tags_of(document) == ["低收入家庭", "企业", "谁也不认识"]


@pytest.mark.django_db
def test_a_correction_begins_with_todays_names(papers, catalogue):
    from mingzheng.disclosure.documents.commands import correct

    document = papers.released(tags=TAGS)
    catalogue.publishes(("rename", {"code": code("营商环境"), "name": "一流营商环境"}))
    draft = correct(document, papers.drafter, change_note="改一个字")
    assert draft.tags == ["宏观经济", "企业", "一流营商环境"]


KINDS = ("add", "rename", "merge", "retire", "revive")


@given(st.data())
def test_whatever_is_changed_every_word_of_the_past_still_means_one_tag(data):
    content = shipped.content()
    words = set(content.known())
    for number in range(data.draw(st.integers(1, 12))):
        codes = st.sampled_from([one.code for one in content.entries if one.facet == "measure"])
        change = {"code": data.draw(codes), "into": data.draw(codes), "name": f"新{number}", "facet": "measure"}
        kind = data.draw(st.sampled_from(KINDS))
        if kind == "add":
            del change["code"]
        try:
            content = apply(content, kind, change)
        except Refused:
            continue
        words |= set(content.known())
    known, current = content.known(), content.current()
    assert words <= set(known)
    for word, held in known.items():
        entry = content.entry(held)
        assert entry.status != MERGED  # the chain was followed to its end
        assert current[word] == entry.name
    names = [one.name for one in content.entries]
    assert len(names) == len(set(names))
    assert all(known[one.name] == one.code for one in content.entries if one.status != MERGED)
    assert not [
        one
        for one in content.active()
        if one.parent and not content.entry(one.parent).active and content.entry(one.parent).status == RETIRED
    ]


@pytest.mark.django_db
def test_outside_a_demonstration_nothing_comes_into_force_unread(papers, settings):
    settings.MINGZHENG_DEMO = False
    with pytest.raises(Refused, match="批准后公布"):
        commands.publish_shipped(papers.district.clerk)
    assert in_force(timekeeping.today()) is None
