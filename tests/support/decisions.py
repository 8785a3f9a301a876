"""Ways in which a small district works on its major decisions: catalogues, a matter from start to evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.workplan import District

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.decisions import commands
from mingzheng.participation.decisions.models import Catalogue, Matter, Scope

LINE = {
    "title": "制定区公共停车收费调整方案",
    "kind": "policy",
    "unit": "fagai",
    "planned_by": "2023-10-31",
    "about": "调整路内停车收费标准。",
}
CONSENT = {"consent_body": "中共某区委", "consent_on": "2023-03-10", "consent_number": "某委〔2023〕8号"}


def rows(*lines: dict[str, Any], units: dict[str, int] | None = None) -> dict[str, str]:
    """Rows of a catalogue as its form sends them. ``line``: the row's id when it is there already."""
    sent = {}
    for number, line in enumerate(lines):
        for name, value in line.items():
            said = units[value] if name == "unit" and units and value in units else value
            sent[f"row{number}-{name}"] = str(said)
    return sent


@dataclass
class Deciding:
    """``deciding.listed()``: a matter of the district's published catalogue; each further word is a further stage."""

    district: District

    @property
    def units(self) -> dict[str, int]:
        return {code: unit.pk for code, unit in self.district.units.items()}

    def of(self, unit: str, post: Post, nth: int = 1) -> Actor:
        return self.district.actor(unit, post, nth)

    def does(
        self, thing: Any, command: str, actor: Actor, /, files: dict[str, bytes] | None = None, **data: Any
    ) -> Any:
        """One step as typed into its form; the thing is read anew."""
        case = Case.objects.get(pk=thing.case_id)
        sent = MultiValueDict(
            {name: [SimpleUploadedFile(f"{name}.txt", content)] for name, content in (files or {}).items()}
        )
        typed = MultiValueDict({key: value if isinstance(value, list) else [str(value)] for key, value in data.items()})
        entry = act(case, command, actor, typed, files=sent)
        thing.refresh_from_db()
        return entry

    def state(self, thing: Any) -> str:
        return Case.objects.get(pk=thing.case_id).state

    # --- catalogues

    def catalogue(self, *lines: dict[str, Any], year: int = 2023) -> Catalogue:
        """The district's, composed but not submitted."""
        clerk = self.district.clerk
        found = commands.begin_catalogue(self.district.units["qufuban"], clerk, year, Scope.DISTRICT)
        if lines:
            self.does(found, "arrange", clerk, **rows(*lines, units=self.units))
        return found

    def agreed(self, found: Catalogue, **consent: Any) -> Catalogue:
        """Submitted, approved, consented to."""
        district = found.district
        maker = self.district.clerk if district else self.of(found.unit.code, Post.OFFICER)
        checker = self.district.head if district else self.of(found.unit.code, Post.REVIEWER)
        self.does(found, "submit", maker)
        self.does(found, "approve", checker)
        self.does(found, "consent", maker, **{**CONSENT, **consent})
        return found

    def published(self, found: Catalogue, **consent: Any) -> Catalogue:
        self.agreed(found, **consent)
        head = self.district.head if found.district else self.of(found.unit.code, Post.HEAD)
        self.does(found, "publish", head)
        return Catalogue.objects.get(pk=found.pk)

    def of_unit(self, unit: str, *lines: dict[str, Any], year: int = 2023) -> Catalogue:
        officer = self.of(unit, Post.OFFICER)
        found = commands.begin_catalogue(self.district.units[unit], officer, year)
        if lines:
            self.does(found, "arrange", officer, **rows(*lines))
        return found

    # --- a matter

    def listed(self, **line: Any) -> Matter:
        found = self.published(self.catalogue({**LINE, **line}))
        return Matter.objects.get(catalogue=found)

    def started(self, matter: Matter | None = None, **more: Any) -> Matter:
        matter = matter or self.listed()
        officer = self.of(matter.unit.code, Post.OFFICER)
        self.does(matter, "start", officer, about="调整路内停车收费标准，听取居民和企业意见。", **more)
        return matter

    def written(self, matter: Matter, part: str, title: str = "", **more: Any) -> None:
        officer = self.of(matter.unit.code, Post.OFFICER)
        said = {"day": "2023-04-20", "title": title or f"某事项的{part}", "text": f"{part}的文字。", **more}
        self.does(matter, "write", officer, part=part, **said)

    def waived(self, matter: Matter, *codes: str) -> None:
        """Proposed by the officer, agreed to by the reviewer."""
        code = matter.unit.code
        for part in codes:
            self.does(matter, "waive", self.of(code, Post.OFFICER), part=part, reason="不涉及，依据条例不需要。")
            self.does(matter, "confirm_waiver", self.of(code, Post.REVIEWER), part=part)

    def argued(self, matter: Matter, **more: Any) -> None:
        said = {
            "form": "meeting", "by": "某大学交通研究中心", "day": "2023-04-21", "title": "停车收费专家论证会",
            "text": "五位专家认为方案可行。", "experts": "张明｜某大学交通工程\n李华｜某研究院价格政策", "signed": "on",
            "disinterested": "on", "adopted": "采纳了分时段收费的建议。", **more,
        }  # fmt: skip
        self.does(matter, "argue", self.of(matter.unit.code, Post.OFFICER), **said)

    def assessed(self, matter: Matter, **more: Any) -> None:
        said = {
            "by": "某评估公司", "day": "2023-04-24", "title": "社会稳定风险评估", "text": "风险可控。", "level": "low",
            "points": "居民对涨价有意见。", "measures": "分步实施，充分告知。", "plan": "设专线答复。", **more,
        }  # fmt: skip
        self.does(matter, "assess", self.of(matter.unit.code, Post.OFFICER), **said)

    def heard(self, matter: Matter, **more: Any) -> None:
        said = {
            "kind": "meeting", "by": "物业公司、商户代表", "day": "2023-04-22", "title": "停车收费座谈会", "count": 12,
            "text": "收到意见12条，采纳5条。", **more,
        }  # fmt: skip
        self.does(matter, "listen", self.of(matter.unit.code, Post.OFFICER), **said)

    def prepared(self, matter: Matter | None = None) -> Matter:
        """Everything that the review of legality needs."""
        matter = matter or self.started()
        for part in ("draft", "note", "interpretation"):
            self.written(matter, part)
        self.heard(matter)
        self.argued(matter)
        self.assessed(matter)
        self.waived(matter, "competition")
        return matter

    def handed(self, matter: Matter | None = None) -> Matter:
        matter = matter or self.prepared()
        officer = self.of(matter.unit.code, Post.OFFICER)
        self.does(matter, "hand_over", officer, unit=self.units["sifa"] if matter.district else matter.unit_id)
        return matter

    def opinion(self, matter: Matter, command: str = "pass_legality", **more: Any) -> None:
        said = {
            "authority": "符合法定权限。", "procedure": "已履行公众参与等程序。", "content": "符合法律法规和国家政策。",
            "text": "区司法局审查认为，决策草案符合规定。", **more,
        }  # fmt: skip
        where = Case.objects.get(pk=matter.case_id).unit.code
        self.does(matter, command, self.of(where, Post.LEGAL), **said)

    def tabled(self, matter: Matter) -> Matter:
        self.does(matter, "put_up", self.of(matter.unit.code, Post.OFFICER))
        return matter

    def met(self, matter: Matter, command: str = "decide", **more: Any) -> None:
        by = self.district.clerk if matter.district else self.of(matter.unit.code, Post.OFFICER)
        said = {
            "kind": "standing" if matter.district else "office", "number": "区政府第45次常务会议", "day": "2023-05-15",
            "title": "集体讨论情况", "head_last": "on", "dissent": "", "text": "会议讨论并通过。", **more,
        }  # fmt: skip
        self.does(matter, command, by, **said)

    def resulted(self, matter: Matter, **more: Any) -> None:
        said = {
            "day": "2023-05-15", "title": "停车收费调整方案", "channels": ["site", "gazette"], "text": "自7月1日起施行。",
            "public_views": "采纳5条。", "expert_views": "采纳分时段收费的建议。", "reported_on": "2023-05-16",
            "reported_number": "某府党组〔2023〕20号", **more,
        }  # fmt: skip
        self.does(matter, "result", self.of(matter.unit.code, Post.OFFICER), **said)


@pytest.fixture
def deciding(district, on_day) -> Deciding:
    """The district on 15 March 2023."""
    on_day("2023-03-15")
    return Deciding(district)
