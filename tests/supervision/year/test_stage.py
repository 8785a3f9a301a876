"""The engine: days in order, chance from the seed, defects handed out once."""

from __future__ import annotations

import datetime as dt

import pytest

from mingzheng.config.year import Defects, Planted, Stage
from mingzheng.config.year.wings import letter_life, letters
from mingzheng.core import timekeeping
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.participation.letters.replies import check

FIRST, LAST = dt.date(2023, 1, 3), dt.date(2023, 12, 29)

pytestmark = pytest.mark.django_db


def stage(*planted: Planted) -> Stage:
    return Stage(1, 1, FIRST, LAST, Defects.of(planted), {}, WorkCalendar({}))


def test_deeds_happen_in_the_order_of_days_also_those_that_deeds_put_there():
    seen, one = [], stage()

    def first() -> None:
        seen.append(("first", timekeeping.today()))
        one.at(dt.date(2023, 2, 2), lambda: seen.append(("between", timekeeping.today())))
        one.at(timekeeping.today(), lambda: seen.append(("same day", timekeeping.today())))

    one.at(dt.date(2023, 3, 1), lambda: seen.append(("last", timekeeping.today())))
    one.at(dt.date(2023, 2, 1), first)
    one.play(lambda _line: None)
    assert [name for name, _day in seen] == ["first", "same day", "between", "last"]
    assert [day for _name, day in seen] == sorted(day for _name, day in seen)


def test_nothing_happens_before_or_after_the_year_nor_in_the_past():
    one, seen = stage(), []
    with pytest.raises(ValueError):
        one.at(dt.date(2022, 12, 30), lambda: None)
    one.at(dt.date(2024, 1, 2), lambda: seen.append("too late"))
    one.at(dt.date(2023, 5, 5), lambda: one.at(dt.date(2023, 5, 4), lambda: seen.append("past")))
    with pytest.raises(ValueError) as refused:
        one.play(lambda _line: None)
    assert seen == [] and refused.value.__notes__ == ["in the year, on 2023-05-05"]


def test_chance_is_the_same_for_a_seed_and_another_for_another_wing():
    def throws(*names: str) -> list[int]:
        dice = stage().dice(*names)
        return [dice.randint(1, 1000) for _ in range(5)]

    assert throws("letters", "fagaiwei") == throws("letters", "fagaiwei") != throws("foi", "fagaiwei")


def test_a_defect_is_handed_out_once_and_only_to_its_unit():
    class Somebody:
        code = "fagaiwei"

    one = stage(Planted("late", "fagaiwei", "record.late", "迟了"))
    one.units = {"fagaiwei": Somebody(), "kewei": Somebody()}
    one.units["kewei"].code = "kewei"
    assert one.defect("late", "kewei") is None
    found = one.defect("late", "fagaiwei")
    assert found is not None and one.defect("late", "fagaiwei") is None
    assert one.defects.planted == [found] and not one.defects.waiting


@pytest.mark.parametrize("words", letters.data()["letters"], ids=lambda words: words["title"])
def test_whichever_letter_is_answered_beside_the_point_the_check_says_so(words):
    asked = words["text"].format(place="新华路某号", unit="区商务委")
    assert "not_answering" in {one.kind for one in check(asked, letter_life.BESIDE, "区商务委")}
