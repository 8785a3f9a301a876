"""What the pages of 依申请公开 ask of the database: a bounded number of questions, each asked anew."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post

THURSDAY = dt.date(2023, 4, 20)


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


def test_queue_list_and_case_page_ask_a_bounded_number_of_questions(enter_foi, foi, django_assert_max_num_queries):
    """However many rows and entries there are: what is empty is not asked for, and nothing is asked twice."""
    cases = [foi.handled(id_number=f"3101051990010100{n:02d}", name=f"某{n}") for n in range(4)]
    client = enter_foi()
    for address, most in (("/desk/", 14), ("/desk/foi/?tab=mine", 13), (f"/desk/cases/{cases[0].case_id}/?all", 30)):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def test_who_left_the_post_finds_neither_queue_nor_case_from_then_on(enter_foi, foi):
    found = foi.handled()
    client, page = enter_foi(), f"/desk/cases/{found.case_id}/"
    for address in ("/desk/", "/desk/foi/", page):
        assert found.number in words(client.get(address))
    foi.district.person("fagai", Post.OFFICER).holdings.update(valid_to=THURSDAY - dt.timedelta(1))
    for address in ("/desk/", "/desk/foi/", page):
        assert found.number not in words(client.get(address))
