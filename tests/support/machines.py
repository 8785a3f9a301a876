"""The systems that talk to the house, within a test: the clients of the stand-ins, and their receiver of events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import dumps
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.workplan import District

from mingzheng.core.actors import Actor, Post
from mingzheng.machines.standins import clients
from mingzheng.machines.standins.receiver import Receiver
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.models import System

ADMIN = Actor.system("系统管理员")
LAST_DAY = dt.date(2023, 12, 31)


@dataclass
class Inside:
    """The way to the house within a test: Django's client in the place of ``httpx``."""

    client: Client = field(default_factory=Client)

    def request(
        self, method: str, url: str, *, params: Any = None, json: Any = None, files: Any = None, headers: Any = None
    ) -> Any:
        if method == "GET":
            return self.client.get(url, params or {}, headers=headers)
        if files is not None:
            sent = {name: SimpleUploadedFile(*file) for name, file in files.items()}
            return self.client.post(url, sent, headers=headers)
        return self.client.post(url, dumps(json), content_type="application/json", headers=headers)


@dataclass
class Caller(clients.Caller):
    wire: clients.Wire = field(default_factory=Inside)


class Hotline(clients.Hotline, Caller):
    def hands_over(self, number: str, text: str, *, received_on: str = "2023-04-17", **more: Any) -> Any:
        return super().hands_over(number, text, received_on=received_on, **more)


class CityPlatform(clients.CityPlatform, Caller):
    APPLICATION: dict[str, Any] = {
        "submitted_on": "2023-04-17",
        "name": "王五",
        "id_kind": "resident",
        "id_number": "11010519491231002X",
        "email": "wangwu@example.cn",
        "wanted": "2022年区级财政预算执行情况",
    }

    def hands_over(self, number: str, **changes: Any) -> Any:
        return super().hands_over(number, **{**self.APPLICATION, **changes})


class OfficeAutomation(clients.OfficeAutomation, Caller):
    pass


class Library(clients.Library, Caller):
    pass


@dataclass
class Systems:
    """``systems.token("chengyun", Post.HOTLINE, "letters.file")``: the text of a fresh token."""

    district: District

    def system(self, unit: str, post: Post, name: str = "") -> System:
        """Registered in a post that somebody holds."""
        self.district.actor(unit, post)
        name = name or f"{unit}的{post.label}系统{System.objects.count() + 1}"
        return commands.register(name, self.district.units[unit], post, "信息中心 52000000", ADMIN)

    def token(self, unit: str, post: Post, *operations: str, system: System | None = None) -> str:
        return commands.issue(system or self.system(unit, post), set(operations), LAST_DAY, ADMIN)[1]


@pytest.fixture
def systems(district, on_day) -> Systems:
    """Tuesday, 18 April 2023."""
    on_day("2023-04-18")
    return Systems(district)


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.MINGZHENG_SITE_URL = "https://zwgk.example.gov.cn"
    with Receiver() as found:
        settings.MINGZHENG_WEBHOOK_ALLOW = [found.host]
        yield found
