"""Numbers in a text come from cells; what somebody typed is compared with them."""

from __future__ import annotations

import pytest

from mingzheng.core import cells
from mingzheng.core.cells import Cell
from mingzheng.core.errors import Refused

HELD = cells.cells(
    [
        Cell("table3.total.new", "本年新收总计", "1,204"),
        Cell("task.13", "任务13：按时公开率", "85%（17/20）"),
        Cell("late", "逾期", "12"),
    ]
)


def test_references_are_filled_in() -> None:
    assert cells.draw("新收 {{ table3.total.new }} 件，{{task.13}}。", HELD) == "新收 1,204 件，85%（17/20）。"


def test_a_reference_that_no_cell_answers_is_refused_by_name() -> None:
    with pytest.raises(Refused, match=r"table9\.x、"):
        cells.draw("{{ table9.x }} 和 {{ }} 和 {{ table9.x }}", HELD)
    assert cells.unknown("{{ table9.x }} {{ late }} {{ table9.x }}", HELD) == ["table9.x"]


@pytest.mark.parametrize(
    "text", ["逾期 12 件", "新收1204件", "按时率 85％", "共十二件", "百分之八十五", "20 份中有 17 份"]
)
def test_a_typed_number_that_a_cell_has(text: str) -> None:
    assert cells.unmatched(text, HELD) == []


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("逾期 13 件", ["13"]),
        ("按时率 12%", ["12%"]),
        ("受理 85 件", ["85"]),
        ("约 1.2万件", ["1.2万"]),
        ("共三十五件，另有三十家", ["三十五", "三十"]),
        ("同比上升 3.5 个百分点", ["3.5 个百分点"]),
    ],
)
def test_a_typed_number_that_no_cell_has_is_shown(text: str, typed: list[str]) -> None:
    assert [one.text for one in cells.unmatched(text, HELD)] == typed


@pytest.mark.parametrize(
    "text",
    [
        "2023年4月17日",
        "2023-04-17 起",
        "《条例》第三十三条、第 5 款",
        "长府办〔2023〕45号",
        "第一季度",
        "“12345”市民服务热线",
        "1. 进一步提高质量",
        "（2）加强培训",
        "电话 021-22050000，9:00",
        "统筹推进各项工作",
        "年内举办一次",
        "4月份至6月底",
    ],
)
def test_dates_articles_and_document_numbers_are_no_figures(text: str) -> None:
    assert cells.typed_numbers(text) == []


def test_pieces_tell_words_cells_and_unknown_apart() -> None:
    found = cells.pieces("收 {{ late }} 件，另 7 件，{{ nix }}", HELD)
    assert [(piece.kind, piece.text) for piece in found] == [
        ("words", "收 "),
        ("cell", "12"),
        ("words", " 件，另 "),
        ("number", "7"),
        ("words", " 件，"),
        ("unknown", "{{ nix }}"),
    ]
    assert "".join(piece.text for piece in found if piece.kind != "unknown") == "收 12 件，另 7 件，"


def test_a_snapshot_comes_back_as_it_was() -> None:
    assert cells.unpack(cells.pack(HELD)) == HELD


def test_a_key_is_there_once_and_well_formed() -> None:
    for wrong in ([Cell("Late", "", "1")], [Cell("late", "", "1"), Cell("late", "", "2")]):
        with pytest.raises(ValueError, match="key"):
            cells.cells(wrong)
