"""What people write, and what they find."""

import pytest

from mingzheng.core.actors import Actor
from mingzheng.search import commands, queries

MACHINE = Actor.system("测试")


@pytest.fixture
def shelf(papers):
    """Four policies; the worker has passed."""
    for title, facts in {
        "长宁区公租房准入和使用管理办法": {"number": "长府〔2023〕12号", "index_number": "SY-002-2023-0012", "agency": "区房管局", "theme": "城乡建设", "validity": "valid", "body": "申请公共租赁住房应当符合下列条件：在本区就业，家庭人均住房面积低于标准。"},
        "长宁区公租房管理暂行办法": {"number": "长府〔2015〕3号", "agency": "区房管局", "theme": "城乡建设", "validity": "repealed", "published_on": "2015-05-01", "body": "公租房申请条件按照市有关规定执行。"},
        "关于推进一网通办的实施意见": {"number": "长府办〔2022〕7号", "agency": "区府办", "theme": "综合政务", "validity": "valid", "published_on": "2022-04-01", "body": "深化一网通办改革，双随机一公开监管全覆盖。"},
        "长宁区既有多层住宅加装电梯工作方案": {"agency": "区房管局", "published_on": "2021-06-01", "body": "居民意愿征询比例和补贴标准。依据长府〔2023〕12号执行。"},
    }.items():  # fmt: skip
        papers.publish(title, settle=False, **facts)
    papers.settle()
    return papers


def test_the_number_comes_first_however_it_is_written(shelf, titles):
    for written in (
        "长府〔2023〕12号",
        "长府[2023]12号",
        "长府（2023）012号",
        "长府 2023 年 12 号",
        "長府﹝2023﹞12號",
        "长府２０２３１２号"[:0] or "长府【2023】12",
    ):
        assert titles(written)[0] == "长宁区公租房准入和使用管理办法", written
    assert queries.search("长府〔2023〕12号").hits[0].exact
    assert "长宁区既有多层住宅加装电梯工作方案" in titles("长府〔2023〕12号"), "papers that cite it follow"


def test_the_index_number_is_found_with_and_without_dashes(shelf, titles):
    assert titles("SY-002-2023-0012") == titles("sy00220230012") == ["长宁区公租房准入和使用管理办法"]


def test_repealed_texts_are_found_below_those_in_force(shelf, titles):
    assert titles("公租房") == ["长宁区公租房准入和使用管理办法", "长宁区公租房管理暂行办法"]


def test_the_exact_title_of_a_repealed_text_still_finds_it_first(shelf, titles):
    assert titles("长宁区公租房管理暂行办法")[0] == "长宁区公租房管理暂行办法"


def test_traditional_characters_find_simplified_texts(shelf, titles):
    assert titles("加裝電梯") == ["长宁区既有多层住宅加装电梯工作方案"]


def test_all_words_of_a_short_question_must_occur(shelf, titles):
    assert titles("电梯 补贴") == ["长宁区既有多层住宅加装电梯工作方案"]
    assert queries.search("电梯 一网通办").loosened, "none has both: those with some are shown, and it is said"


def test_a_sentence_asks_for_most_of_its_words(shelf, titles):
    found = queries.search("在长宁区怎么申请公租房需要什么条件？")
    assert found.hits[0].record.title == "长宁区公租房准入和使用管理办法" and not found.loosened


def test_one_character_finds(shelf, titles):
    assert "长宁区既有多层住宅加装电梯工作方案" in titles("梯")


def test_a_word_that_the_dictionary_does_not_know_is_found_within_longer_runs(shelf, titles):
    assert titles("多层住宅加装") == ["长宁区既有多层住宅加装电梯工作方案"]


def test_synonyms_are_found_at_once_and_said(shelf, titles):
    shelf.publish("公共租赁住房租金标准")
    assert "公共租赁住房租金标准" not in titles("公租房")
    group = commands.add_synonyms(["公租房", "公共租赁住房"], MACHINE)
    assert "公共租赁住房租金标准" in titles("公租房")
    assert queries.search("公租房").synonyms == ["公共租赁住房"]
    commands.remove_synonyms(group, MACHINE)
    assert "公共租赁住房租金标准" not in titles("公租房")


