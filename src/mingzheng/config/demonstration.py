"""The demonstration district: made by the rooms' own commands, removed as a whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import triggers
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.journal.models import Head
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.units import commands as units
from mingzheng.core.units import importing, sheet
from mingzheng.core.units.models import Person, Unit
from mingzheng.desk.demo_accounts import PASSWORD
from mingzheng.disclosure.catalogue import demo as catalogue
from mingzheng.disclosure.cleanup import demo as cleanup
from mingzheng.disclosure.corners import demo as corners
from mingzheng.disclosure.documents import demo as documents
from mingzheng.disclosure.filing import demo as filing
from mingzheng.disclosure.gazette import demo as gazette
from mingzheng.disclosure.gazette import triggers as printed
from mingzheng.disclosure.key_areas import demo as key_areas
from mingzheng.disclosure.normative import demo as normative
from mingzheng.machines.systems import demo as systems
from mingzheng.machines.webhooks import demo as webhooks
from mingzheng.participation.consultations import demo as consultations
from mingzheng.participation.decisions import demo as decisions
from mingzheng.participation.delegates import demo as delegates
from mingzheng.participation.letters import demo as letters
from mingzheng.participation.open_days import demo as open_days
from mingzheng.participation.surveys import demo as surveys
from mingzheng.policy.interpretations import demo as interpretations
from mingzheng.policy.outreach import demo as outreach
from mingzheng.policy.policies import demo as policies
from mingzheng.policy.push import demo as push
from mingzheng.policy.questions import demo as questions
from mingzheng.policy.tags import demo as tags
from mingzheng.policy.topics import demo as topics
from mingzheng.requests.foi import demo as foi
from mingzheng.requests.remedies import demo as remedies
from mingzheng.supervision.annual_report import demo as annual_report
from mingzheng.supervision.assessment import demo as assessment
from mingzheng.supervision.bulletins import demo as bulletins
from mingzheng.supervision.indicators import demo as indicators
from mingzheng.supervision.inspections import demo as inspections
from mingzheng.supervision.open_data import demo as open_data
from mingzheng.supervision.open_data.triggers import FREEZES
from mingzheng.supervision.training import demo as training
from mingzheng.supervision.workplan import demo as workplan

DATA = Path(sheet.__file__).parent / "data"
OPENS = dt.date(2023, 4, 17)
STANDS = dt.date(2023, 6, 20)

Say = Callable[[str], None]


def build(*, scale: int = 1, say: Say = print, with_plan: bool = True) -> None:
    """Make the district, its people, and (with ``with_plan``) its plan with some months of work.

    Args:
        scale: 1 for a small demonstration; more makes units report more.

    Raises:
        Refused: in production, or when the database already holds units.
    """
    only_where_empty()
    actor, day = Actor.system("演示数据"), STANDS if with_plan else OPENS
    # One transaction: a build that was interrupted leaves nothing behind.
    with transaction.atomic(), outbox.bulk():
        with timekeeping.standing_at(OPENS):
            say("演示区：单位和人员……")
            people_and_units(actor)
        if with_plan:
            workplan.play(say=say, scale=scale)
            indicators.bind(say=say)
            catalogue.play(say=say)
            documents.play(say=say)
            interpretations.play(say=say)
            normative.play(say=say)
            cleanup.play(say=say)
            policies.play(say=say)
            tags.play(say=say)
            key_areas.play(say=say)
            corners.play(say=say, scale=scale)
            questions.play(say=say)
            outreach.play(say=say)
            topics.play(say=say)
            letters.play(say=say)
            delegates.play(say=say)
            foi.play(say=say)
            remedies.play(say=say)
            gazette.play(say=say)
            inspections.play(say=say)
            training.play(say=say)
            push.play(say=say)
            consultations.play(say=say)
            decisions.play(say=say)
            surveys.play(say=say)
            open_days.play(say=say)
            annual_report.play(say=say)
            filing.play(say=say)  # after everything that publishes documents
            bulletins.play(say=say)  # after everything whose figures it reads
            assessment.play(say=say)  # after everything that it assesses
            catalogue.finish()
            indicators.play(say=say, until=STANDS)  # it reads what the rooms recorded
            systems.play(say=say)
            webhooks.play(say=say)
            open_data.play(say=say, on=STANDS)  # last of all: it freezes what was read
        timekeeping.set_demo_day(day, actor)
    seal_all()
    say(f"演示区已建好，停在 {day}。所有演示账号的密码：{PASSWORD}")


def only_where_empty() -> None:
    """Invented records never stand beside real ones.

    Raises:
        Refused: in production, or when the database already holds units.
    """
    if not settings.MINGZHENG_DEMO:
        raise Refused(
            "正式使用中不能建演示数据。", remedy="请另用一个数据库，并设置 MINGZHENG_DEMO=1。", code="not_demo"
        )
    if Unit.objects.exists():
        raise Refused("数据库里已经有单位。", remedy="如要重建演示区，请先运行 ./run demo remove。", code="not_empty")


def people_and_units(actor: Actor) -> None:
    """The shipped district and everybody who works in it."""
    importing.import_units(sheet.read_sheet(DATA / "district.yaml"), actor)
    by_code = {unit.code: unit for unit in Unit.objects.all()}
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "people.yaml").read_text(encoding="utf-8"))["people"]
    encoded = units.encode_password(PASSWORD)
    for row in rows:
        person = units.add_person(row["username"], row["name"], actor, encoded=encoded)
        for post in row["posts"]:
            units.hold_post(
                person, by_code[post["unit"]], Post(post["post"]), actor, since=post["from"], until=post["to"]
            )


def remove(*, say: Say = print) -> None:
    """Empty the whole database and the uploads: for a demonstration only, before real use.

    Raises:
        Refused: in production mode.
    """
    if settings.PRODUCTION or not settings.MINGZHENG_DEMO:
        raise Refused("正式使用的数据库不能整体清空。", remedy="如确需清空，请由数据库管理员处理。", code="not_demo")
    with triggers.lifted(connection), printed.lifted(connection), FREEZES.lifted(connection):
        call_command("flush", verbosity=0, interactive=False)
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    shutil.rmtree(settings.VAR_DIR / "heads", ignore_errors=True)
    shutil.rmtree(settings.MINGZHENG_SEARCH_DIR, ignore_errors=True)
    say("演示数据已全部移除。")


def counts() -> dict[str, int]:
    """What the demonstration holds."""
    from mingzheng.supervision.workplan.models import Assignment, Plan

    return {
        "units": Unit.objects.count(),
        "people": Person.objects.count(),
        "plans": Plan.objects.count(),
        "assignments": Assignment.objects.count(),
    }
