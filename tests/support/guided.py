"""Walking the way of a guide (docs/guides) in a real browser: the same headings in the same order, the same words on the screen.

A walk says ``walk.task("申请公开政府信息")`` and then what the person does. The guide may quote 「…」 only what the walk of that task
pressed, followed, filled in or saw, and shows only pictures that the walk takes there. So guide, screen and pictures cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingzheng.design import guides

QUOTED = re.compile(r"「([^」]+)」")
PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+)\.webp\)")


@dataclass
class Section:
    """What a guide says of one task."""

    heading: str
    quoted: set[str]
    pictures: list[str]


def sections(key: str) -> list[Section]:
    """The tasks of a guide, in its order."""
    text = (Path(guides.FOLDER) / f"{key}.md").read_text(encoding="utf-8")
    found = []
    for part in text.split("\n## ")[1:]:
        heading, _line, body = part.partition("\n")
        found.append(Section(heading.strip(), set(QUOTED.findall(body)), PICTURE.findall(body)))
    return found


@dataclass
class Walk:
    """One person's way through a guide.

    Args:
        sign_in: ``(account or "")`` → a page at the size of that person's screen, signed in.
        camera: ``(page, name)`` takes the picture; in a test it does nothing.
    """

    key: str
    sign_in: Callable[[str], Any]
    camera: Callable[[Any, str], None] = lambda _page, _name: None
    page: Any = None
    done: list[Section] = field(default_factory=list)

    def task(self, heading: str) -> None:
        """What follows belongs to this heading of the guide."""
        wanted = [one.heading for one in sections(self.key)][len(self.done)]
        assert heading == wanted, f"the guide's next task is {wanted!r}"
        self.done.append(Section(heading, set(), []))

    def enter(self, account: str, path: str) -> None:
        """Sit down as this person (nobody: "") and open a page."""
        self.page = self.sign_in(account)
        self.go(path)

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"

    def follow(self, name: str) -> None:
        self._said(name)
        self._click(self._named("link", name))

    def press(self, name: str) -> None:
        self._said(name)
        self._click(self._named("button", name))

    def first(self, path: str) -> None:
        """The first link of the page whose address begins so: which record it is, the guide leaves open."""
        self._click(self.page.locator(f"main a[href^='{path}']").first)

    def fill(self, label: str, text: str) -> None:
        self._said(label)
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self._said(label)
        self._said(option)
        self.page.get_by_role("combobox", name=label).first.select_option(label=option)

    def tick(self, label: str) -> None:
        self._said(label)
        self.page.get_by_label(label).first.check()

    def see(self, text: str) -> None:
        self._said(text)
        self.page.get_by_text(text).locator("visible=true").first.wait_for(timeout=15_000)

    def picture(self, name: str, at: str = "") -> None:
        """Taken here; ``at``: words that must be within it."""
        self.done[-1].pictures.append(name)
        if at:
            self.page.get_by_text(at).locator("visible=true").first.evaluate(
                "it => it.scrollIntoView({block: 'center'})"
            )
        else:
            self.page.evaluate("document.querySelector('main').scrollIntoView()")
        self.camera(self.page, name)

    def _named(self, role: str, name: str) -> Any:
        """The one of exactly this name, else the first whose name contains it (a count or a key may stand behind)."""
        exact = self.page.get_by_role(role, name=name, exact=True)
        return (exact if exact.count() else self.page.get_by_role(role, name=name)).first

    def _said(self, name: str) -> None:
        if self.done:
            self.done[-1].quoted.add(name)

    def _click(self, what: Any) -> None:
        """To the next page, which must not refuse."""
        with self.page.expect_navigation() as arrived:
            what.click()
        status = arrived.value.status
        assert status == 200, f"{self.page.url}: {status}\n{self.page.locator('main').inner_text()}"

    def finish(self) -> None:
        """The whole guide was walked, and it says nothing that was not seen."""
        written = sections(self.key)
        assert [one.heading for one in self.done] == [one.heading for one in written]
        for said, seen in zip(written, self.done, strict=True):
            strange = {one for one in said.quoted if not any(one in word for word in seen.quoted)}
            assert not strange, f"{self.key}.md, {said.heading}: the walk never met {sorted(strange)}"
            assert said.pictures == seen.pictures, f"{self.key}.md, {said.heading}"