def test_facets_count_and_narrow(shelf):
    found = queries.search("长宁区")
    facets = {facet.name: {value.value: value.count for value in facet.values} for facet in found.facets}
    assert facets["year"] == {"2023": 1, "2021": 1, "2015": 1}
    assert facets["validity"] == {"valid": 1, "repealed": 1}
    narrowed = queries.search("长宁区", filters={"year": "2015"})
    assert [hit.record.number for hit in narrowed.hits] == ["长府〔2015〕3号"]
    years = next(facet for facet in narrowed.facets if facet.name == "year")
    assert len(years.values) == 3, "another year can be chosen instead"
    assert years.chosen.value == "2015"
    assert (
        queries.search("长府〔2023〕12号", filters={"year": "2015"}).total == 0
        or not queries.search("长府〔2023〕12号", filters={"year": "2015"}).hits[0].exact
    )


def test_newest_first(shelf, titles):
    assert titles("长宁区", newest=True) == [
        "长宁区公租房准入和使用管理办法",
        "长宁区既有多层住宅加装电梯工作方案",
        "长宁区公租房管理暂行办法",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("公祖房", "公租房"), ("一网同办", "一网通办"), ("gongzufang", "公租房"), ("加状电梯", "加装电梯")],
)
def test_did_you_mean(shelf, written, meant):
    commands.seed(MACHINE)
    shelf.settle()
    assert queries.search(written).instead == meant


def test_what_is_offered_says_nothing_twice(papers):
    for number in range(3):
        papers.publish(f"政务公开工作情况通报第{number}号")
    assert queries.search("第二季度政务公开工作情况通报").instead == ""


def test_nothing_is_offered_for_what_is_found(shelf):
    assert queries.search("一网通办 改革").instead == ""


def test_passages_hold_what_was_asked_marked_and_whole(shelf):
    hit = queries.search("住房面积").hits[0]
    pieces = [piece for passage in hit.passages for piece in passage]
    assert "住房面积" in "".join(piece.text for piece in pieces if piece.hit)
    assert "申请公共租赁住房应当符合下列条件" in "".join(piece.text for piece in pieces)


def test_pages_do_not_overlap(papers, titles):
    for number in range(25):
        papers.publish(f"防汛防台应急预案第{number}号", settle=False)
    papers.settle()
    seen = [title for page in (1, 2, 3) for title in titles("防汛防台", page=page)]
    assert len(seen) == len(set(seen)) == 25
    assert queries.search("防汛防台").pages == 3
    assert titles("防汛防台", page=4) == []


def test_suggestions_come_from_words_and_titles(shelf):
    commands.seed(MACHINE)
    shelf.settle()
    assert "公租房" in queries.suggestions("公")
    assert "公租房" in queries.suggestions("gongzu")
    assert "长宁区既有多层住宅加装电梯工作方案" in queries.suggestions("加装电")
    assert queries.suggestions("\0 ") == []


def test_a_changed_title_is_found_by_its_new_words_alone(shelf, titles):
    shelf.publish("养老服务设施布局规划", place=4)
    assert titles("加装电梯") == []
    assert titles("养老服务") == ["养老服务设施布局规划"]


def test_what_is_withdrawn_is_gone(shelf, titles):
    shelf.withdraw(3)
    assert titles("一网通办") == [] and titles("长府办〔2022〕7号") == []


def test_a_number_that_is_not_there_is_not_half_found(shelf):
    assert queries.search("长府〔1999〕99号").total == 0


def test_a_title_is_found_among_many_texts_that_repeat_its_words(papers, titles):
    for number in range(130):
        papers.publish(f"防汛通告{number}", body="公租房租金补贴。" * 9, settle=False)
    papers.publish("关于公租房租金补贴发放的说明事项", body="略。" * 200, settle=False)
    papers.settle()
    assert titles("公租房 补贴")[0] == "关于公租房租金补贴发放的说明事项"
    seen = [title for page in range(1, 15) for title in titles("公租房 补贴", page=page)]
    assert len(seen) == len(set(seen)) == 131


def test_a_process_warms_up_without_counting_and_whatever_is_wrong(shelf, monkeypatch, caplog):
    from mingzheng.search import asked, warming

    monkeypatch.setattr(warming.connection, "close", lambda: None)
    warming.warm()
    assert asked.fold(at_once=True) == 0

    def away(*_):
        raise OSError("disk away")

    monkeypatch.setattr(warming.queries, "search", away)
    warming.warm()
    assert "disk away" in caplog.text
