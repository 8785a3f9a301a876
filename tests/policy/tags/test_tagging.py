"""Tags at a draft and at its release; what the machine suggests beside what people confirm; older documents in a list."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.datastructures import MultiValueDict
from tests.support.tags import TAGS, released_before

from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents import tagging
from mingzheng.disclosure.documents.commands import begin
from mingzheng.disclosure.documents.forms import EditForm
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.policy.tags import commands, queries, shipped, suggesting
from mingzheng.policy.tags.models import Tagging

DAY = dt.date(2023, 4, 20)


# --- the form and the release


@pytest.mark.django_db
def test_while_no_catalogue_is_in_force_tags_are_free_words(papers):
    assert papers.draft(tags="随便写、两个词").tags == ["随便写", "两个词"]
    assert papers.released(doc_number="长发改〔2023〕13号").tag_rows.count() == 2
    assert not Tagging.objects.exists()


@pytest.mark.django_db
def test_new_words_are_chosen_from_the_catalogue_and_old_ones_may_stay_until_the_release(papers, catalogue):
    edition = begin(papers.unit, papers.drafter, {"title": "关于甲事的通知", "tags": ["旧词"]})
    papers.does(edition, "edit", papers.drafter, **_facts(tags=["旧词", *TAGS]))
    assert edition.tags == ["旧词", *TAGS]
    with pytest.raises(FormRefused, match="「新词」不在标签目录中"):
        papers.does(edition, "edit", papers.drafter, **_facts(tags=["新词"]))
    with pytest.raises(Refused, match="标签「旧词」不在第 1 版标签目录中"):
        papers.does(edition, "submit", papers.drafter)
    papers.does(edition, "edit", papers.drafter, **_facts(tags=["企业"]))
    with pytest.raises(Refused, match="没有选择「主题」方面的标签"):
        papers.does(edition, "submit", papers.drafter)


@pytest.mark.django_db
def test_a_name_with_a_separator_in_it_is_one_tag_and_a_line_of_words_is_cut(papers, catalogue):
    edition = papers.draft(tags=["财政、金融、审计", "企业"])
    assert edition.tags == ["财政、金融、审计", "企业"]
    papers.does(edition, "edit", papers.drafter, **_facts(tags="财政、金融、审计、企业"))
    assert edition.tags == ["财政、金融、审计", "企业"]


@pytest.mark.django_db
def test_the_chooser_shows_what_is_chosen_and_every_facet_without_script(papers, catalogue):
    edition = papers.draft(tags=TAGS)
    drawn = str(EditForm(case=Case.objects.get(pk=edition.case_id))["tags"])
    assert drawn.count('name="tags"') > 250
    assert drawn.count("checked") == len(TAGS)
    assert "主题（必选）" in drawn and "有效性" not in drawn


@pytest.mark.django_db
def test_a_release_keeps_what_was_suggested_beside_what_the_signer_confirmed(papers, catalogue):
    document = papers.released(tags=TAGS)
    row = Tagging.objects.get()
    assert row.how == "release" and "单位负责人" in row.confirmed_by
    content = shipped.content()
    names = lambda codes: {content.entry(code).name for code in codes}  # noqa: E731
    assert names(row.confirmed) == set(TAGS)
    assert "宏观经济" in names(one["code"] for one in row.suggested)
    assert "标题" in row.suggested[0]["reason"]
    rows, documents = queries.agreement(Tagging.How.RELEASE)
    total = rows[-1]
    assert (
        documents == 1
        and total.confirmed == 3
        and total.hits == len({one["code"] for one in row.suggested} & set(row.confirmed))
    )
    assert indicator_of("tags.tagged").measure(Scope(DAY)).text == "100%（1/1）"
    assert tags_of(document) == TAGS


@pytest.mark.django_db
def test_what_is_withheld_or_shown_to_few_owes_no_tag_of_the_catalogue(papers, catalogue):
    edition = papers.draft(attribute="withheld", ground="internal", tags=[])
    papers.does(edition, "submit", papers.drafter)
    assert edition.case.state  # it went on


@pytest.mark.django_db
def test_moving_in_names_words_that_no_catalogue_knows_and_those_that_changed(papers, catalogue):
    said = tagging.notes_on(["低保", "企业", "无此词"], DAY)
    assert said == [
        "标签「无此词」不在标签目录中，按原样迁入，请补标签。",
        "标签「低保」现在是「低收入家庭」，列表和检索用现在的名称。",
    ]


# --- suggestion


def test_a_suggestion_names_its_words_and_a_longer_word_covers_the_shorter():
    found = suggesting.suggest("小微企业贷款贴息申报指南", "<p>支持小微企业融资。</p>", shipped.content())
    by_name = {one.entry.name: one for one in found}
    assert "微型企业" in by_name and "标题有“小微企业”" in by_name["微型企业"].reason.replace("、正文 1 处", "")
    assert "企业" not in by_name  # 小微企业 is no mention of 企业
    assert suggesting.suggest("", "", shipped.content()) == []


def test_agreement_counts_by_facet():
    content = shipped.content()
    code = {one.name: one.code for one in content.entries}
    rows = suggesting.agreement(
        [([code["企业"], code["住房"]], [code["企业"], code["老年人"]]), ([], [code["住房"]])], content
    )
    by_facet = {one.facet: one for one in rows}
    assert (by_facet["audience"].precision, by_facet["audience"].recall) == (1.0, 0.5)
    assert (by_facet["event"].precision, by_facet["event"].recall) == (0.0, 0.0)
    assert by_facet["subject"].precision is None
    assert (by_facet[""].hits, by_facet[""].suggested, by_facet[""].confirmed) == (1, 2, 3)


# --- older documents


@pytest.mark.django_db
def test_older_documents_are_confirmed_row_by_row_in_a_list(papers, on_day):
    from tests.support.tags import Office

    older = released_before(papers, tags="甲、乙")
    on_day(DAY)
    with pytest.raises(Refused, match="目录还没有公布"):
        commands.begin_list(papers.unit, papers.drafter)
    Office(papers.district).publishes(take_over=True)
    assert indicator_of("tags.tagged").measure(Scope(DAY)).text == "0%（0/1）"
    held = commands.begin_list(papers.unit, papers.drafter)
    with pytest.raises(Refused, match="已有一份清单"):
        commands.begin_list(papers.unit, papers.drafter)
    row = held.rows.get()
    assert row.suggested
    case = Case.objects.get(pk=held.case_id)
    with pytest.raises(Refused, match="还有文件没有确认"):
        act(case, "finish", papers.drafter)
    with pytest.raises(FormRefused, match="1 份文件的标签要改"):
        act(case, "confirm", papers.drafter, _ticked(row, ["没有这个"]))
    act(case, "confirm", papers.drafter, _ticked(row, ["宏观经济", "企业"], more="营商环境"))
    assert tags_of(Document.objects.get(pk=older.pk)) == ["宏观经济", "企业", "营商环境"]
    older.live.refresh_from_db()
    assert older.live.tags == ["甲", "乙"]
    act(case, "finish", papers.drafter)
    assert indicator_of("tags.tagged").measure(Scope(DAY)).text == "100%（1/1）"
    assert queries.agreement(Tagging.How.LIST)[1] == 1
    with pytest.raises(Refused, match="都已按目录选好"):
        commands.begin_list(papers.unit, papers.drafter)


@pytest.mark.django_db
def test_a_list_of_another_unit_is_nobody_elses(papers, catalogue):
    released_before(papers)
    with pytest.raises(Refused):
        commands.begin_list(papers.unit, papers.district.actor("xinhua"))


def _ticked(row, names, more=""):
    return MultiValueDict({"row": [str(row.pk)], f"tags-{row.pk}": names, f"more-{row.pk}": [more]})


def _facts(**changes):
    from tests.support.documents import facts

    return facts(**changes)
