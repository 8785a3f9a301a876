"""A table that contradicts itself is not loaded, and says why."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.core.procedures.conftest import BASIS, UNIT, matter, step

from mingzheng.core.actors import Post
from mingzheng.core.procedures import registry
from mingzheng.core.procedures.diagram import mermaid, page
from mingzheng.core.procedures.registry import MANY_STEPS, BadTable, declare
from mingzheng.core.procedures.table import Basis, ClockEffect, ClockMove, Guard, Opening, State, Whose

GOOD = matter()


def with_step(*more):
    return replace(GOOD, steps=(*GOOD.steps, *more))


def with_clock(effect):
    return with_step(step("more", ("draft",), "done", UNIT, clocks=(effect,)))


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (replace(GOOD, states=(*GOOD.states, State("draft", "又一个"))), "two states share a code"),
        (replace(GOOD, initial="nowhere"), "initial state nowhere"),
        (replace(GOOD, states=(*GOOD.states, State("island", "孤岛", open=False))), r"unreachable states \['island'\]"),
        (
            replace(with_step(step("sink", ("draft",), "sunk", UNIT)), states=(*GOOD.states, State("sunk", "死路"))),
            "without a way out",
        ),
        (replace(GOOD, opening=replace(GOOD.opening, basis=Basis(" "))), "the opening has no basis"),
        (replace(GOOD, opening=replace(GOOD.opening, posts=())), "the opening has no post"),
        (replace(GOOD, opening=Opening("立项", (Post.OFFICER,), Whose.OFFICE, BASIS)), "belongs to 区府办"),
        (with_step(step("x", ("draft",), "done", UNIT, basis=Basis(" "))), "x has no basis"),
        (with_step(step("x", ("draft",), "done", ())), "x has no post"),
        (with_step(step("x", (), "done", UNIT)), "no source state"),
        (with_step(step("x", ("draft",), "nowhere", UNIT)), r"unknown states \['nowhere'\]"),
        (with_step(step("x", ("draft",), "done", (Post.SYSTEM, Post.OFFICER))), "mixes the machine with people"),
        (
            with_step(step("x", ("draft",), "done", UNIT, contributes=True, reviews=True)),
            "both contributes and reviews",
        ),
        (with_step(step("x", ("done",), None, UNIT)), "owed although the case is closed"),
        (with_step(step("x", ("draft",), "done", UNIT, whose=Whose.OFFICE)), "x belongs to 区府办"),
        (
            with_step(step("x", ("draft",), "done", UNIT, guards=(Guard(lambda *_: True, " "),))),
            "guard without a reason",
        ),
        (with_step(step("submit", ("draft",), "done", UNIT)), "two rows for submit in draft"),
        (with_clock(ClockEffect(ClockMove.STOP, "other")), "clock other is never started"),
        (with_clock(ClockEffect(ClockMove.START, "reply")), "starts without a rule"),
        (with_clock(ClockEffect(ClockMove.EXTEND, "reply")), "extended by nothing"),
        (with_clock(ClockEffect(ClockMove.STOP, "reply", ref=str)), "names a pause in stop"),
        (
            replace(GOOD, opening=replace(GOOD.opening, clocks=(ClockEffect(ClockMove.STOP, "reply"),))),
            "may only start clocks",
        ),
        (replace(GOOD, headings=("推进",)), "stands under none of the headings"),
        (with_step(step("x", ("draft",), "done", UNIT, group="推进")), "stands under none of the headings"),
        (
            with_step(*(step(f"x{n}", ("draft",), "done", UNIT) for n in range(MANY_STEPS))),
            "steps for one post in draft without headings",
        ),
        (with_step(step("x" * 49, ("draft",), "done", UNIT)), "longer than 48"),
        (with_step(step("x", ("draft",), "done", UNIT, basis=Basis("长" * 201))), "longer than 200"),
    ],
)
def test_a_fault_keeps_the_table_from_being_loaded(table, fault, monkeypatch):
    monkeypatch.setattr(registry, "_procedures", {})
    with pytest.raises(BadTable, match=fault):
        declare(table)
    assert registry.procedures() == []


def test_every_fault_is_named_at_once(monkeypatch):
    monkeypatch.setattr(registry, "_procedures", {})
    with pytest.raises(BadTable) as told:
        declare(replace(with_step(step("x", ("draft",), "nowhere", ())), initial="nowhere"))
    assert "initial state" in str(told.value)
    assert "no post" in str(told.value)


def test_a_sound_table_is_loaded_and_replaced_by_the_same_code(monkeypatch):
    monkeypatch.setattr(registry, "_procedures", {})
    declare(GOOD)
    again = declare(matter())
    assert registry.procedures() == [again]
    assert registry.procedure_of("test.matter") is again


def test_the_page_in_the_docs_names_every_step_with_its_article():
    text = page(GOOD)
    assert "[*] --> draft : 立项" in mermaid(GOOD)
    for row in GOOD.steps:
        assert f"| {row.label} |" in text
    assert "参与办理者回避" in text
    assert "还没有登记联系电话。" in text
    assert text.count(BASIS.text) == len(GOOD.steps) + 1


def test_docs_are_checked_against_the_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "_procedures", {})
    declare(GOOD)
    call_command("procedures", "docs", folder=tmp_path, stdout=StringIO())
    call_command("procedures", "docs", "--check", folder=tmp_path, stdout=StringIO())
    declare(replace(GOOD, label="改了名"))
    with pytest.raises(CommandError, match=r"test\.matter"):
        call_command("procedures", "docs", "--check", folder=tmp_path, stdout=StringIO())


def test_the_projects_own_docs_are_up_to_date():
    call_command("procedures", "docs", "--check", stdout=StringIO())
