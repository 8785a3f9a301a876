"""PDFs made for tests of redaction, and boxes around words in them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import pypdfium2
import pytest
import typst
from pikepdf import Array, Dictionary, Name
from tests.support.workplan import District

from mingzheng.core import records
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures import registry
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.procedures.table import Basis, Opening, Procedure, State, Step, Whose
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.redaction import commands, making, owners
from mingzheng.requests.redaction.copying import building, reading, verifying
from mingzheng.requests.redaction.copying.places import Cover, Rect
from mingzheng.requests.redaction.models import Redaction

FONTS = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
WORDS = ("第三方合法权益 第15条", "第15条", "C4")
SAID = "【遮盖：第三方合法权益】"
LETTER = "申请人张三丰，身份证号 310101199001011237，住新华路 12 号。\n\n其余内容可以公开，共 15 项。"


def typeset(*pages: str, size: int = 12) -> bytes:
    """Chinese pages with embedded subsets of fonts, as word processors make them."""
    source = f'#set page(paper: "a4")\n#set text(font: "Noto Serif SC", size: {size}pt)\n' + "\n#pagebreak()\n".join(
        pages
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.typ"
        path.write_text(source, encoding="utf-8")
        return typst.compile(str(path), format="pdf", font_paths=[FONTS], ignore_system_fonts=True)


def drawn(content: str, *, box: tuple[int, ...] = (0, 0, 595, 842), **page: Any) -> pikepdf.Pdf:
    """One page with a content stream of its own and Helvetica as /F1."""
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
    obj = pdf.pages[0].obj
    obj.MediaBox = Array(list(box))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    obj.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    obj.Contents = pdf.make_stream(content.encode("latin-1"))
    for key, value in page.items():
        obj[f"/{key}"] = value
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def over(data: bytes, word: str, page: int = 1) -> list[Cover]:
    """Boxes over every place of a word on a page."""
    text = reading.read_page(data, page)
    rects = [rect for start, end in text.find(word) for rect in text.rects(start, end)]
    assert rects, f"{word} does not stand on page {page}: {text.text!r}"
    return [box(rect, page) for rect in rects]


def box(rect: tuple[float, ...], page: int = 1) -> Cover:
    return Cover(page, Rect(*rect), WORDS, SAID)


def made(data: bytes, covers: list[Cover]) -> tuple[building.Built, verifying.Report]:
    built = building.build(data, covers)
    return built, verifying.verify(data, built)


def text(data: bytes, page: int = 1) -> str:
    """What an ordinary reader extracts."""
    with pypdfium2.PdfDocument(data) as document:
        return document[page - 1].get_textpage().get_text_range().replace("\r", "")


def unpacked(data: bytes) -> bytes:
    """Every stream of the file, unpacked, one after another."""
    found = [data]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                found.append(item.read_raw_bytes() if item.get("/Filter") == Name.DCTDecode else item.read_bytes())
    return b"\n".join(found)


# --- a record whose files are redacted, before there is a room that has one ----------------------------------

KIND = "test.paper"
BASIS = Basis("测试办法第一条")
PAPER = Procedure(
    code="test.paper",
    label="试办材料",
    subject_kind=KIND,
    panels=("desk/redaction/case_panel.html",),
    states=(State("open", "办理中", tone="active"), State("done", "已办结", open=False)),
    initial="open",
    opening=Opening("登记", (Post.OFFICER,), Whose.CASE_UNIT, BASIS),
    steps=(
        Step("approve", "同意提供", ("open",), "done", (Post.OFFICER, Post.REVIEWER), Whose.CASE_UNIT, BASIS, reviews=True),
    ),
)  # fmt: skip


def _refusal(unit: Unit, actor: Actor) -> Refused | None:
    return None if actor.post is Post.OFFICER else Refused("遮盖由信息员办理。", code="wrong_post")


class Papers:
    """``papers.file(pdf)`` keeps a file under 新华街道's record, ``papers.begun(pdf)`` starts covering it."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.unit = district.units["xinhua"]
        self.owner = RecordRef(KIND, str(self.unit.pk))
        self.officer = district.actor("xinhua", Post.OFFICER, 2)
        self.case = open_case(KIND, self.owner, unit=self.unit, actor=district.actor("xinhua"), title="试办一件")

    def file(self, data: bytes, name: str = "材料.pdf") -> StoredFile:
        return files.store(data, name, owner=self.owner, actor=self.officer)

    def begun(self, data: bytes, name: str = "材料.pdf") -> Redaction:
        return commands.begin(self.owner, self.file(data, name), self.officer)

    def made(self, redaction: Redaction) -> Redaction:
        """Asked for, and carried out by the worker."""
        redaction.refresh_from_db()
        commands.ask(redaction, self.officer, redaction.version)
        run_due()
        redaction.refresh_from_db()
        return redaction

    def bytes_of(self, file: StoredFile) -> bytes:
        return making.content(file)


@pytest.fixture
def papers_to_cover(district: District, on_day: Any) -> Iterator[Papers]:
    on_day("2023-04-20")
    own = {"may_see": lambda unit, actor: actor.unit_id == unit.pk, "why_not": _refusal}
    records.register(
        KIND, label="试办材料", model=Unit, visible_to=lambda unit, actor: actor and actor.unit_id == unit.pk
    )
    owners.register(KIND, **own)
    registry.declare(PAPER)
    yield Papers(district)
    registry._procedures.pop(PAPER.code, None)
    records._kinds.pop(KIND, None)
    owners.forget(KIND)
