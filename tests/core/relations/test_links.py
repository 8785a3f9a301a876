"""Links read from both ends, each under the right name."""

from __future__ import annotations

import pytest

from mingzheng.core import records
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.relations import commands, kinds, queries
from mingzheng.core.relations.models import Link
from mingzheng.core.units.models import Person


@pytest.fixture
def ends(district):
    """A unit (everybody sees it) and a person (staff see it)."""
    person = district.person("王五")
    return RecordRef("units.unit", str(district.units["xinhua"].pk)), RecordRef("units.person", str(person.pk))


@pytest.fixture
def officer(district):
    return district.actor("xinhua", Post.OFFICER)


def test_each_end_names_the_link_in_its_own_direction(ends, officer):
    unit, person = ends
    commands.link(unit, "evidence", person, officer)
    (there,), (back,) = queries.links_of(unit, officer), queries.links_of(person, officer)
    assert (there.label, there.record.title) == ("以此为证明材料", "王五")
    assert (back.label, back.record.title) == ("证明了", "新华街道办事处")
    assert journal.timeline(unit).get().summary == "以此为证明材料：人员《王五》"
    assert "证明了" in journal.timeline(person).last().summary


def test_linking_again_returns_the_existing_link_without_a_second_entry(ends, officer):
    unit, person = ends
    first = commands.link(unit, "evidence", person, officer)
    assert commands.link(unit, "evidence", person, officer) == first
    assert journal.timeline(unit).count() == 1
    assert commands.link(unit, "concerns", person, officer) != first
    assert commands.link(person, "evidence", unit, officer) != first


def test_a_record_is_not_linked_with_itself(ends, officer):
    with pytest.raises(Refused, match="不能与自己关联"):
        commands.link(ends[0], "evidence", ends[0], officer)


@pytest.mark.parametrize("wrong", ["999999", "不是编号", "9" * 40])
def test_a_record_that_does_not_exist_is_refused_to_people_and_to_the_machine(ends, officer, machine, wrong):
    for actor in (officer, machine):
        with pytest.raises(Refused, match="找不到"):
            commands.link(ends[0], "evidence", RecordRef("units.person", wrong), actor)
        with pytest.raises(Refused, match="找不到"):
            commands.link(ends[0], "evidence", RecordRef("nobody.knows", "1"), actor)


def test_a_kind_of_link_that_nobody_registered_is_a_programming_error(ends, officer):
    with pytest.raises(KeyError):
        commands.link(ends[0], "no-such-kind", ends[1], officer)


def test_the_public_sees_only_links_to_what_is_public(ends, officer):
    unit, person = ends
    commands.link(unit, "evidence", person, officer)
    assert queries.links_of(unit, None) == []
    assert [item.label for item in queries.links_of(person, None)] == ["证明了"]


def test_what_the_actor_may_not_see_is_neither_linked_nor_unlinked(ends, officer, machine, monkeypatch):
    unit, person = ends
    made = commands.link(unit, "evidence", person, machine)
    for ref, model in ((unit, type(records.fetch(unit))), (person, Person)):
        monkeypatch.setitem(
            records._kinds,
            ref.kind,
            records.RecordKind(ref.kind, "秘密", model, str, lambda _: "", lambda *_: False),
        )
    assert queries.links_of(unit, officer) == []
    with pytest.raises(Refused, match="有权查看"):
        commands.link(person, "concerns", unit, officer)
    with pytest.raises(Refused, match="有权查看"):
        commands.unlink(made, officer)


def test_unlinking_leaves_its_trace_once(ends, officer):
    unit, person = ends
    made = commands.link(unit, "evidence", person, officer)
    same = Link.objects.get(pk=made.pk)
    commands.unlink(made, officer)
    commands.unlink(same, officer)
    assert queries.links_of(unit, officer) == []
    assert [entry.summary for entry in journal.timeline(unit)][1:] == ["取消关联（以此为证明材料）：人员《王五》"]


def test_a_link_to_a_record_that_is_gone_is_not_shown(ends, officer, machine):
    unit, _ = ends
    gone = Person.objects.create(username="gone", name="离去")
    ref = RecordRef("units.person", str(gone.pk))
    made = commands.link(unit, "evidence", ref, officer)
    gone.delete()
    assert queries.links_of(unit, officer) == []
    commands.unlink(made, officer)
    assert not Link.objects.exists()


def test_rooms_register_their_own_kinds(ends, officer):
    kinds.register("test-explains", "解读", "被解读于")
    commands.link(ends[0], "test-explains", ends[1], officer)
    assert [item.label for item in queries.links_of(ends[1], officer)] == ["被解读于"]
    kinds._kinds.pop("test-explains")
