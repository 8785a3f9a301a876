"""The people sheet: an editable YAML or CSV file that describes accounts and posts. Reading only; no database."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import POST_LABELS, STAFF_POSTS, Post
from mingzheng.core.errors import Refused

COLUMNS = {
    "账号": "username",
    "姓名": "name",
    "单位": "unit",
    "岗位": "post",
    "自": "from",
    "至": "to",
    "目录标识": "directory",
}
SEE = "请参照 docs/samples/people-sample.csv。"


@dataclass(frozen=True)
class PostRow:
    """A post as the sheet has it; ``unit`` is a code or any name of the unit, ``until`` counts too."""

    unit: str
    post: Post
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class PersonRow:
    """One person; ``where`` names the place in the file, for errors; ``directory``: by which the directory of staff knows them."""

    username: str
    name: str
    posts: tuple[PostRow, ...]
    where: str
    directory: str = ""


def read_roster(path: Path) -> list[PersonRow]:
    """Read a people sheet: ``people: [{username, name, posts: [{post, unit, from, to}]}]`` or a CSV, one post a row.

    Raises:
        Refused: the file cannot be read, is of another kind, or a row lacks a column or names an unknown post.
    """
    readers = {".yaml": _yaml, ".yml": _yaml, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Refused(f"不认识的人员表格式「{path.suffix}」。", remedy="请使用 .yaml 或 .csv 文件。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"无法打开 {path.name}。", remedy="请检查路径和读取权限。") from error
    return reader(data, path.name)


def read_post(text: str) -> Post:
    """A post by its code (``officer``) or its name (信息员).

    Raises:
        Refused: there is no such post.
    """
    for post in STAFF_POSTS:
        if text.strip() in (post.value, POST_LABELS[post]):
            return post
    known = "、".join(f"{post.value} {post.label}" for post in STAFF_POSTS)
    raise Refused(f"没有「{text}」这个岗位。", remedy=f"可用的岗位：{known}。", field="post")


def read_day(text: str) -> dt.date:
    """A date written 2023-04-17.

    Raises:
        Refused: for anything else.
    """
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"看不懂日期「{text}」。", remedy="请写成 2023-04-17。", field="day") from error


def _yaml(data: bytes, name: str) -> list[PersonRow]:
    try:
        found = yaml.safe_load(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(f"{name} 不是正确的 YAML：{str(error).splitlines()[0]}", remedy="请检查缩进和引号。") from error
    people = found.get("people") if isinstance(found, dict) else None
    if not isinstance(people, list) or not all(isinstance(row, dict) for row in people):
        raise Refused(f"{name} 缺少 people 列表。", remedy=SEE)
    return [_person(row, f"第 {number} 人") for number, row in enumerate(people, 1)]


def _person(row: dict[str, Any], where: str) -> PersonRow:
    posts = row.get("posts") or []
    if not isinstance(posts, list) or not all(isinstance(post, dict) for post in posts):
        raise Refused(f"人员表{where}的 posts 应为列表，每一项写明 post、unit、from、to。", remedy=SEE)
    username, name = _need(row, "username", where), _need(row, "name", where)
    known = str(row.get("directory") or "").strip()
    return PersonRow(username, name, tuple(_post(post, where) for post in posts), where, known)


def _csv(data: bytes, name: str) -> list[PersonRow]:
    """One post a row; a person with several posts stands in several rows, one without any has 单位 and 岗位 empty."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = list(csv.reader(io.StringIO(text)))
    heads = [COLUMNS.get(head.strip(), head.strip()) for head in lines[0]] if lines else []
    if not {"username", "name", "unit", "post"} <= set(heads):
        raise Refused(f"{name} 第一行应为表头：账号、姓名、单位、岗位、自、至。", remedy=SEE)
    people: dict[str, PersonRow] = {}
    for number, line in enumerate(lines[1:], 2):
        row = {head: value.strip() for head, value in zip(heads, line, strict=False) if value.strip()}
        if row:
            _add(people, row, f"第 {number} 行")
    return list(people.values())


def _add(people: dict[str, PersonRow], row: dict[str, str], where: str) -> None:
    username, name = _need(row, "username", where), _need(row, "name", where)
    held = people.get(username) or PersonRow(username, name, (), where)
    if held.name != name:
        raise Refused(f"人员表{where}：账号「{username}」前面写的姓名是「{held.name}」。", remedy="请改为一致。")
    posts = held.posts if not (row.get("unit") or row.get("post")) else (*held.posts, _post(row, where))
    people[username] = PersonRow(username, name, posts, held.where, row.get("directory") or held.directory)


def _post(row: dict[str, Any], where: str) -> PostRow:
    unit, post = _need(row, "unit", where), _need(row, "post", where)
    try:
        return PostRow(unit, read_post(post), _day(row.get("from")), _day(row.get("to")))
    except Refused as refused:
        raise Refused(f"人员表{where}：{refused.message}", remedy=refused.remedy) from refused


def _need(row: dict[str, Any], key: str, where: str) -> str:
    text = str(row.get(key) or "").strip()
    if not text:
        label = next(label for label, column in COLUMNS.items() if column == key)
        raise Refused(f"人员表{where}缺少{label}（{key}）。", remedy="请补齐后重新导入。")
    return text


def _day(value: Any) -> dt.date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, dt.date) else read_day(str(value))
