"""Indexes follow the log: several nodes, dead workers, a replaced database, a changed dictionary."""

from __future__ import annotations

import io

import pytest

from mingzheng.config.management.commands import setup
from mingzheng.core import searchable
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry as Journalled
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.search import commands, following, queries
from mingzheng.search.engines.tantivy_engine import TantivyEngine
from mingzheng.search.models import Building, DictionaryTerm, FoundRecord, Log

MACHINE = Actor.system("测试")


@pytest.fixture
def nodes(papers, tmp_path, monkeypatch):
    """``nodes("a")`` is the index of another node; it follows when told to."""

    def node(name):
        return TantivyEngine(tmp_path / name)

    def passes(engine):
        with monkeypatch.context() as here:
            here.setattr(following, "current", lambda: engine)
            here.setattr(following, "_held", following._Held())
            for _ in range(20):
                if not following.keep_up():
                    return
        raise AssertionError("the node never came to rest")

    node.passes = passes
    return node


def count(engine, query="公租房"):
    return engine.count(queries.read(query, queries.segmenter_of(engine), queries.Synonyms()))


def test_each_node_follows_by_its_own_mark(papers, nodes):
    one, two = nodes("one"), nodes("two")
    papers.publish("公租房管理办法")
    nodes.passes(one)
    nodes.passes(two)
    papers.publish("公租房租金标准")
    nodes.passes(one)
    assert (count(one), count(two)) == (2, 1)
    nodes.passes(two)
    assert count(two) == 2
    assert one.standing().position == two.standing().position == Log.objects.get().position


def test_a_new_node_builds_from_the_database(papers, nodes):
    for number in range(3):
        papers.publish(f"公租房办法{number}")
    late = nodes("late")
    assert late.standing() is None
    nodes.passes(late)
    assert count(late) == 3


def test_a_node_that_died_between_the_index_and_its_mark_does_the_step_once_more(papers, nodes, monkeypatch):
    node = nodes("n")
    nodes.passes(node)
    papers.publish("公租房管理办法")
    with monkeypatch.context() as broken:
        broken.setattr(following, "current", lambda: node)
        broken.setattr(node._generations, "write_standing", lambda *_: (_ for _ in ()).throw(OSError("killed")))
        assert following.keep_up() is False
    again = nodes("n")
    node._writing = None  # with the process the lock is gone
    following._held.rests_until = float("-inf")
    nodes.passes(again)
    assert count(again) == 1


def test_two_writers_on_one_machine_take_turns(papers, nodes):
    first = nodes("n")
    nodes.passes(first)
    papers.publish("公租房管理办法")
    nodes.passes(first)
    second = nodes("n")
    papers.publish("公租房租金标准")
    nodes.passes(second)  # the first still holds the index: nothing happens, nothing breaks
    nodes.passes(first)
    assert count(first) == 2


def test_who_sets_up_and_goes_on_serving_leaves_the_index_to_its_worker(papers, nodes, monkeypatch):
    """Published while nothing ran, then started again: the setting up took it in and held the index as long as it served."""
    serves, worker = nodes("n"), nodes("n")
    nodes.passes(serves)
    serves.let_go()
    papers.publish("公租房管理办法")
    with monkeypatch.context() as here:
        here.setattr(following, "current", lambda: serves)
        following.catch_up()
    papers.publish("公租房租金标准")
    nodes.passes(worker)
    assert count(worker) == 2


def test_an_index_of_another_log_is_not_believed(papers, nodes):
    node = nodes("n")
    papers.publish("公租房管理办法")
    nodes.passes(node)
    FoundRecord.objects.all().delete()
    Log.objects.all().delete()
    nodes.passes(node)
    assert count(node) == 0


def test_a_database_restored_to_an_earlier_day_is_followed_from_there(papers, nodes):
    node = nodes("n")
    papers.publish("公租房管理办法")
    papers.publish("公租房租金标准")
    nodes.passes(node)
    FoundRecord.objects.filter(position=2).delete()
    Log.objects.update(position=1)
    nodes.passes(node)
    assert count(node) == 1


def test_a_damaged_index_is_built_anew(papers, nodes, tmp_path):
    papers.publish("公租房管理办法")
    nodes.passes(nodes("n"))
    for path in (tmp_path / "n").glob("*/index/meta.json"):
        path.write_text("{")
    fresh = nodes("n")
    nodes.passes(fresh)
    assert count(fresh) == 1


