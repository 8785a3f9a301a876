"""What each stand-in does: it brings samples in or fetches, and tells what became of them when that changes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.machines.standins.clients import Caller, CityPlatform, Hotline, Library, OfficeAutomation
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.demo import SAMPLES
from mingzheng.machines.systems.models import System

DATA = Path(__file__).parent / "data" / "samples.yaml"
CLIENTS: dict[str, type[Caller]] = {
    "12345": Hotline,
    "platform": CityPlatform,
    "oa": OfficeAutomation,
    "library": Library,
}
ACTOR = Actor.system("外部系统的替身")
PAGE = 100
Say = Callable[[str], None]


@contextmanager
def token_of(name: str) -> Iterator[str]:
    """A token for the stand-in's system, as long as it plays; nobody sees it.

    Raises:
        Refused: the demonstration does not know the system, or its post is closed.
    """
    sample = SAMPLES[name]
    system = System.objects.filter(person__name=sample.name).first()
    if system is None:
        raise Refused(
            f"没有登记过「{sample.name}」。",
            remedy="替身只用于演示区：请先运行 ./run demo remove 和 ./run demo build。",
            code="not_demo",
        )
    token, text = commands.issue(system, sample.operations, timekeeping.today(), ACTOR)
    try:
        yield text
    finally:
        commands.revoke(token, "替身用毕", ACTOR)


def heard(answer: Any) -> dict[str, Any]:
    """What the house answered.

    Raises:
        Refused: it did not take it; with the words of its problem.
    """
    try:
        said = cast(dict[str, Any], answer.json())
    except ValueError as error:
        raise Refused(
            f"对方回答 {answer.status_code}，不是 JSON。", remedy="请核对 --site 是不是本系统的地址。"
        ) from error
    if answer.status_code >= 400:
        faults = "；".join(f"{one['field']}：{one['message']}" for one in said.get("errors") or ())
        raise Refused(f"{answer.status_code} {said['title']}：{faults or said['detail']}", remedy="")
    return said


@dataclass
class Bringing:
    """12345, the city platform and the OA: hand over, and ask for each number."""

    name: str
    caller: Any
    say: Say
    stands: dict[str, str] = field(default_factory=dict)

    def begin(self, count: int) -> None:
        samples = yaml.safe_load(DATA.read_text(encoding="utf-8"))[self.name]
        head = f"YS{timekeeping.today():%Y%m%d}-{secrets.token_hex(3)}"
        for place in range(count):
            self._hand_over(f"{head}-{place + 1}", samples[place % len(samples)])

    def look(self) -> None:
        for number, before in self.stands.items():
            said = heard(self.caller.asks(number))
            reply = said.get("reply") or said.get("address") or said.get("outcome") or ""
            now = f"{said['state_label']}　{reply}".strip()
            if now != before:
                self.stands[number] = now
                self.say(f"{number}　{now}")

    def _hand_over(self, number: str, sample: dict[str, Any]) -> None:
        dated = {"12345": "received_on", "platform": "submitted_on"}.get(self.name)
        more = {dated: timekeeping.today().isoformat()} if dated else {}
        receipt = heard(self.caller.hands_over(number, **sample, **more))
        self.stands[number] = ""
        self.say(f"送入 {number}，事项编号 {receipt['case']}")
        if self.name == "oa":
            heard(self.caller.attaches(receipt["case"], ("附件.txt", f"{sample['title']}的附件".encode())))
            self.say(f"{number}　附件已上传")


@dataclass
class Fetching:
    """The library: fetches what is new, and takes some of what is waited for into its shelves."""

    caller: Library
    say: Say
    takes: int = 0

    def begin(self, count: int) -> None:
        self.takes = count

    def look(self) -> None:
        found = self.caller.fetches(PAGE)
        gone = sum(one["action"] == "withdraw" for one in found)
        if found:
            self.say(f"取到 {len(found)} 份公文的变化，其中撤下 {gone} 份")
        open_ones = [one for one in found if one["status"] not in ("accepted", "rejected")]
        for one in open_ones[: self.takes]:
            shelf = f"YSK-{secrets.token_hex(4)}"
            said = heard(self.caller.took(one["index_number"], one["version"], shelf, key=f"gwk-{shelf}"))
            self.say(f"{one['index_number']} 第 {one['version']} 版　已入库 {shelf}（{said['status']}）")


def player(name: str, caller: Any, say: Say) -> Bringing | Fetching:
    """``begin(count)`` once, then ``look()`` again and again."""
    return Fetching(caller, say) if name == "library" else Bringing(name, caller, say)
