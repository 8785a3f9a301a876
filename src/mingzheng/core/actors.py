"""Who acts, in which post, for which unit. Plain data, so that every room may carry it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Post(StrEnum):
    """岗位. A right to act belongs to a post held in a unit, never to a person or a superuser flag."""

    OFFICER = "officer"
    REVIEWER = "reviewer"
    SECRECY = "secrecy"
    LEGAL = "legal"
    HEAD = "head"
    OFFICE_CLERK = "office_clerk"
    OFFICE_HEAD = "office_head"
    WINDOW = "window"
    HOTLINE = "hotline"
    ASSESSOR = "assessor"
    ADMIN = "admin"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return POST_LABELS[self]


POST_LABELS: dict[Post, str] = {
    Post.OFFICER: "信息员",
    Post.REVIEWER: "审核人",
    Post.SECRECY: "保密审查员",
    Post.LEGAL: "法制审核员",
    Post.HEAD: "单位负责人",
    Post.OFFICE_CLERK: "区府办经办",
    Post.OFFICE_HEAD: "区府办负责人",
    Post.WINDOW: "窗口",
    Post.HOTLINE: "热线",
    Post.ASSESSOR: "评估员",
    Post.ADMIN: "系统管理员",
    Post.SYSTEM: "系统",
}

STAFF_POSTS: tuple[Post, ...] = tuple(post for post in Post if post is not Post.SYSTEM)


@dataclass(frozen=True)
class Actor:
    """A person in one post of one unit at the moment of acting.

    ``delegated_from`` names the absent person on whose behalf the post is exercised (委托代理); empty otherwise.
    ``person_id`` and ``unit_id`` are 0 only for the machine itself.
    """

    person_id: int
    person_name: str
    post: Post
    unit_id: int
    unit_name: str
    delegated_from: str = ""

    @classmethod
    def system(cls, name: str = "系统") -> Actor:
        """The machine acting by rule (import, worker); holds no person and no unit."""
        return cls(person_id=0, person_name=name, post=Post.SYSTEM, unit_id=0, unit_name="")

    @property
    def is_machine(self) -> bool:
        return self.post is Post.SYSTEM

    def __str__(self) -> str:
        if self.is_machine:
            return self.person_name
        who = f"{self.unit_name} {self.post.label} {self.person_name}"
        return f"{who}（代 {self.delegated_from}）" if self.delegated_from else who
