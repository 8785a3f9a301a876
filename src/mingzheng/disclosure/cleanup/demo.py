"""Two clean-ups of the demonstration district: one whose result is out, one for which units still propose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast
from mingzheng.core.units.queries import office
from mingzheng.disclosure.cleanup.commands import launch
from mingzheng.disclosure.cleanup.models import Campaign, Line, Outcome, Share

BASIS = "《上海市行政规范性文件管理规定》和2023年政务公开工作要点第十三点"
FIRST, SECOND = dt.date(2023, 5, 8), dt.date(2023, 6, 12)
OLD = dt.date(2019, 1, 1)


def play(*, say: Callable[[str], None]) -> None:
    """The first ends with a published list on 1 June; the second began on 12 June."""
    say("演示区：文件清理……")
    cast = Cast()
    with timekeeping.standing_at(FIRST):
        first = _launch(cast, "2023年行政规范性文件清理", normative_only=True, due=dt.date(2023, 5, 26))
    with timekeeping.standing_at(dt.date(2023, 5, 22)):
        for share in first.shares_listed:
            _hand_in(share, cast)
    with timekeeping.standing_at(dt.date(2023, 5, 30)):
        clerk = _office(cast, Post.OFFICE_CLERK)
        _step(first.case, "gather", clerk)
        _step(first.case, "take_proposals", clerk)
    with timekeeping.standing_at(dt.date(2023, 6, 1)):
        facts = {"effective_on": "2023-06-01", "number": "长府办〔2023〕36号"}
        _step(first.case, "publish", _office(cast, Post.OFFICE_HEAD), **facts)
    with timekeeping.standing_at(SECOND):
        _launch(cast, "2023年其他政策文件清理", normative_only=False, due=dt.date(2023, 7, 7))


def _office(cast: Cast, post: Post) -> Actor:
    home = office()
    if home is None:
        raise LookupError("no office")
    return cast.of(home, post)


def _launch(cast: Cast, title: str, *, normative_only: bool, due: dt.date) -> Campaign:
    facts = {"title": title, "basis": BASIS, "unit": None, "normative_only": normative_only}
    today = timekeeping.today()
    return launch(_office(cast, Post.OFFICE_CLERK), {**facts, "as_of": today, "due_on": due})


def _hand_in(share: Share, cast: Cast) -> None:
    officer = cast.of(share.unit, Post.OFFICER)
    for line in share.lines.select_related("document"):
        _step(share.case, "propose", officer, lines=[str(line.pk)], **_proposal(line))
    _step(share.case, "submit", cast.of(share.unit, Post.HEAD), opinion="同意。")


def _proposal(line: Line) -> dict[str, Any]:
    """What is old is declared lapsed, what runs out this year is extended, the rest goes on."""
    document = line.document
    if document.formed_on is not None and document.formed_on < OLD:
        return {"outcome": Outcome.INVALIDATE.value, "reason": "适用期已过，调整对象已不存在。"}
    until = document.validity_until
    if until is not None and until.year == timekeeping.today().year:
        later = until.replace(year=until.year + 2)
        return {"outcome": Outcome.CONTINUE.value, "reason": "实施效果好，仍需执行。", "new_expiry": later.isoformat()}
    return {"outcome": Outcome.CONTINUE.value, "reason": "与现行法律法规一致，仍需执行。"}


def _step(case: Case | None, command: str, actor: Actor, **data: Any) -> None:
    if case is None:
        raise LookupError("no case")
    act(Case.objects.get(pk=case.pk), command, actor, data)
