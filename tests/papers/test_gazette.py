"""An issue on paper: cover, contents with their pages, documents in their order."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.papers.reading import Paper
from tests.papers.test_official import PLAIN, SENTENCE

from mingzheng.papers import gazette
from mingzheng.papers.gazette import GazetteDocument, GazettePaper, GazetteSection


def issue(*documents: GazetteDocument, **changes: object) -> GazettePaper:
    facts: dict = {
        "name": "上海市长宁区人民政府公报",
        "year": 2023,
        "number": 2,
        "total": 72,
        "doc_number": "长宁公报〔2023〕2号",
        "organiser": "上海市长宁区人民政府办公室",
        "date": dt.date(2023, 7, 2),
        "sections": (GazetteSection("区政府文件", documents),) if documents else (),
    }
    return GazettePaper(**{**facts, **changes})


def document(title: str, number: str = "长府办发〔2023〕8号", **changes: object) -> GazetteDocument:
    from dataclasses import replace

    return GazetteDocument(replace(PLAIN, title=title, number=number), **changes)


def test_the_contents_lead_to_the_pages_and_each_number_stays_on_its_line() -> None:
    titles = [f"关于{'长' * length}事项的通知" for length in range(12, 30)]
    paper = Paper(gazette.pdf(issue(*(document(title) for title in titles))))
    entries = [line for page in range(2) for line in paper.lines(page)]
    numbered = [line for line in entries if line.endswith(tuple(str(n) for n in range(1, 19))) and "8号" in line]
    assert len(numbered) == len(titles), "no page number stands alone on a line"
    assert "目录" in "".join(entries)


def test_years_and_numbers_are_written_as_gazettes_do() -> None:
    assert gazette.year_in_words(2023) == "二○二三"
    assert gazette.date_in_words(dt.date(2020, 10, 31)) == "二○二○年十月三十一日"
    numbers = {
        1: "一",
        9: "九",
        10: "十",
        11: "十一",
        20: "二十",
        99: "九十九",
        100: "一百",
        105: "一百○五",
        112: "一百一十二",
    }
    assert {number: gazette.number_in_words(number) for number in numbers} == numbers


def test_a_notice_stands_in_place_of_the_text() -> None:
    text = Paper(gazette.pdf(issue(document("关于甲事项的通知", notice="本文件已撤下。")))).text()
    assert "本文件已撤下。" in text
    assert SENTENCE not in text


def test_a_trial_says_so_on_every_page_and_an_empty_issue_is_a_cover() -> None:
    paper = Paper(gazette.pdf(issue(document("关于甲事项的通知"), proof=True)))
    assert all("校样，未出版" in paper.text(page) for page in range(paper.pages))
    assert Paper(gazette.pdf(issue())).pages == 1


def test_the_same_issue_gives_the_same_bytes() -> None:
    one = issue(document("关于甲事项的通知"))
    assert gazette.pdf(one) == gazette.pdf(one)


@pytest.mark.parametrize("name", ['"]#panic("x")', "*甲* _乙_ $1$"])
def test_names_and_notes_are_never_code(name: str) -> None:
    text = Paper(gazette.pdf(issue(document(name), organiser=name, note=name))).text()
    assert text.count("".join(name.split())) >= 3
