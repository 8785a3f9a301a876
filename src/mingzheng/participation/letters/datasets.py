"""Letters that were selected for publication, as a table: masked or rewritten, with consent, as on their pages."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.participation.letters import queries

COLUMNS = (
    Column("title", "标题"),
    Column("agency", "答复单位"),
    Column("published_on", "选登日期", "date"),
    Column("letter", "来信", about="公开的文字，经来信人同意或者改写匿名"),
    Column("reply", "答复", about="公开的文字"),
    Column("url", "网址", "address"),
)


def _rows() -> Iterator[Values]:
    for one in queries.public().order_by("-published_on", "-pk").iterator(chunk_size=500):
        yield one.title, one.unit.name, one.published_on, one.text, one.reply, one.get_absolute_url()


def declare_all() -> None:
    declare(
        Dataset(
            "letters",
            "留言选登",
            "每行一件选登的来信和答复，与网页上的文字相同，不含来信人的任何信息；撤下的不在其中。",
            COLUMNS,
            _rows,
            ("letters",),
            "政务公开工作要点第二十一点（办好群众来信）",
            "公众参与",
        )
    )