def test_a_changed_dictionary_builds_the_index_anew_and_shows_how_far(papers):
    papers.publish("关于推进双随机一公开监管的通知")
    assert "双随机一公开" not in queries.suggestions("双随机")
    commands.add_term("双随机一公开", MACHINE)
    assert following.needs_building()
    papers.settle()
    assert not following.needs_building()
    assert "双随机一公开" in queries.suggestions("双随机")
    row = Building.objects.get()
    assert row.finished_at is not None and row.done == row.total == 1


def test_questions_are_answered_while_the_index_is_built_anew(papers, titles):
    papers.publish("关于推进双随机一公开监管的通知")
    commands.add_term("双随机一公开", MACHINE)
    assert titles("双随机一公开") == ["关于推进双随机一公开监管的通知"], "cut as the old index was cut"


def test_the_same_record_again_is_no_change(papers):
    papers.publish("公租房管理办法")
    before = Log.objects.get().position
    assert commands.take_in("test.paper", 1) is False
    assert Log.objects.get().position == before


def test_rebuilding_finds_what_the_log_missed(papers, titles):
    papers.publish("公租房管理办法")
    papers.publish("加装电梯方案", settle=False)
    FoundRecord.objects.filter(key="test.paper:1").update(title="改坏了")
    from mingzheng.core.outbox.models import Message

    Message.objects.all().delete()
    following.rebuild_all().work()
    assert titles("公租房") == ["公租房管理办法"] and titles("加装电梯") == ["加装电梯方案"]


@pytest.mark.parametrize("much", [False, True])
def test_what_a_new_version_lets_be_found_is_found_without_a_command(papers, titles, monkeypatch, much):
    """Little is compared by ``setup`` itself, much by the worker in portions."""
    search_set_up()
    searchable.declare(
        SearchKind("test.bulletin", "通报", _bulletin, lambda after, limit: [n for n in (1, 2, 3) if n > after][:limit])
    )
    monkeypatch.setattr(commands, "BATCH", 1)
    if much:
        monkeypatch.setattr(setup, "FIRST_INDEX", 0)
    search_set_up()
    if much:
        assert titles("通报") == []
    papers.settle()
    assert sorted(titles("通报")) == ["第一次通报", "第三次通报"]
    position = Log.objects.get().position
    search_set_up()
    papers.settle()
    assert Log.objects.get().position == position


def search_set_up():
    setup.Command(stdout=io.StringIO())._search()


def _bulletin(number):
    """The second one must not be found."""
    title = {1: "第一次通报", 3: "第三次通报"}.get(number)
    return Entry(f"test.bulletin:{number}", "通报", title, "", f"/b/{number}/") if title else None


def test_what_no_room_declares_any_more_is_taken_out(papers, titles, monkeypatch):
    papers.publish("公租房管理办法")
    monkeypatch.setattr(searchable, "_kinds", {})
    following.rebuild_all().work()
    assert titles("公租房") == []


class TestDictionary:
    def test_seeding_twice_adds_nothing_and_leaves_what_was_switched_off(self, db):
        assert commands.seed(MACHINE) > 100
        term = DictionaryTerm.objects.get(word="公租房")
        commands.remove_term(term, MACHINE)
        assert commands.seed(MACHINE) == 0
        term.refresh_from_db()
        assert not term.active

    @pytest.mark.parametrize("word", ["", "好", "一" * 21, "公租房！", "<b>"])
    def test_what_is_no_term_is_refused(self, db, word):
        with pytest.raises(Refused):
            commands.add_term(word, MACHINE)

    def test_units_do_not_keep_it(self, db):
        officer = Actor(1, "钱信息", Post.OFFICER, 1, "新华街道")
        for act in (
            lambda: commands.add_term("公租房", officer),
            lambda: commands.add_synonyms(["公租房", "公共租赁住房"], officer),
        ):
            with pytest.raises(Refused, match="只有区府办"):
                act()

    def test_changes_are_journaled(self, db):
        commands.remove_term(commands.add_term("公租房", MACHINE), MACHINE)
        assert list(Journalled.objects.order_by("id").values_list("action", flat=True)) == [
            "search.term_added",
            "search.term_removed",
        ]
