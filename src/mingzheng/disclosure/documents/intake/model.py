"""What bringing in gives back. Pure data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PICTURE_FOLDER = "intake/"


@dataclass(frozen=True)
class Note:
    """What a person should know about the reading. ``level``: ``info`` said, ``check`` look at it, ``lost`` not brought in."""

    code: str
    level: str
    text: str
    where: str = ""


@dataclass(frozen=True)
class Picture:
    """One picture of the text, re-encoded without its properties; ``src`` is its stand-in address in the HTML."""

    name: str
    data: bytes
    mime: str
    width: int
    height: int
    alt: str = ""

    @property
    def src(self) -> str:
        return PICTURE_FOLDER + self.name


class Role(StrEnum):
    """What a block is within an official paper (GB/T 9704)."""

    HEAD = "head"  # 机关标志, 份号, 密级, 紧急程度, 签发人
    NUMBER = "number"  # 发文字号
    TITLE = "title"
    ADDRESSEE = "addressee"  # 主送
    BODY = "body"
    ATTACHMENTS = "attachments"  # 附件说明
    SIGNATURE = "signature"
    DATE = "date"  # 成文日期
    MARK = "mark"  # 附注：（此件公开发布）
    COLOPHON = "colophon"  # 版记


IN_FIELDS = (
    Role.HEAD, Role.NUMBER, Role.TITLE, Role.ADDRESSEE, Role.SIGNATURE, Role.DATE, Role.MARK, Role.COLOPHON,
)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """One block of the text. ``hint``: centre, right, title, h2…h4, or empty; ``strong``: wholly bold or in a heading face."""

    tag: str
    html: str
    text: str
    hint: str = ""
    strong: bool = False
    role: Role = Role.BODY


@dataclass(frozen=True)
class Cleaned:
    """A document as read. ``html`` is the body alone; what stands in header fields (title, addressee, signature, date) is not in it.

    ``blocks`` is everything in order, each with its role.
    """

    html: str
    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    kind: str = "html"

    @property
    def text(self) -> str:
        """All lines as read, head and colophon included."""
        return "\n".join(block.text for block in self.blocks if block.text)

    def of(self, *roles: Role) -> tuple[Block, ...]:
        """The blocks of some roles, in order."""
        return tuple(block for block in self.blocks if block.role in roles)

    def body(self, *, without: tuple[Role, ...] = ()) -> str:
        """The body; ``without``: further roles that the reader of the page or paper sees elsewhere (the list of attachments)."""
        left_out = {*IN_FIELDS, *without}
        return "".join(block.html for block in self.blocks if block.role not in left_out)
